import { expect, test } from 'vitest';
import { addressBytes, internetPacket, PROTOCOL } from './internet-packet.ts';
import { udpDatagram } from './transport-packet.ts';

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

test('addresses are written as IP headers have them', () => {
  expect(hex(addressBytes('192.0.2.33'))).toBe('c0 00 02 21');
  expect(hex(addressBytes('::ffff:192.0.2.33'))).toBe('c0 00 02 21');
  expect(hex(addressBytes('fe80::12%eth0'))).toBe('fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 12');
  expect(hex(addressBytes('::'))).toBe('00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00');
  expect(hex(addressBytes('2001:db8:1:2:3:4:5:6'))).toBe('20 01 0d b8 00 01 00 02 00 03 00 04 00 05 00 06');
  expect(hex(addressBytes('nowhere'))).toBe('00 00 00 00');
});

test('a datagram gets headers whose checksums add up', () => {
  const ends = {
    local: { address: '10.0.0.1', port: 8_888 },
    remote: { address: '10.0.0.2', port: 50_000 },
    isOut: true,
  };
  const bytes = udpDatagram(8_888, 50_000, Uint8Array.of(0x68, 0x69));
  const packet = internetPacket(ends, { protocol: PROTOCOL.udp, bytes, checksumAt: 6 });
  expect(hex(packet.subarray(0, 14))).toBe('02 00 00 00 00 02 02 00 00 00 00 01 08 00');
  expect(hex(packet.subarray(14, 34))).toBe('45 00 00 1e 00 00 40 00 40 11 26 cd 0a 00 00 01 0a 00 00 02');
  const sum = (from: number, to: number, start: number) => {
    let total = start;
    for (let at = from; at < to; at += 2) total += ((packet[at] ?? 0) << 8) + (packet[at + 1] ?? 0);
    while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
    return total;
  };
  expect(sum(14, 34, 0)).toBe(0xffff);
  expect(sum(34, packet.length, sum(26, 34, PROTOCOL.udp + bytes.length))).toBe(0xffff);
});
