import { networkInterfaces } from 'node:os';
import { describeAddresses } from '../../core/network/describe-addresses.ts';
import type { NetworkAddress } from '../../shared/doctor/models.ts';

/**
 * All addresses of this computer, those first that others most likely reach.
 * @param outgoing see {@link describeAddresses}
 */
export function networkAddresses(outgoing?: string): readonly NetworkAddress[] {
  const all = Object.entries(networkInterfaces()).flatMap(([adapter, addresses = []]) =>
    addresses.map(({ address, family, netmask, mac }) => ({ adapter, address, family, netmask, mac })),
  );
  return describeAddresses(all, outgoing);
}
