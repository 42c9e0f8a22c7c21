import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { NetworkKind } from '../../shared/doctor/models.ts';
import { type IpAddress, parseIp } from '../../shared/ip-address.ts';
import { kindOfRange } from '../network/classify.ts';
import { broadcastOf, contains, networkOf, type Subnet, subnet } from '../network/subnet.ts';
import type { OwnAddress } from './discovery-ports.ts';

/** How an address lies: over an adapter of the network around, over one that leads elsewhere, or on this computer alone. */
export type Nearness = 0 | 1 | 2;

const NEARNESS: Readonly<Record<NetworkKind, Nearness>> = {
  private: 0,
  public: 0,
  'link-local': 0,
  vpn: 1,
  'virtual-machine': 1,
  container: 1,
  loopback: 2,
};
/** No single computer has one of these: unspecified, multicast, broadcast. */
const NOBODY = ['0.0.0.0/8', '224.0.0.0/3', '::/128', 'ff00::/8'].map(subnet);
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'].map(subnet);
/** What counts as the network of a host that tells of others, where its mask is not known. */
const TELLER_PREFIX = { IPv4: 24, IPv6: 64 } as const;
/** Addresses of offices, schools and homes, and of their VPNs: what a host far away tells of others is not asked. */
const OF_SITES: readonly NetworkKind[] = ['private', 'vpn'];
/** Verdicts that are kept, as adverts of the same addresses come again and again. */
const VERDICTS_KEPT = 4_096;

interface OwnNetwork extends Subnet {
  readonly nearness: Nearness;
  readonly own: bigint;
  readonly broadcast: bigint | undefined;
}

/**
 * Whom discovery may ask. Nothing leaves the local network: only the own subnets, what a person gave, and what a host whose
 * address a person gave tells of its own network, where that is one of a site (RFC 1918, RFC 4193).
 */
export class Reach {
  #networks: readonly OwnNetwork[] = [];
  readonly #given = new Set<string>();
  readonly #verdicts = new Map<string, boolean>();

  /** This computer has these addresses now. */
  set(addresses: readonly OwnAddress[]): void {
    this.#verdicts.clear();
    this.#networks = addresses.flatMap(({ address, prefix, kind }) => {
      const ip = parseIp(address);
      if (!ip) return [];
      const network = networkOf(ip, prefix);
      const broadcast = broadcastOf(ip, prefix)?.value;
      return [{ network, prefix, nearness: NEARNESS[kind], own: ip.value, broadcast }];
    });
  }

  /** A person gave this address: it may be asked wherever it is. */
  give(address: string): void {
    this.#given.delete(address);
    this.#given.add(address);
    this.#verdicts.delete(address);
    const [oldest] = this.#given;
    if (this.#given.size > DISCOVERY_LIMITS.givenAddresses && oldest !== undefined) this.#given.delete(oldest);
  }

  /** @param teller the host that told of the address, with whom a person is */
  allows(address: string, teller?: string): boolean {
    return this.#allowsItself(address) || (teller !== undefined && this.#isBeside(address, teller));
  }

  isOwn(address: string): boolean {
    const ip = parseIp(address);
    return (
      ip !== undefined && this.#networks.some(({ network, own }) => network.family === ip.family && own === ip.value)
    );
  }

  nearness(address: string): Nearness {
    const ip = parseIp(address);
    const networks = ip ? this.#networks.filter((network) => contains(network, ip)) : [];
    return networks.reduce<Nearness>(
      (nearest, { nearness }) => (nearness < nearest ? nearness : nearest),
      networks.length > 0 ? 2 : 0,
    );
  }

  #allowsItself(address: string): boolean {
    const known = this.#verdicts.get(address);
    if (known !== undefined) return known;
    if (this.#verdicts.size >= VERDICTS_KEPT) this.#verdicts.clear();
    const verdict = this.#judge(address);
    this.#verdicts.set(address, verdict);
    return verdict;
  }

  #judge(address: string): boolean {
    const ip = parseIp(address);
    if (!ip || isNobody(ip)) return false;
    const around = this.#networks.filter((network) => contains(network, ip));
    const isWhole = around.some(({ network, prefix, broadcast }) => {
      return ip.value === broadcast || (ip.family === 'IPv4' && prefix < 31 && ip.value === network.value);
    });
    return !isWhole && (around.length > 0 || this.#given.has(address));
  }

  /** A person who is with a host named its network; where that is one of a site, the host may name others in it. */
  #isBeside(address: string, teller: string): boolean {
    const [ip, host] = [parseIp(address), parseIp(teller)];
    if (!ip || !host || !OF_SITES.includes(kindOfRange(ip))) return false;
    const prefix = TELLER_PREFIX[host.family];
    return contains({ network: networkOf(host, prefix), prefix }, ip) && broadcastOf(host, prefix)?.value !== ip.value;
  }
}

/** Whether an address is good on one cable only. */
export function isLinkLocal(address: string): boolean {
  const ip = parseIp(address);
  return ip !== undefined && LINK_LOCAL.some((network) => contains(network, ip));
}

function isNobody(ip: IpAddress): boolean {
  return NOBODY.some((network) => contains(network, ip));
}
