import type { FoundRoom } from '../../shared/discovery/found-room.ts';
import type { NetworkAddress } from '../../shared/doctor/models.ts';
import type { Path } from '../datagram/path.ts';
import type { RoomAdvert } from './room-advert.ts';

/** What changed in the list of rooms: whole rooms that are new or changed, and the keys of those that are no more. */
export interface RoomChanges {
  readonly changed: readonly FoundRoom[];
  readonly gone: readonly string[];
}

/**
 * What the list of rooms (`RoomList`) needs from the outside. Its inputs are methods with the time in milliseconds of a clock
 * that only goes forward: `heard(datagram's room, from, now)`, `claim`, `withdraw`, `network`, `own`, `ask`, `tick`. After
 * each of them look at `deadline` and call `tick` then.
 */
export interface DiscoveryPorts {
  /** Sends a question, a whole `ask` packet, to one address: from a socket whose `room` packets come back as inputs. */
  ask(packet: Uint8Array, to: Path): void;
  /** Sends a question as broadcast to UDP port 18888, on every adapter that is up. */
  askAround(packet: Uint8Array): void;
  /** 32 bits that nobody can guess. */
  random32(): number;
  /** The list changed; called at most ten times a second, from within an input. */
  changed(changes: RoomChanges): void;
}

/** An address of this computer, as far as discovery has to know it. */
export type OwnAddress = Pick<NetworkAddress, 'address' | 'prefix' | 'kind' | 'adapter'>;

/** A room that this very Partyline hosts: in the list without a question. */
export interface OwnRoom extends RoomAdvert {
  /** Addresses at which others reach it, best first. */
  readonly addresses: readonly string[];
}

/**
 * Somebody says that a room is at an address; nothing of it is shown before the room itself says so from there. `remembered` are
 * rooms of before, which a person gave the address of; so did whoever is `given`.
 */
export interface Claim {
  readonly by: 'mdns' | 'gossip' | 'remembered';
  readonly at: Path;
  /** For gossip: the address of the host that tells it, with whom a person is. */
  readonly teller?: string;
}
