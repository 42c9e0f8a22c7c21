import { parseIp, plainHost } from '../shared/ip-address.ts';

/** Bits of an IPv6 address that a computer picks as it likes, and as often (RFC 4291, section 2.5.1; RFC 8981). */
const OWN_BITS = 64n;

/**
 * What counts as one address where strangers are counted: an address of IPv4, all of a /64 of IPv6. Whoever has one address
 * of it has them all.
 * @param address as a socket writes it; of any other text it is the text
 */
export function originOf(address: string): string {
  const plain = plainHost(address);
  if (!plain.includes(':')) return plain;
  const [bare = '', zone = ''] = plain.split('%');
  const ip = parseIp(bare);
  return ip ? `${(ip.value >> OWN_BITS).toString(16)}/64%${zone}` : plain;
}
