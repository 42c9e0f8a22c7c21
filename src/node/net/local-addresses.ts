import { networkInterfaces } from 'node:os';
import type { LocalAddress } from '../../shared/models.ts';

/** Adapters of containers, virtual machines and tunnels: others on the network rarely reach this computer there. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|tap|utun|wg|zt|tailscale|cni|flannel|awdl|llw)/i;

/** True for fe80::/10, which only works with an adapter's name behind it. */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}

function rank({ adapter, family, internal }: LocalAddress): number {
  return (internal ? 4 : 0) + (VIRTUAL.test(adapter) ? 2 : 0) + (family === 'IPv6' ? 1 : 0);
}

/** The addresses of this computer, those first that others most likely reach. */
export function localAddresses(): readonly LocalAddress[] {
  const all = Object.entries(networkInterfaces()).flatMap(([adapter, addresses = []]) =>
    addresses
      .filter(({ address }) => !isLinkLocal(address))
      .map(({ address, family, internal }) => ({ address, adapter, family, internal })),
  );
  return all.sort((one, other) => rank(one) - rank(other));
}

/** The addresses at which a room that listens on `bound` can be reached; loopback only where there is nothing else. */
export function reachableAddresses(bound: string): readonly string[] {
  if (bound !== '::' && bound !== '0.0.0.0') return [bound];
  const here = localAddresses().filter(({ family }) => bound === '::' || family === 'IPv4');
  const outside = here.filter(({ internal }) => !internal);
  const addresses = (outside.length > 0 ? outside : here).map(({ address }) => address);
  return addresses.length > 0 ? addresses : ['127.0.0.1'];
}
