import type { AddressFamily, NetworkAddress } from '../../shared/doctor/models.ts';
import { parseIp } from '../../shared/ip-address.ts';
import { networkOf } from './subnet.ts';

/** A network next to this computer, and where everybody in it is reached at once. */
export interface Neighbourhood {
  readonly adapter: string;
  readonly family: AddressFamily;
  /** This computer's address there; what goes there leaves from it. */
  readonly address: string;
  /** What the network part of {@link address} has, in bits. */
  readonly prefix: number;
  /** All computers of the network: the subnet's broadcast address, or for IPv6 all nodes of the link, with its zone. */
  readonly everybody: string;
}

/** Networks that are used at most: the machines of a developer may have hundreds of virtual adapters. */
export const NEIGHBOURHOODS_MOST = 16;

/** All computers of one link, which need not join any group for it (RFC 4291, section 2.7.1). */
const ALL_NODES = 'ff02::1';
/** Of 127.0.0.0/8; Linux brings it to everybody on this computer who listens. */
const LOOPBACK_BROADCAST = '127.255.255.255';
const LINK_LOCAL = /^fe80:/i;

/** What {@link neighbourhoodsOf} has to know of a computer beside its addresses. */
export interface NeighbourhoodOptions {
  /** What follows the `%` behind an IPv6 address to name an adapter. */
  zoneOf(adapter: string): string;
  /** Nothing is to leave this computer. */
  readonly isLoopbackOnly?: boolean;
}

/**
 * Where everybody around is reached: each subnet of IPv4 once for each adapter in it, and for IPv6 each adapter once, by its
 * link-local address, which every adapter with IPv6 has. Networks of two computers or one, such as many VPNs are, have no
 * everybody. What a container is plugged into from outside has nobody else in it and is left out. Loopback counts only
 * where there is nothing else.
 * @param addresses those first that others most likely reach
 */
export function neighbourhoodsOf(
  addresses: readonly NetworkAddress[],
  { zoneOf, isLoopbackOnly = false }: NeighbourhoodOptions,
): readonly Neighbourhood[] {
  const loopback = addresses.filter(({ kind }) => kind === 'loopback');
  // The adapter itself has a link-local address on some systems.
  const internal = new Set(loopback.map(({ adapter }) => adapter));
  const others = isLoopbackOnly ? [] : addresses.filter(({ adapter }) => !internal.has(adapter));
  const outside = others.flatMap((one) => neighbourhoodOf(one, zoneOf)).slice(0, NEIGHBOURHOODS_MOST);
  if (outside.length > 0) return outside;
  return loopback.filter(({ family }) => family === 'IPv4').map(loopbackNeighbourhood);
}

function neighbourhoodOf(one: NetworkAddress, zoneOf: (adapter: string) => string): readonly Neighbourhood[] {
  const { adapter, family, address, prefix, kind, broadcast } = one;
  if (family === 'IPv4') {
    return broadcast === undefined ? [] : [{ adapter, family, address, prefix, everybody: broadcast }];
  }
  if (!LINK_LOCAL.test(address) || kind === 'container') return [];
  return [{ adapter, family, address, prefix, everybody: `${ALL_NODES}%${zoneOf(adapter)}` }];
}

function loopbackNeighbourhood({ adapter, family, address, prefix }: NetworkAddress): Neighbourhood {
  return { adapter, family, address, prefix, everybody: LOOPBACK_BROADCAST };
}

/** Whether somebody at this address, as a socket tells it, is in the network at the other end of a way. */
export function isNeighbour({ address: own, prefix, everybody }: Neighbourhood, address: string): boolean {
  const zone = address.split('%')[1];
  if (zone !== undefined) return everybody.endsWith(`%${zone}`);
  const [here, there] = [parseIp(own), parseIp(address)];
  if (!here || here.family !== there?.family) return false;
  return networkOf(here, prefix).value === networkOf(there, prefix).value;
}
