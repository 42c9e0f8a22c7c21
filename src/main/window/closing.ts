import type { CloseQuestion, RoomsLeft } from '../../shared/closing.ts';
import type { Settings } from '../../shared/settings.ts';

export interface ClosingFacts {
  readonly choice: Settings['closeToTray'];
  readonly rooms: RoomsLeft;
  /** The whole app is to end: by its menu, the tray, or the system. */
  readonly isQuitting: boolean;
}

/** What becomes of a window that is to be closed: it ends, and the app with it; it goes to the tray; or somebody is asked. */
export type Closing = 'end' | 'hide' | CloseQuestion;

/**
 * A room lives in the app. Whoever closes the window for the first time while in one chooses what that means; who quits
 * with others in a hosted room is asked each time.
 */
export function closing({ choice, rooms, isQuitting }: ClosingFacts): Closing {
  if (!isQuitting && choice === 'tray') return 'hide';
  if (!isQuitting && choice === 'ask' && rooms.hosted + rooms.joined > 0) return 'which';
  return rooms.otherMembers > 0 ? 'leave' : 'end';
}
