import type { AddressFamily } from './doctor/models.ts';

/** An IP address as a number: of 32 bits for IPv4, of 128 for IPv6. */
export interface IpAddress {
  readonly family: AddressFamily;
  readonly value: bigint;
}

/** Bits of an address. */
export const ADDRESS_BITS: Readonly<Record<AddressFamily, number>> = { IPv4: 32, IPv6: 128 };

const OCTET = /^(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const OCTETS = 4;
const GROUPS = 8;
const GROUP_BITS = 16;

/**
 * Reads an address as `1.2.3.4` or as RFC 4291, section 2.2, writes IPv6; a zone such as `%eth0` is passed over.
 * Octets with a leading zero are refused: some programs read them as octal.
 */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text.replace(/%.*$/, '')) : parseIpv4(text);
}

function parseIpv4(text: string): IpAddress | undefined {
  const octets = text.split('.');
  if (octets.length !== OCTETS) return undefined;
  let value = 0n;
  for (const octet of octets) {
    if (!OCTET.test(octet) || Number(octet) > 255) return undefined;
    value = (value << 8n) | BigInt(octet);
  }
  return { family: 'IPv4', value };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, at) => groupsOf(half, at === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = GROUPS - head.length - (tail?.length ?? 0);
  // «::» stands for at least one group.
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
  return { family: 'IPv6', value: groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n) };
}

/** The groups of one side of a `::`; at the end of it all an IPv4 address may stand, which counts as two. */
function groupsOf(half: string, isLast: boolean): readonly number[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const last = parts.at(-1) as string;
  const embedded = isLast && last.includes('.') ? parseIpv4(last) : undefined;
  const plain = embedded ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => GROUP.test(part))) return undefined;
  const groups = plain.map((part) => Number.parseInt(part, GROUP_BITS));
  return embedded ? [...groups, Number(embedded.value >> 16n), Number(embedded.value & 0xffffn)] : groups;
}

/** Writes an address as people read it; IPv6 as RFC 5952 recommends. */
export function formatIp({ family, value }: IpAddress): string {
  if (family === 'IPv4') return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: GROUPS }, (_, i) => (value >> BigInt(GROUP_BITS * (GROUPS - 1 - i))) & 0xffffn);
  const text = groups.map((group) => group.toString(16));
  const gap = longestZeros(groups);
  if (gap.length < 2) return text.join(':');
  return `${text.slice(0, gap.from).join(':')}::${text.slice(gap.from + gap.length).join(':')}`;
}

/** The longest run of zero groups, the first where there are several. */
function longestZeros(groups: readonly bigint[]): { readonly from: number; readonly length: number } {
  let longest = { from: 0, length: 0 };
  let from = 0;
  groups.forEach((group, at) => {
    if (group !== 0n) from = at + 1;
    else if (at + 1 - from > longest.length) longest = { from, length: at + 1 - from };
  });
  return longest;
}

/** The bits of an address, most significant first. */
export function bitsOf({ family, value }: IpAddress): string {
  return value.toString(2).padStart(ADDRESS_BITS[family], '0');
}

/** How a socket for both families writes an IPv4 address (RFC 4291, section 2.5.5.2). */
const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;

/** An address as people read it, an IPv4 address always as such. */
export function plainHost(address: string): string {
  return address.replace(MAPPED_IPV4, '');
}
