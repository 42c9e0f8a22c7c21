import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { LocalAddress } from '../shared/models.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** IPv4 before IPv6, addresses that others reach before this computer's own. */
function rank({ family, internal }: LocalAddress): number {
  return (internal ? 2 : 0) + (family === 'IPv6' ? 1 : 0);
}

/** Addresses of this computer on which a room can listen, the ones that others most likely reach first. */
export function localAddresses(interfaces: Interfaces = networkInterfaces()): LocalAddress[] {
  return Object.entries(interfaces)
    .flatMap(([adapter, infos = []]) =>
      infos.map(({ address, family, internal, scopeid }: NetworkInterfaceInfo & { scopeid?: number }) => ({
        // A link-local IPv6 address means nothing without its adapter.
        address: scopeid ? `${address}%${adapter}` : address,
        adapter,
        family,
        internal,
      })),
    )
    .sort((a, b) => rank(a) - rank(b));
}
