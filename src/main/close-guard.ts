import type { RoomView } from '../shared/places/place-models.ts';

/** Members beside this one that closing the window would throw out: none, unless we host. */
export function membersLeftBehind(room: RoomView | undefined): number {
  return room?.role === 'host' ? room.members.filter(({ id }) => id !== room.you).length : 0;
}

export interface CloseGuard {
  /** @returns whether the window must stay open; the question was put then */
  holds(): boolean;
  /** Whatever closes from now on closes without a question. */
  allow(): void;
}

/**
 * Closing the window ends the room that it hosts, so with others inside the user is asked first; alone, it just ends.
 * The app does not go on in a tray: a room that runs without a window surprises its host.
 * @param ask puts the question to the window; the answer is {@link CloseGuard.allow} and closing again, or nothing
 */
export function createCloseGuard(room: () => RoomView | undefined, ask: (otherMembers: number) => void): CloseGuard {
  let allowed = false;
  return {
    holds: () => {
      const others = allowed ? 0 : membersLeftBehind(room());
      if (others > 0) ask(others);
      return others > 0;
    },
    allow: () => {
      allowed = true;
    },
  };
}
