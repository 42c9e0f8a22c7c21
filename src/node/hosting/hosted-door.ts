import type { Room } from '../../core/room/room.ts';
import type { Door } from '../../shared/doors/door-models.ts';
import { words } from '../secure/words.ts';

/** Who comes into a hosted room, as far as its own computer alone decides it; the rest is asked of the room as a member. */
export class HostedDoor {
  readonly #room: Pick<Room, 'door' | 'setWord'>;
  readonly #changed: () => void;

  /** @param changed the room has something to write down */
  constructor(room: Pick<Room, 'door' | 'setWord'>, changed: () => void) {
    this.#room = room;
    this.#changed = changed;
  }

  get door(): Door {
    return this.#room.door;
  }

  /** The passphrase is another from now on, for the door `word`. Nothing of it is kept but what verifies it. */
  async setWord(word: string): Promise<void> {
    this.#room.setWord(await words.do({ step: 'register', word }));
    this.#changed();
  }
}
