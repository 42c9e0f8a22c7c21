import type { WireEndpoint } from '../../shared/wire/wire-model.ts';

/** Protocol numbers (IANA). */
export const PROTOCOL = { tcp: 6, udp: 17 } as const;

const ETHERNET_SIZE = 14;
const IPV4_SIZE = 20;
const IPV6_SIZE = 40;
const TTL = 64;
const DO_NOT_FRAGMENT = 0x4000;
const ETHER_TYPE = { 4: 0x0800, 6: 0x86dd } as const;
/** Locally administered addresses (IEEE 802): nobody's hardware. */
const MAC = { local: 1, remote: 2 } as const;

/** The bytes of an IPv4 or IPv6 address; of one that is neither those of `0.0.0.0`. */
export function addressBytes(text: string): Uint8Array {
  const [address = ''] = text.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return addressBytes(mapped[1]);
  if (address.includes(':')) return ipv6Bytes(address);
  const numbers = address.split('.').map(Number);
  const isGood = numbers.length === 4 && numbers.every((one) => Number.isInteger(one) && one >= 0 && one <= 255);
  return Uint8Array.from(isGood ? numbers : [0, 0, 0, 0]);
}

function ipv6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').flatMap(groupBytes));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const bytes = new Uint8Array(16);
  bytes.set(first.slice(0, 16));
  bytes.set(last.slice(-16), 16 - Math.min(16, last.length));
  return bytes;
}

/** A group of hex digits has two bytes; the last one may be an IPv4 address. */
function groupBytes(group: string): readonly number[] {
  if (group.includes('.')) return [...addressBytes(group)];
  const value = Number.parseInt(group, 16) || 0;
  return [(value >> 8) & 255, value & 255];
}

/** An IPv4 address as IPv6 sockets write it, for a way of which the other end is IPv6. */
function asIpv6(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 16) return bytes;
  const mapped = new Uint8Array(16);
  mapped.fill(0xff, 10, 12);
  mapped.set(bytes, 12);
  return mapped;
}

/** The Internet checksum's sum (RFC 1071) over bytes, taken up from `sum`. */
function add16(bytes: Uint8Array, sum: number): number {
  let total = sum;
  for (let at = 0; at < bytes.length; at += 2) total += ((bytes[at] as number) << 8) + (bytes[at + 1] ?? 0);
  return total;
}

function folded(sum: number): number {
  let total = sum;
  while (total > 0xffff) total = (total % 0x1_0000) + Math.floor(total / 0x1_0000);
  return ~total & 0xffff;
}

export interface PacketEnds {
  readonly local: WireEndpoint;
  readonly remote: WireEndpoint;
  readonly isOut: boolean;
}

/** A transport's header and payload, whose checksum stands at `checksumAt` and is filled in. */
export interface TransportPacket {
  readonly protocol: (typeof PROTOCOL)[keyof typeof PROTOCOL];
  readonly bytes: Uint8Array;
  readonly checksumAt: number;
}

/**
 * Puts Ethernet and IP headers before a TCP segment or UDP datagram, as if it had been seen on a wire, with right
 * addresses and checksums (RFC 791, RFC 8200, section 8.1).
 */
export function internetPacket(ends: PacketEnds, { protocol, bytes, checksumAt }: TransportPacket): Uint8Array {
  const raw = [addressBytes(ends.local.address), addressBytes(ends.remote.address)] as const;
  const isVersion6 = raw.some(({ length }) => length === 16);
  const [local, remote] = isVersion6 ? [asIpv6(raw[0]), asIpv6(raw[1])] : raw;
  const [source, target] = ends.isOut ? [local, remote] : [remote, local];
  fillChecksum(bytes, checksumAt, add16(target, add16(source, protocol + bytes.length)));
  const ip = isVersion6
    ? ipv6Header(bytes.length, protocol, source, target)
    : ipv4Header(bytes.length, protocol, source, target);
  const packet = new Uint8Array(ETHERNET_SIZE + ip.length + bytes.length);
  packet.set([2, 0, 0, 0, 0, ends.isOut ? MAC.remote : MAC.local], 0);
  packet.set([2, 0, 0, 0, 0, ends.isOut ? MAC.local : MAC.remote], 6);
  new DataView(packet.buffer).setUint16(12, ETHER_TYPE[isVersion6 ? 6 : 4]);
  packet.set(ip, ETHERNET_SIZE);
  packet.set(bytes, ETHERNET_SIZE + ip.length);
  return packet;
}

function fillChecksum(bytes: Uint8Array, at: number, pseudoHeader: number): void {
  const sum = folded(add16(bytes, pseudoHeader));
  // Zero would say that there is none (RFC 768).
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(at, sum === 0 ? 0xffff : sum);
}

function ipv4Header(length: number, protocol: number, source: Uint8Array, target: Uint8Array): Uint8Array {
  const header = new Uint8Array(IPV4_SIZE);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, IPV4_SIZE + length);
  view.setUint16(6, DO_NOT_FRAGMENT);
  view.setUint8(8, TTL);
  view.setUint8(9, protocol);
  header.set(source, 12);
  header.set(target, 16);
  view.setUint16(10, folded(add16(header, 0)));
  return header;
}

function ipv6Header(length: number, protocol: number, source: Uint8Array, target: Uint8Array): Uint8Array {
  const header = new Uint8Array(IPV6_SIZE);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, length);
  view.setUint8(6, protocol);
  view.setUint8(7, TTL);
  header.set(source, 8);
  header.set(target, 24);
  return header;
}
