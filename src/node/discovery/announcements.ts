import type { Path } from '../../core/datagram/path.ts';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import type { QuestionId } from '../../core/discovery/room-packet.ts';
import type { Neighbourhood } from '../../core/network/neighbourhoods.ts';
import { Announced } from './announced.ts';
import type { AnnouncedRoom, Announcement, Announcer } from './announcing.ts';
import type { BoundAdvert } from './lookout.ts';

export interface AnnouncementPorts {
  /** The ways out of this computer as they are now. */
  neighbourhoods(): readonly Neighbourhood[];
  /** A room is new or gone, or told of no more, or again. */
  changed(): void;
}

/** One room, and what tells of it while anybody is told. */
interface Entry {
  readonly room: AnnouncedRoom;
  isTold: boolean;
  teller: Announced | undefined;
}

/** The rooms of this process that the network is told of. */
export class Announcements implements Announcer {
  readonly #ports: AnnouncementPorts;
  readonly #rooms = new Set<Entry>();
  #isSilent = false;

  constructor(ports: AnnouncementPorts) {
    this.#ports = ports;
  }

  /** All rooms of this process, those included that nobody is told of. */
  adverts(): readonly BoundAdvert[] {
    return [...this.#rooms].map(({ room }) => ({ bound: room.bound, advert: room.advert() }));
  }

  /** What is told of in one network next to this computer. */
  advertsOn(neighbourhood: Neighbourhood): readonly RoomAdvert[] {
    return this.#tellers.filter((one) => one.isOn(neighbourhood)).map(({ advert }) => advert);
  }

  announce(room: AnnouncedRoom, isTold = true): Announcement {
    const entry: Entry = { room, isTold, teller: undefined };
    this.#rooms.add(entry);
    this.#settle(entry);
    this.#ports.changed();
    return {
      asked: (question, from) => entry.teller?.asked(question, from, false),
      changed: () => {
        entry.teller?.changed();
        this.#ports.changed();
      },
      setTold: (told) => {
        entry.isTold = told;
        this.#settle(entry);
        this.#ports.changed();
      },
      end: () => this.#end(entry),
    };
  }

  /** True to take leave of the network with all rooms, false to tell of them again. */
  silence(isSilent: boolean): void {
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    for (const entry of this.#rooms) this.#settle(entry);
    this.#ports.changed();
  }

  /** There are other networks next to this computer than before. */
  networkChanged(): void {
    for (const one of this.#tellers) one.networkChanged();
  }

  /** Somebody asked everybody around. */
  askedAll(question: QuestionId, from: Path): void {
    for (const one of this.#tellers) one.asked(question, from, true);
  }

  /** Takes leave with all rooms that are left. */
  stop(): void {
    for (const entry of this.#rooms) this.#end(entry);
  }

  get #tellers(): readonly Announced[] {
    return [...this.#rooms].flatMap(({ teller }) => teller ?? []);
  }

  /** Begins or ends to tell of a room, as is wanted. */
  #settle(entry: Entry): void {
    const isWanted = entry.isTold && !this.#isSilent && this.#rooms.has(entry);
    if (isWanted) entry.teller ??= new Announced(entry.room, () => this.#ports.neighbourhoods());
    if (isWanted || !entry.teller) return;
    entry.teller.end();
    entry.teller = undefined;
  }

  #end(entry: Entry): void {
    if (!this.#rooms.delete(entry)) return;
    this.#settle(entry);
    this.#ports.changed();
  }
}
