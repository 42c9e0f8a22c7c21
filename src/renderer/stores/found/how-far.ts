import { parseIp } from '../../../shared/ip-address.ts';

/** How far a room is: on this computer, in a network that this computer is in, or behind a router. */
export type HowFar = 'computer' | 'network' | 'elsewhere';

const LOOPBACK_V4 = '127.0.0.0/8';
const LOOPBACK_V6 = '::1/128';
/** Reaches no further than the cable or the radio (RFC 4291, section 2.5.6; RFC 3927). */
const LINK_LOCAL = ['fe80::/10', '169.254.0.0/16'];

/** Whether an address lies in a subnet such as `192.168.1.0/24`. */
function isIn(address: string, subnet: string): boolean {
  const [base = '', prefix = ''] = subnet.split('/');
  const [ip, net] = [parseIp(address), parseIp(base)];
  if (!ip || !net || ip.family !== net.family) return false;
  const rest = BigInt((ip.family === 'IPv4' ? 32 : 128) - Number(prefix));
  return ip.value >> rest === net.value >> rest;
}

/**
 * How far the computer at an IP address is.
 * @param own this computer's addresses
 * @param subnets those that this computer is in, such as `192.168.1.0/24`
 */
export function howFar(address: string, own: readonly string[], subnets: readonly string[]): HowFar {
  const [bare] = address.split('%');
  if (own.some((mine) => mine.split('%')[0] === bare)) return 'computer';
  if ([LOOPBACK_V4, LOOPBACK_V6].some((subnet) => isIn(address, subnet))) return 'computer';
  return [...LINK_LOCAL, ...subnets].some((subnet) => isIn(address, subnet)) ? 'network' : 'elsewhere';
}
