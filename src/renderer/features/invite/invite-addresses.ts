import { parseAddress, type RoomAddress } from '../../../shared/address.ts';
import type { NetworkAddress } from '../../../shared/doctor/models.ts';

/** One way to a room, and which of this computer's networks it is on. */
export interface InviteAddress {
  /** As the room has it, `192.168.1.20:8888`. */
  readonly text: string;
  readonly room: RoomAddress;
  /** Undefined where it is no address of this computer, such as that of somebody else's room. */
  readonly network: NetworkAddress | undefined;
}

/** How a subnet is written, such as 192.168.1.0/24. */
export function subnetText({ network, prefix }: NetworkAddress): string {
  return `${network}/${prefix}`;
}

/** The addresses of a room, what others should use first; what can't be read as one is left out. */
export function inviteAddresses(
  addresses: readonly string[],
  networks: readonly NetworkAddress[],
): readonly InviteAddress[] {
  const found = addresses.flatMap((text): readonly InviteAddress[] => {
    const room = parseAddress(text);
    if (!room.ok) return [];
    return [{ text, room: room.value, network: networks.find(({ address }) => address === room.value.host) }];
  });
  return found.toSorted((one, other) => Number(isBest(other)) - Number(isBest(one)));
}

/** Whether others should use this one. */
export function isBest({ network }: InviteAddress): boolean {
  return network?.recommended === true;
}
