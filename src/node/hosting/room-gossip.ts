import { Gossip } from '../../core/discovery/gossip.ts';
import type { Room } from '../../core/room/room.ts';
import type { FoundRoom } from '../../shared/discovery/found-room.ts';

/** Tells the members of a room what other rooms are known where it is hosted. */
export class RoomGossip {
  readonly #room: Pick<Room, 'tellRooms'>;
  readonly #known: () => readonly FoundRoom[];
  readonly #gossip: Gossip;

  /** @param known the rooms that are known by now; nobody looks for any because of this */
  constructor(room: Pick<Room, 'info' | 'tellRooms'>, known: () => readonly FoundRoom[]) {
    this.#room = room;
    this.#known = known;
    this.#gossip = new Gossip(room.info.id);
  }

  /** Once a second or so: what is new is told with the room's next turn. */
  tick(now: number): void {
    const before = this.#gossip.all;
    this.#gossip.know(this.#known());
    const news = this.#gossip.news(now);
    if (news.length > 0 || this.#gossip.all.length !== before.length) this.#room.tellRooms(news, this.#gossip.all);
  }
}
