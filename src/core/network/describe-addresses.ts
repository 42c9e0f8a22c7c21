import type { AddressFamily, NetworkAddress, NetworkKind } from '../../shared/doctor/models.ts';
import { formatIp, parseIp } from '../../shared/ip-address.ts';
import { classify } from './classify.ts';
import { broadcastOf, maskOf, networkOf, prefixOf } from './subnet.ts';

/** An address as the operating system tells it. */
export interface SystemAddress {
  readonly adapter: string;
  readonly address: string;
  readonly family: AddressFamily;
  readonly netmask: string;
  readonly mac: string;
}

const NO_MAC = '00:00:00:00:00:00';

/** The lower, the more likely others reach this computer there. */
const RANK: Readonly<Record<NetworkKind, number>> = {
  private: 0,
  public: 0,
  'link-local': 1,
  vpn: 2,
  'virtual-machine': 3,
  container: 4,
  loopback: 5,
};

/**
 * Describes this computer's addresses, those first that others most likely reach, IPv4 before IPv6.
 * @param outgoing the address that the system sends from when it leaves the local network, where it would
 */
export function describeAddresses(
  all: readonly SystemAddress[],
  outgoing: string | undefined,
): readonly NetworkAddress[] {
  const order = (one: NetworkAddress) =>
    RANK[one.kind] * 4 + (one.family === 'IPv6' ? 2 : 0) + (one.address === outgoing ? 0 : 1);
  const described = all.flatMap(describe).toSorted((one, other) => order(one) - order(other));
  const best = described.find(isForOthers);
  return described.map((one) => (one === best ? { ...one, recommended: true } : one));
}

/** Whether others can be told the address: loopback leads nowhere, and fe80::/10 needs an adapter's name behind it. */
export function isForOthers({ kind, family }: NetworkAddress): boolean {
  return kind !== 'loopback' && !(kind === 'link-local' && family === 'IPv6');
}

function describe({ adapter, address, netmask, mac: told }: SystemAddress): readonly NetworkAddress[] {
  const ip = parseIp(address);
  const mask = parseIp(netmask);
  const prefix = mask && prefixOf(mask);
  if (!ip || prefix === undefined) return [];
  const mac = told === NO_MAC || told === '' ? undefined : told;
  const broadcast = broadcastOf(ip, prefix);
  const { kind, toldBy } = classify(adapter, mac, ip);
  return [
    {
      address: formatIp(ip),
      family: ip.family,
      adapter,
      prefix,
      mask: formatIp(maskOf(ip, prefix)),
      network: formatIp(networkOf(ip, prefix)),
      broadcast: kind === 'loopback' || !broadcast ? undefined : formatIp(broadcast),
      mac,
      kind,
      toldBy,
      recommended: false,
    },
  ];
}
