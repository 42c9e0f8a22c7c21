import type { Path } from '../../core/datagram/path.ts';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import type { QuestionId } from '../../core/discovery/room-packet.ts';
import type { Door } from '../../shared/doors/door-models.ts';
import type { Member, RoomInfo } from '../../shared/models.ts';
import type { Announcement } from '../discovery/announcing.ts';
import type { UdpListener } from '../net/udp-listener.ts';
import type { HostOptions } from './host-options.ts';
import type { HostSecurity } from './host-security.ts';
import type { HostedDoor } from './hosted-door.ts';
import { namelessAdvert } from './nameless-advert.ts';

/** A hosted room, as far as the network may be told of it. */
export interface TellableRoom {
  readonly info: RoomInfo;
  readonly security: Pick<HostSecurity, 'fingerprint'>;
  readonly doors: Pick<HostedDoor, 'door'>;
  /** Those who are here; the same list until one of them is another. */
  members(): readonly Member[];
}

/** A hosted room that the network is told of, if there is anybody who tells. */
export class ToldRoom {
  readonly #room: TellableRoom;
  readonly #options: HostOptions;
  readonly #port: number;
  readonly #announcement: Announcement | undefined;
  #members: readonly Member[];
  #door: Door;
  #isNamed: boolean;

  /** @param udp the room's own UDP port, from which all that is told of it leaves */
  constructor(room: TellableRoom, options: HostOptions, udp: UdpListener) {
    this.#room = room;
    this.#options = options;
    this.#port = udp.port;
    this.#members = room.members();
    this.#door = room.doors.door;
    this.#isNamed = options.isNamed?.() ?? true;
    const announced = {
      bound: udp.address,
      advert: () => this.#advert(),
      send: (datagram: Uint8Array, to: Path) => udp.send(datagram, to),
    };
    this.#announcement = options.announcer?.announce(announced, options.isAnnounced);
  }

  /** Somebody asked at the room's own port. */
  asked(question: QuestionId, from: Path): void {
    this.#announcement?.asked(question, from);
  }

  /** Tells when others are here than before, or come in otherwise; to be called now and then. */
  tick(): void {
    const { door } = this.#room.doors;
    const members = this.#room.members();
    const isNamed = this.#options.isNamed?.() ?? true;
    if (members === this.#members && door === this.#door && isNamed === this.#isNamed) return;
    this.#isNamed = isNamed;
    this.#members = members;
    this.#door = door;
    this.#announcement?.changed();
  }

  /** False to tell nobody any more, and take back what was told. */
  setTold(isTold: boolean): void {
    this.#announcement?.setTold(isTold);
  }

  /** Takes leave of the network, while the port is still open. */
  end(): void {
    this.#announcement?.end();
  }

  #advert(): RoomAdvert {
    const { nick, plain = true } = this.#options;
    const { info, security } = this.#room;
    const { fingerprint } = security;
    const members = this.#room.members();
    const host = members.find((member) => member.host)?.nick ?? nick ?? info.name;
    const named = this.#isNamed ? { name: info.name, host } : namelessAdvert(fingerprint);
    const state = { members: members.length, lock: this.#room.doors.door, plain, port: this.#port };
    return { id: info.id, ...named, ...state, fingerprint };
  }
}
