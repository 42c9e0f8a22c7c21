import { isForOthers } from '../../core/network/describe-addresses.ts';
import type { LocalAddress } from '../../shared/models.ts';
import { networkAddresses } from './network-addresses.ts';

/** The addresses of this computer that a room can be told by, those first that others most likely reach. */
export function localAddresses(): readonly LocalAddress[] {
  return networkAddresses()
    .filter((one) => one.kind === 'loopback' || isForOthers(one))
    .map(({ address, adapter, family, kind }) => ({ address, adapter, family, internal: kind === 'loopback' }));
}

/** The addresses at which a room that listens on `bound` can be reached; loopback only where there is nothing else. */
export function reachableAddresses(bound: string): readonly string[] {
  if (bound !== '::' && bound !== '0.0.0.0') return [bound];
  const here = localAddresses().filter(({ family }) => bound === '::' || family === 'IPv4');
  const outside = here.filter(({ internal }) => !internal);
  const addresses = (outside.length > 0 ? outside : here).map(({ address }) => address);
  return addresses.length > 0 ? addresses : ['127.0.0.1'];
}

/** Changes when this computer gets or loses an address. */
export function networkSignature(): string {
  return localAddresses()
    .map(({ adapter, address }) => `${adapter}=${address}`)
    .sort()
    .join();
}
