import { CHECKSUM_AT } from './constants.ts';
import { readU32 } from './little-endian.ts';

const MULTIPLIER = 0x9e37_79b1;
const SEED = 0x50_4c_31_00;
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
/** From this length on making a view of words costs less than putting them together from bytes. */
const VIEW_LEAST = 400;

/**
 * 32 bits over a packet of `length` bytes, all but the checksum itself. UDP's own checksum has 16 bits, can be absent
 * over IPv4, and stops at the next gateway. Each step is a bijection of what came before, so that damage within four
 * neighbouring bytes is always seen; other damage is missed once in 2^32. It is no protection against people.
 * @param view of the same bytes, where the caller has one
 */
export function checksum(packet: Uint8Array, length: number, view?: Int32Array): number {
  const words = view ?? wordsOf(packet, length);
  let hash = mix(SEED ^ length, readU32(packet, 0));
  let at = CHECKSUM_AT + 4;
  if (words && IS_LITTLE_ENDIAN) {
    const stop = length >> 2;
    for (let i = at >> 2; i < stop; i += 1) {
      hash = Math.imul(hash ^ (words[i] as number), MULTIPLIER);
      hash ^= hash >>> 15;
    }
    at = stop << 2;
  } else {
    for (; at + 4 <= length; at += 4) hash = mix(hash, readU32(packet, at));
  }
  for (; at < length; at += 1) hash = mix(hash, packet[at] as number);
  return hash >>> 0;
}

function wordsOf(packet: Uint8Array, length: number): Int32Array | undefined {
  if (length < VIEW_LEAST || (packet.byteOffset & 3) !== 0) return undefined;
  return new Int32Array(packet.buffer, packet.byteOffset, length >> 2);
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, MULTIPLIER);
  return mixed ^ (mixed >>> 15);
}
