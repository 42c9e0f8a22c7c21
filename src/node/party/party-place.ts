import { formatAddress } from '../../shared/address.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { Transport } from '../../shared/models.ts';
import type { Settings } from '../../shared/settings.ts';
import type { RoomHost } from '../hosting/room-host.ts';
import type { RoomGuest } from '../joining/room-guest.ts';
import type { Dial } from '../net/dial.ts';
import { reachableAddresses } from '../net/local-addresses.ts';

/** A room that this person is in. */
export interface Place {
  readonly guest: RoomGuest;
  /** Present when this computer runs the room's server. */
  readonly host: RoomHost | undefined;
  /** Where others reach the room; other ones when this computer's network changes. */
  addresses: readonly string[];
  readonly dial: Dial;
  /** What the window believes this person to be on. */
  told: Transport;
  /** The change of the transport that is under way. */
  move: { readonly transport: Transport } | undefined;
  /** How badly this person wants the traffic with the room to be treated; never kept. */
  impairment: Impairment | undefined;
}

/** What is needed to enter a room. */
export interface Entry {
  readonly dial: Dial;
  readonly transport: Transport;
  /** The room that is expected, where it is known. */
  readonly roomId: string | undefined;
  readonly host: RoomHost | undefined;
  readonly addresses: readonly string[];
}

/** Where others reach a room of this computer. */
export function addressesOf({ listening: { address, port } }: RoomHost): readonly string[] {
  return reachableAddresses(address).map((host) => formatAddress({ host, port }));
}

/** What a room is opened with. */
export interface RoomForm {
  readonly name: string;
  readonly port: number;
  /** Empty for all addresses. */
  readonly bind: string;
  /** Whether netcat and scripts are let in; they are unless told otherwise. */
  readonly plain?: boolean;
  /** Whether each turn waits until the disk has it. */
  readonly durable?: boolean;
}

/** What is remembered of it for the next time. */
export function formSettings({ name, port, bind, plain = true, durable = false }: RoomForm): Partial<Settings> {
  return { hostName: name, hostPort: port, hostBind: bind, hostPlain: plain, hostDurable: durable };
}
