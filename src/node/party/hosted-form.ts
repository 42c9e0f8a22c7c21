import { formatAddress } from '../../shared/address.ts';
import type { Settings } from '../../shared/settings.ts';
import type { WantedDoor } from '../hosting/lay-down-door.ts';
import type { RoomHost } from '../hosting/room-host.ts';
import { reachableAddresses } from '../net/local-addresses.ts';

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
  /** Who comes in; as before, unless it is said. */
  readonly door?: WantedDoor | undefined;
}

/** What is remembered of it for the next room. */
export function formSettings({ name, port, bind, plain = true, durable = false }: RoomForm): Partial<Settings> {
  return { hostName: name, hostPort: port, hostBind: bind, hostPlain: plain, hostDurable: durable };
}

/** Where others reach a room of this computer. */
export function addressesOf({ listening: { address, port } }: RoomHost): readonly string[] {
  return reachableAddresses(address).map((host) => formatAddress({ host, port }));
}
