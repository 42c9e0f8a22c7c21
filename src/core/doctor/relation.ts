import type { NetworkAddress, Relation } from '../../shared/doctor/models.ts';
import { formatIp, parseIp } from '../../shared/ip-address.ts';
import { contains, subnet } from '../network/subnet.ts';

const MULTICAST = [subnet('224.0.0.0/4'), subnet('ff00::/8')];
const LOOPBACK = [subnet('127.0.0.0/8'), subnet('::1/128')];
const EVERYBODY = '255.255.255.255';

/**
 * How a target lies, seen from this computer.
 * @param address a numeric address
 * @param from what the system would send from to get there; undefined when it knows no way
 */
export function relationOf(
  address: string,
  from: string | undefined,
  here: readonly NetworkAddress[],
): { readonly relation: Relation; readonly adapter: string } {
  const target = parseIp(address);
  const own = here.find((one) => one.address === from);
  const adapter = own?.adapter ?? '';
  if (!target) return { relation: 'no_route', adapter };
  const text = formatIp(target);
  if (LOOPBACK.some((one) => contains(one, target)) || here.some((one) => one.address === text)) {
    return { relation: 'this_computer', adapter };
  }
  const isOfAll = MULTICAST.some((one) => contains(one, target)) || text === EVERYBODY;
  if (isOfAll || here.some((one) => isNoHost(one, text))) return { relation: 'not_a_host', adapter };
  if (from === undefined) return { relation: 'no_route', adapter };
  const near = own && contains(subnet(`${own.network}/${own.prefix}`), target);
  return { relation: near ? 'same_subnet' : 'other_subnet', adapter };
}

/** Whether an address is the network's own, or that of everybody in it. */
function isNoHost({ network, broadcast }: NetworkAddress, address: string): boolean {
  return broadcast !== undefined && (address === broadcast || address === network);
}
