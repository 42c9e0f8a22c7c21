import { relationOf } from '../../core/doctor/relation.ts';
import { plainHost } from '../../shared/ip-address.ts';
import type { MemberLink } from '../../shared/places/details-contract.ts';
import type { RoomHost } from '../hosting/room-host.ts';
import { networkAddresses } from '../net/network-addresses.ts';
import { outgoingAddress } from '../net/outgoing-address.ts';

/** Where a member of a room that is hosted here is, and how that lies. The host alone sees it, and tells nobody. */
export function memberLinks(host: Pick<RoomHost, 'whereIs'>, member: string): Promise<readonly MemberLink[]> {
  const here = networkAddresses();
  return Promise.all(
    host.whereIs(member).map(async ({ address: written, transport }) => {
      const address = plainHost(written);
      const from = await outgoingAddress(address);
      return { address, transport, ...relationOf(address, from, here) };
    }),
  );
}
