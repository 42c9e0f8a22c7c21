import { CHECKSUM_AT } from './constants.ts';
import { readU32 } from './little-endian.ts';

const MULTIPLIER = 0x9e37_79b1;
const SEED = 0x50_4c_31_00;

/**
 * 32 bits over a packet of `length` bytes, all but the checksum itself. UDP's own checksum has 16 bits, can be absent
 * over IPv4, and stops at the next gateway. Each step is a bijection of what came before, so that damage within four
 * neighbouring bytes is always seen; other damage is missed once in 2^32. It is no protection against people.
 */
export function checksum(packet: Uint8Array, length: number): number {
  let hash = mix(SEED ^ length, readU32(packet, 0));
  let at = CHECKSUM_AT + 4;
  for (; at + 4 <= length; at += 4) {
    // Four loads by hand: this loop is what a packet costs.
    const word =
      (packet[at] as number) |
      ((packet[at + 1] as number) << 8) |
      ((packet[at + 2] as number) << 16) |
      ((packet[at + 3] as number) << 24);
    hash = Math.imul(hash ^ word, MULTIPLIER);
    hash ^= hash >>> 15;
  }
  for (; at < length; at += 1) hash = mix(hash, packet[at] as number);
  return hash >>> 0;
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, MULTIPLIER);
  return mixed ^ (mixed >>> 15);
}
