import type { RoomGuest } from '../node/joining/room-guest.ts';
import type { Transport } from '../shared/models.ts';
import { note, printJson } from './output.ts';

/** What a transport is called in a sentence. */
const IN_WORDS = { tcp: 'a TCP stream', udp: 'UDP datagrams' } as const;

/** Moves a live session between transports, one change after the other, and tells what came of each. */
export class TransportMover {
  readonly #guest: RoomGuest;
  readonly #json: boolean;
  #last: Promise<void> = Promise.resolve();

  constructor(guest: RoomGuest, json: boolean) {
    this.#guest = guest;
    this.#json = json;
  }

  moveTo(transport: Transport): void {
    this.#last = this.#last.then(() => this.#move(transport));
  }

  async #move(transport: Transport): Promise<void> {
    const moved = await this.#guest.moveTo(transport);
    const present = this.#guest.transport;
    if (!moved.ok) {
      const { code, text } = moved.problem;
      if (code === 'no_room') return;
      note(`${text} (${code}); you stay on ${IN_WORDS[present]}`);
    } else if (!this.#json) note(`You are on ${IN_WORDS[present]} now.`);
    // Also after a failure: a script that asked reads what it is on.
    if (this.#json) printJson({ event: 'transport', transport: present });
  }
}
