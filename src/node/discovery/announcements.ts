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

/** The rooms of this process that the network is told of. */
export class Announcements implements Announcer {
  readonly #ports: AnnouncementPorts;
  /** Each with what tells of it, while anybody is told. */
  readonly #rooms = new Map<AnnouncedRoom, Announced | undefined>();
  #isSilent = false;

  constructor(ports: AnnouncementPorts) {
    this.#ports = ports;
  }

  /** All rooms of this process, those included that nobody is told of. */
  adverts(): readonly BoundAdvert[] {
    return [...this.#rooms.keys()].map((room) => ({ bound: room.bound, advert: room.advert() }));
  }

  /** What is told of on one way out of this computer. */
  advertsOn(neighbourhood: Neighbourhood): readonly RoomAdvert[] {
    return this.#told.filter((one) => one.isOn(neighbourhood)).map(({ advert }) => advert);
  }

  announce(room: AnnouncedRoom): Announcement {
    this.#rooms.set(room, this.#isSilent ? undefined : this.#tell(room));
    this.#ports.changed();
    return {
      asked: (question, from) => this.#rooms.get(room)?.asked(question, from, false),
      changed: () => {
        this.#rooms.get(room)?.changed();
        this.#ports.changed();
      },
      end: () => this.#end(room),
    };
  }

  /** True to take leave of the network with all rooms, false to tell of them again. */
  silence(isSilent: boolean): void {
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    for (const [room, told] of this.#rooms) {
      told?.end();
      this.#rooms.set(room, isSilent ? undefined : this.#tell(room));
    }
    this.#ports.changed();
  }

  /** This computer has other ways out than before. */
  networkChanged(): void {
    for (const one of this.#told) one.networkChanged();
  }

  /** Somebody asked everybody around. */
  askedAll(question: QuestionId, from: Path): void {
    for (const one of this.#told) one.asked(question, from, true);
  }

  /** Takes leave with all rooms that are left. */
  stop(): void {
    for (const room of [...this.#rooms.keys()]) this.#end(room);
  }

  get #told(): readonly Announced[] {
    return [...this.#rooms.values()].filter((one) => one !== undefined);
  }

  #tell(room: AnnouncedRoom): Announced {
    return new Announced(room, () => this.#ports.neighbourhoods());
  }

  #end(room: AnnouncedRoom): void {
    if (!this.#rooms.has(room)) return;
    this.#rooms.get(room)?.end();
    this.#rooms.delete(room);
    this.#ports.changed();
  }
}
