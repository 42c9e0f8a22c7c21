import type { CloseQuestion, RoomsLeft } from '../../shared/closing.ts';
import type { Settings } from '../../shared/settings.ts';
import { closing } from './closing.ts';

/** What a window that is to be closed needs of the app. */
export interface CloseParts {
  readonly choice: () => Settings['closeToTray'];
  /** Keeps what was answered. */
  readonly choose: (choice: Settings['closeToTray']) => void;
  readonly rooms: () => RoomsLeft;
  /** Puts a question to the window; the answer is {@link CloseGuard.answer}, or nothing. */
  readonly ask: (question: CloseQuestion, rooms: RoomsLeft) => void;
  readonly hide: () => void;
  readonly close: () => void;
}

export interface CloseGuard {
  /** @returns whether the window must stay open; it was hidden then, or a question was put */
  holds(): boolean;
  answer(how: 'tray' | 'quit'): void;
  /** The whole app is to end; a window that stays open ends that again. */
  quitting(): void;
  /** Whatever closes from now on closes without a question. */
  allow(): void;
}

/** Closing the window ends the rooms that one hosts, unless the app goes on in the tray: see {@link closing}. */
export function createCloseGuard({ choice, choose, rooms, ask, hide, close }: CloseParts): CloseGuard {
  let allowed = false;
  let isQuitting = false;
  let asked: CloseQuestion | undefined;
  const allow = () => {
    allowed = true;
  };
  return {
    holds: () => {
      if (allowed) return false;
      const left = rooms();
      const end = closing({ choice: choice(), rooms: left, isQuitting });
      isQuitting = false;
      if (end === 'hide') hide();
      else if (end !== 'end') {
        asked = end;
        ask(end, left);
      }
      return end !== 'end';
    },
    answer: (how) => {
      if (asked === 'which') choose(how);
      if (how === 'tray') return hide();
      allow();
      close();
    },
    quitting: () => {
      isQuitting = true;
    },
    allow,
  };
}
