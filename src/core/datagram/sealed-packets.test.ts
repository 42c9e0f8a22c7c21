import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { FRAME } from './constants.ts';
import { EPOCH_BITS, SEALED_AT, SEALED_LEAST } from './sealed-layout.ts';
import { SealedPackets } from './sealed-packets.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, at) => at);
const OTHER_KEY = Uint8Array.from({ length: 32 }, (_, at) => 0xff - at);
const ID = { index: 0x0403_0201, secret: 0x0807_0605 };
const EPOCH = 2 ** EPOCH_BITS;

/** Both ends of a link. */
function ends() {
  const one = new SealedPackets(testCrypto, { sendKey: KEY, receiveKey: OTHER_KEY });
  const other = new SealedPackets(testCrypto, { sendKey: OTHER_KEY, receiveKey: KEY });
  return { one, other };
}

function sealed(guard: SealedPackets, number: number, frames: readonly number[] = [FRAME.ping]): Uint8Array {
  const packet = new Uint8Array(SEALED_AT + frames.length + guard.tail);
  guard.begin(packet, ID, number);
  packet.set(frames, SEALED_AT);
  guard.close(packet, SEALED_AT + frames.length);
  return packet;
}

const hex = (text: string) => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];

describe('a sealed packet', () => {
  // By Python's cryptography: AESGCM(key).encrypt(bytes(4) + number.to_bytes(8, 'big'), b'\6', packet[:16]).
  it('has these bytes', () => {
    expect([...sealed(ends().one, 7)]).toEqual(
      hex('ff504c1e 07000000 0102030405060708 e6 10825882f929ed208f3e8045e53c4ec3'),
    );
  });

  it('is opened by the other end alone', () => {
    const { one, other } = ends();
    const packet = sealed(one, 7, [1, 2, 3]);
    expect([...(other.open(packet) ?? [])]).toEqual([1, 2, 3]);
    expect(one.open(packet)).toBeUndefined();
  });

  it('does not open when a bit of it is another, wherever', () => {
    const { one, other } = ends();
    const packet = sealed(one, 7, [1, 2, 3]);
    for (let bit = 0; bit < 8 * packet.length; bit += 1) {
      const changed = packet.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(other.open(changed)).toBeUndefined();
    }
  });

  it('does not open when it is cut', () => {
    const { one, other } = ends();
    const packet = sealed(one, 7, [1, 2, 3]);
    for (let length = SEALED_LEAST; length < packet.length; length += 1) {
      expect(other.open(packet.subarray(0, length))).toBeUndefined();
    }
  });

  it('can’t be made of a number that was used, nor of one before', () => {
    const { one } = ends();
    sealed(one, 7);
    expect(() => sealed(one, 7)).toThrow('sealed before');
    expect(() => sealed(one, 6)).toThrow('sealed before');
  });
});

describe('the keys', () => {
  // By Python as well: the next key is AESGCM(key).encrypt(bytes(4) + b'\xff' * 8, bytes(32), b'')[:32].
  it('change with the epoch, to these bytes', () => {
    expect([...sealed(ends().one, EPOCH).subarray(SEALED_AT)]).toEqual(hex('dec77d04505205032b368748f4c0533a61'));
  });

  it('of the last, the present and the next epoch open packets, and no others', () => {
    const { one, other } = ends();
    const packets = [0, 1, 2, 3].map((epoch) => sealed(one, epoch * EPOCH + 5));
    const opens = (epoch: number) => other.open(packets[epoch] as Uint8Array) !== undefined;
    expect([opens(2), opens(1), opens(0)]).toEqual([false, true, true]);
    expect([opens(3), opens(2), opens(1), opens(0)]).toEqual([false, true, true, false]);
    expect([opens(3), opens(2), opens(1), opens(0)]).toEqual([true, true, false, false]);
  });

  it('stay where they are for a packet of the next epoch that does not open', () => {
    const { one, other } = ends();
    const [first, next] = [sealed(one, 5), sealed(one, EPOCH)];
    next[SEALED_AT] = (next[SEALED_AT] as number) ^ 1;
    for (let times = 0; times < 3; times += 1) expect(other.open(next)).toBeUndefined();
    expect(other.open(first)).toBeDefined();
  });
});
