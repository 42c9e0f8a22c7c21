import type { Path } from '../../core/datagram/path.ts';
import type { Defects } from '../../core/defects.ts';
import type { RoomChanges } from '../../core/discovery/discovery-ports.ts';
import { claimsOf, type NamedRoom } from '../../core/discovery/gossip.ts';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import { RoomList } from '../../core/discovery/room-list.ts';
import { readRoomPacket } from '../../core/discovery/room-packet.ts';
import type { ServiceNews } from '../../core/dns-sd/browser.ts';
import { isNeighbour, type Neighbourhood } from '../../core/network/neighbourhoods.ts';
import type { FoundRoom, SubnetSearch } from '../../shared/discovery/found-room.ts';
import { DISCOVERY_PORT } from '../../shared/limits.ts';
import { Alarm } from '../net/alarm.ts';
import { reachableAddresses } from '../net/local-addresses.ts';
import { networkAddresses } from '../net/network-addresses.ts';
import { random32 } from '../net/udp-link.ts';
import { monotonicNow } from '../time/clocks.ts';
import { BothFamilies } from './both-families.ts';
import { Searches } from './searches.ts';

/** A room that this process hosts, and what its sockets are bound to. */
export interface BoundAdvert {
  readonly bound: string;
  readonly advert: RoomAdvert;
}

export interface LookoutPorts {
  neighbourhoods(): readonly Neighbourhood[];
  readonly defects: Defects;
  changed(changes: RoomChanges): void;
  /** How a search of a subnet goes on. */
  searched(search: SubnetSearch): void;
}

/** Looks for the rooms of others: the list of `core/discovery`, with sockets and a clock. */
export class Lookout {
  readonly #ports: LookoutPorts;
  readonly #list: RoomList;
  /** Questions leave from here, and answers come back. */
  readonly #questions: BothFamilies;
  readonly #alarm: Alarm;
  readonly searches: Searches;

  constructor(ports: LookoutPorts) {
    this.#ports = ports;
    this.#questions = new BothFamilies(0, (datagram, from) => this.heard(datagram, from));
    this.#list = new RoomList(
      {
        ask: (packet, to) => this.#questions.send(packet, to),
        askAround: (packet) => this.#askAround(packet),
        random32,
        changed: (changes) => ports.changed(changes),
      },
      networkAddresses(),
      monotonicNow(),
    );
    const ring = (now: number) => this.#ring(now);
    this.#alarm = new Alarm(ring, ring);
    this.#alarm.by(this.#list.deadline);
    this.searches = new Searches({
      ask: (packet, to) => this.#questions.send(packet, to),
      question: (allows) => this.#list.searchQuestion(allows, monotonicNow()),
      rooms: () => this.#list.rooms,
      progress: (search) => ports.searched(search),
    });
  }

  get rooms(): readonly FoundRoom[] {
    return this.#list.rooms;
  }

  /** A datagram came that may be a room's. */
  heard(datagram: Uint8Array, from: Path): void {
    const room = readRoomPacket(datagram);
    if (room) this.#input((now) => this.#list.heard(room, from, now));
  }

  /** Somebody says by DNS-SD that rooms are somewhere. No address outside of the network that it came over is believed. */
  claimed({ here, gone }: ServiceNews, neighbourhood: Neighbourhood): void {
    this.#input((now) => {
      for (const claim of here) {
        const at = pathOf(claim, neighbourhood);
        if (isNeighbour(neighbourhood, at.address)) this.#list.claim({ by: 'mdns', at }, now);
      }
      for (const claim of gone) this.#list.withdraw(pathOf(claim, neighbourhood), now);
    });
  }

  /** Rooms may be where they were before. */
  remember(addresses: readonly Path[]): void {
    this.#input((now) => {
      for (const at of addresses) this.#list.claim({ by: 'remembered', at }, now);
    });
  }

  /** Asks an address that a person gave. @returns the room there; undefined when none answered within five seconds */
  ask(at: Path): Promise<FoundRoom | undefined> {
    const { promise, resolve } = Promise.withResolvers<FoundRoom | undefined>();
    this.#input((now) => this.#list.ask(at, now, resolve));
    return promise;
  }

  /** Asks everybody again. */
  refresh(): void {
    this.#input((now) => this.#list.refresh(now));
  }

  /** All rooms that this process hosts, whenever one begins, changes or ends. */
  own(rooms: readonly BoundAdvert[]): void {
    const own = rooms.map(({ bound, advert }) => ({ ...advert, addresses: reachableAddresses(bound) }));
    this.#input((now) => this.#list.own(own, now));
  }

  networkChanged(): void {
    this.#input((now) => this.#list.network(networkAddresses(), now));
  }

  /** What a host named to its members. @param teller the host's address */
  named(rooms: readonly NamedRoom[], teller: string): void {
    this.#input((now) => {
      for (const claim of claimsOf(rooms, teller)) this.#list.claim(claim, now);
    });
  }

  close(): Promise<void> {
    this.searches.cancel();
    this.#alarm.stop();
    return this.#questions.close();
  }

  #input(give: (now: number) => void): void {
    this.#ports.defects.contain(() => give(monotonicNow()));
    this.#alarm.soon();
  }

  #ring(now: number): number {
    this.#ports.defects.contain(() => this.#list.tick(now));
    return this.#list.deadline;
  }

  #askAround(packet: Uint8Array): void {
    for (const { everybody } of this.#ports.neighbourhoods()) {
      this.#questions.send(packet, { address: everybody, port: DISCOVERY_PORT });
    }
  }
}

/** A link-local address means nothing without the adapter that it was heard over. */
function pathOf({ address, port }: Path, { family, everybody }: Neighbourhood): Path {
  const needsZone = family === 'IPv6' && /^fe80:/i.test(address);
  return { address: needsZone ? `${address}%${everybody.split('%')[1]}` : address, port };
}
