import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checksum } from './checksum.ts';
import { CHECKSUM_AT, PACKET_SIZE } from './constants.ts';

/** Bytes that repeat only after a while. */
function sample(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 151 + 7) & 0xff);
}

const isOfChecksum = (at: number) => at >= CHECKSUM_AT && at < CHECKSUM_AT + 4;

it('is the same number on every machine and in every version', () => {
  expect(checksum(Uint8Array.of(0xff, 0x50, 0x4c, 0x16, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0), 16)).toBe(0x0ea0_97db);
  expect(checksum(sample(21), 21)).toBe(0x5a43_ff7f);
});

it.each([16, 21, 22, 23, 24, 64, PACKET_SIZE])('sees every single bit that flips in a packet of %i bytes', (length) => {
  const packet = sample(length);
  const right = checksum(packet, length);
  for (let at = 0; at < length; at += 1) {
    if (isOfChecksum(at)) continue;
    for (let bit = 0; bit < 8; bit += 1) {
      packet[at] = (packet[at] as number) ^ (1 << bit);
      expect(checksum(packet, length), `byte ${at}, bit ${bit}`).not.toBe(right);
      packet[at] = (packet[at] as number) ^ (1 << bit);
    }
  }
});

it('sees any damage to four neighbouring bytes that stand in one word', () => {
  const packets = fc.uint8Array({ minLength: 24, maxLength: 100 });
  fc.assert(
    fc.property(packets, fc.nat(), fc.integer({ min: 1, max: 0xffff_ffff }), (packet, where, damage) => {
      const right = checksum(packet, packet.length);
      const words = Math.floor(packet.length / 4) - 2;
      const at = 8 + 4 * (where % words);
      for (let i = 0; i < 4; i += 1) packet[at + i] = (packet[at + i] as number) ^ ((damage >>> (8 * i)) & 0xff);
      expect(checksum(packet, packet.length)).not.toBe(right);
    }),
  );
});

it('sees that a packet was cut, wherever, and that zeros were hung on', () => {
  const packet = new Uint8Array(PACKET_SIZE);
  packet.set(sample(600));
  const right = checksum(packet, packet.length);
  for (let length = 16; length < packet.length; length += 1) expect(checksum(packet, length)).not.toBe(right);
});

it('leaves its own place out', () => {
  const packet = sample(40);
  const right = checksum(packet, 40);
  packet.fill(0, CHECKSUM_AT, CHECKSUM_AT + 4);
  expect(checksum(packet, 40)).toBe(right);
});

it('counts only the bytes up to the length', () => {
  const packet = sample(80);
  expect(checksum(packet, 40)).toBe(checksum(packet.slice(0, 40), 40));
});

it('is the same wherever a packet stands in memory, and whether there is a view of its words or not', () => {
  for (const length of [64, 400, PACKET_SIZE, PACKET_SIZE - 1]) {
    const right = checksum(sample(length), length);
    for (let offset = 1; offset <= 4; offset += 1) {
      const moved = new Uint8Array(offset + length).subarray(offset);
      moved.set(sample(length));
      expect(checksum(moved, length), `${length} bytes at ${offset}`).toBe(right);
    }
    const words = new Int32Array(PACKET_SIZE / 4);
    const packet = new Uint8Array(words.buffer);
    packet.set(sample(length));
    expect(checksum(packet, length, words)).toBe(right);
  }
});
