import type { NetworkAddress, NetworkKind } from '../../shared/doctor/models.ts';
import type { IpAddress } from '../../shared/ip-address.ts';
import { contains, subnet } from './subnet.ts';

type Told = Pick<NetworkAddress, 'kind' | 'toldBy'>;

/**
 * Adapters that lead elsewhere than to the network around, by the names that the systems and programs give them. A
 * Windows adapter has a name for people, such as `vEthernet (WSL)`.
 */
const NAMES: readonly (readonly [NetworkKind, RegExp])[] = [
  [
    'container',
    /^(docker|br-[0-9a-f]{6,}|veth(?!ernet)|cni|flannel|cali|cilium|podman|lxcbr|lxdbr|kube|nerdctl|weave)/i,
  ],
  ['container', /\b(docker|wsl)\b/i],
  ['virtual-machine', /^(virbr|vnet\d|vmnet|vboxnet|bridge1\d\d$)|^vethernet|virtualbox|vmware|hyper-v|parallels/i],
  ['vpn', /^(tun|tap|utun|wg|ppp|ipsec|gpd|nordlynx|proton|mullvad|zt|tailscale|ham\d|warp)/i],
  ['vpn', /vpn|wireguard|zerotier|tailscale|hamachi|anyconnect/i],
];

/**
 * Adapters by the first half of their MAC, where the host's side has one of its own: the other side of the same cable,
 * inside the virtual machine, is the machine's own network.
 */
const MACS: readonly (readonly [NetworkKind, string])[] = [
  ['virtual-machine', '0a:00:27'],
  ['virtual-machine', '00:50:56:c0'],
  ['container', '02:42:'],
];
/** Names of ordinary adapters: what is called so is the network around, also inside a container. */
const ORDINARY = /^(eth|en|wl|ethernet|wi-?fi|lan)/i;

const RANGES: readonly (readonly [NetworkKind, readonly string[]])[] = [
  ['loopback', ['127.0.0.0/8', '::1/128', '::ffff:127.0.0.0/104']],
  ['link-local', ['169.254.0.0/16', 'fe80::/10']],
  // What Tailscale and other overlays give out (RFC 6598; Tailscale's prefix of fc00::/7).
  ['vpn', ['100.64.0.0/10', 'fd7a:115c:a1e0::/48']],
  // RFC 1918 and RFC 4193.
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
];
const SUBNETS = RANGES.map(([kind, texts]) => [kind, texts.map(subnet)] as const);

/** What an address is by itself, wherever it stands. */
export function kindOfRange(address: IpAddress): NetworkKind {
  const found = SUBNETS.find(([, subnets]) => subnets.some((one) => contains(one, address)));
  return found?.[0] ?? 'public';
}

/** What an address of an adapter is good for, as far as name, MAC and range tell. */
export function classify(adapter: string, mac: string | undefined, address: IpAddress): Told {
  const range = kindOfRange(address);
  if (range === 'loopback') return { kind: range, toldBy: 'range' };
  const named = NAMES.find(([, pattern]) => pattern.test(adapter));
  if (named) return { kind: named[0], toldBy: 'name' };
  const made = ORDINARY.test(adapter) ? undefined : MACS.find(([, start]) => mac?.toLowerCase().startsWith(start));
  return made ? { kind: made[0], toldBy: 'mac' } : { kind: range, toldBy: 'range' };
}
