import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { hexBytes, hexText } from './byte-text.ts';
import { CipherState, nextKey } from './cipher-state.ts';
import { NoiseXX } from './noise-xx.ts';
import { KEY_SIZE, newDhPair, type SecureCrypto, TAG_SIZE } from './secure-crypto.ts';

interface Vector {
  readonly protocol_name: string;
  readonly init_prologue: string;
  readonly init_static: string;
  readonly init_ephemeral: string;
  readonly resp_prologue: string;
  readonly resp_static: string;
  readonly resp_ephemeral: string;
  readonly handshake_hash: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const file = readFileSync(new URL('./noise-vectors.json', import.meta.url), 'utf8');
const { vectors } = JSON.parse(file) as { vectors: Vector[] };
const bytes = (hex: string) => hexBytes(hex) as Uint8Array;
const prologue = bytes('aa');

/** Crypto whose chance is always this. */
function withChance(hex: string): SecureCrypto {
  return { ...testCrypto, random: () => bytes(hex) };
}

/** Both ends of a handshake, which nothing was said in yet. */
function pair(initiatorCrypto = testCrypto, responderCrypto = testCrypto) {
  const initiator = new NoiseXX(initiatorCrypto, { initiator: true, prologue, own: newDhPair(testCrypto) });
  const responder = new NoiseXX(responderCrypto, { initiator: false, prologue, own: newDhPair(testCrypto) });
  return { initiator, responder };
}

const empty = new Uint8Array(0);

/** Sends the messages of a handshake up to the one of this index (exclusive), and makes that one. */
function messageOf(index: number, { initiator, responder }: ReturnType<typeof pair>): Uint8Array {
  for (let at = 0; ; at += 1) {
    const [writer, reader] = at % 2 === 0 ? [initiator, responder] : [responder, initiator];
    const message = writer.write(empty) as Uint8Array;
    if (at === index) return message;
    expect(reader.read(message)).toEqual(empty);
  }
}

describe('the published test vectors', () => {
  it.each(vectors)('gives every byte of $protocol_name as published', (vector) => {
    expect(vector.protocol_name).toBe('Noise_XX_25519_AESGCM_SHA256');
    const initiator = new NoiseXX(withChance(vector.init_ephemeral), {
      initiator: true,
      prologue: bytes(vector.init_prologue),
      own: testCrypto.dhPair(bytes(vector.init_static)),
    });
    const responder = new NoiseXX(withChance(vector.resp_ephemeral), {
      initiator: false,
      prologue: bytes(vector.resp_prologue),
      own: testCrypto.dhPair(bytes(vector.resp_static)),
    });
    const [first, second, third, ...later] = vector.messages;
    for (const [message, writer, reader] of [
      [first, initiator, responder],
      [second, responder, initiator],
      [third, initiator, responder],
    ] as const) {
      const written = writer.write(bytes(message?.payload ?? '')) as Uint8Array;
      expect(hexText(written)).toBe(message?.ciphertext);
      expect(hexText(reader.read(written) as Uint8Array)).toBe(message?.payload);
    }
    const [keys, others] = [initiator.split(), responder.split()];
    expect(hexText(keys?.hash as Uint8Array)).toBe(vector.handshake_hash);
    expect(others).toEqual({ sendKey: keys?.receiveKey, receiveKey: keys?.sendKey, hash: keys?.hash });
    const ends = [
      new CipherState(testCrypto, others?.sendKey as Uint8Array),
      new CipherState(testCrypto, keys?.sendKey as Uint8Array),
    ];
    later.forEach(({ payload, ciphertext }, index) => {
      const sealed = new Uint8Array(ciphertext.length / 2);
      ends[index % 2]?.seal(undefined, [bytes(payload)], sealed, 0);
      expect(hexText(sealed)).toBe(ciphertext);
    });
  });
});

describe('a handshake', () => {
  it('gives both ends the same keys, and each the other one’s static key', () => {
    const ends = pair();
    expect(ends.responder.read(messageOf(2, ends))).toEqual(empty);
    const keys = ends.initiator.split();
    expect(ends.responder.split()).toEqual({ sendKey: keys?.receiveKey, receiveKey: keys?.sendKey, hash: keys?.hash });
    expect(keys?.sendKey).not.toEqual(keys?.receiveKey);
  });

  it('gives other keys and another hash each time', () => {
    const once = () => {
      const ends = pair();
      ends.responder.read(messageOf(2, ends));
      return ends.responder.split();
    };
    expect(once()?.hash).not.toEqual(once()?.hash);
  });

  it('has no keys before its last message', () => {
    const ends = pair();
    messageOf(1, ends);
    expect(ends.initiator.split()).toBeUndefined();
    expect(ends.responder.split()).toBeUndefined();
  });

  it.each([0, 1, 2])('refuses message %i cut at every byte', (index) => {
    const { length } = messageOf(index, pair());
    for (let cut = 0; cut < length; cut += 1) {
      const ends = pair();
      const reader = index === 1 ? ends.initiator : ends.responder;
      expect(reader.read(messageOf(index, ends).subarray(0, cut)), `cut at ${cut}`).toBeUndefined();
    }
  });

  it.each([1, 2])('refuses message %i with any byte changed, and everything after that', (index) => {
    const { length } = messageOf(index, pair());
    for (let at = 0; at < length; at += 1) {
      const ends = pair();
      const reader = index === 1 ? ends.initiator : ends.responder;
      const message = messageOf(index, ends);
      const changed = message.with(at, (message[at] as number) ^ 1);
      expect(reader.read(changed), `changed at ${at}`).toBeUndefined();
      expect(reader.read(message)).toBeUndefined();
      expect(reader.write(empty)).toBeUndefined();
      expect(reader.split()).toBeUndefined();
    }
  });

  it('comes to nothing where a byte of message 1 was changed on its way', () => {
    for (let at = 0; at < KEY_SIZE; at += 1) {
      const { initiator, responder } = pair();
      const message = initiator.write(empty) as Uint8Array;
      responder.read(message.with(at, (message[at] as number) ^ 1));
      const answer = responder.write(empty);
      expect(answer && initiator.read(answer)).toBeUndefined();
    }
  });

  it('comes to nothing between ends of another prologue', () => {
    const own = newDhPair(testCrypto);
    const initiator = new NoiseXX(testCrypto, { initiator: true, prologue, own });
    const responder = new NoiseXX(testCrypto, { initiator: false, prologue: bytes('ab'), own });
    responder.read(initiator.write(empty) as Uint8Array);
    expect(initiator.read(responder.write(empty) as Uint8Array)).toBeUndefined();
  });

  it('refuses a message out of turn', () => {
    const { initiator, responder } = pair();
    expect(responder.write(empty)).toBeUndefined();
    expect(initiator.read(new Uint8Array(KEY_SIZE))).toBeUndefined();
  });

  it('refuses its own message sent back to it', () => {
    const { initiator, responder } = pair(withChance('11'.repeat(KEY_SIZE)), withChance('11'.repeat(KEY_SIZE)));
    expect(responder.read(initiator.write(empty) as Uint8Array)).toBeUndefined();
    const reflected = pair();
    const message = reflected.initiator.write(empty) as Uint8Array;
    const padded = new Uint8Array(KEY_SIZE + 2 * (KEY_SIZE + TAG_SIZE));
    padded.set(message);
    expect(reflected.initiator.read(padded)).toBeUndefined();
  });

  // The points of small order, and their like beyond the prime, of which every secret is zero (RFC 7748, section 6.1).
  it.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('answers nothing to a key that makes nothing but zeros: %s', (key) => {
    const { responder } = pair();
    expect(responder.read(bytes(key))).toEqual(empty);
    expect(responder.write(empty)).toBeUndefined();
    expect(responder.split()).toBeUndefined();
  });
});

describe('a cipher', () => {
  it('counts its nonces as AESGCM has them: four zeros, then big-endian', () => {
    const nonces: string[] = [];
    const watched: SecureCrypto = {
      ...testCrypto,
      aead: () => ({
        seal: (nonce) => nonces.push(hexText(nonce)),
        open: (nonce) => void nonces.push(hexText(nonce)),
      }),
    };
    const cipher = new CipherState(watched, new Uint8Array(KEY_SIZE));
    cipher.seal(undefined, [], empty, 0);
    cipher.open(undefined, empty);
    for (let count = 2; count < 257; count += 1) cipher.open(undefined, empty);
    expect([nonces[0], nonces[1], nonces[256]]).toEqual([
      '000000000000000000000000',
      '000000000000000000000001',
      '000000000000000000000100',
    ]);
  });

  it('makes its next key of 32 zeros under the greatest nonce', () => {
    const key = testCrypto.random(KEY_SIZE);
    const sealed = new Uint8Array(KEY_SIZE + TAG_SIZE);
    testCrypto.aead(key).seal(bytes('00000000ffffffffffffffff'), undefined, [new Uint8Array(32)], sealed, 0);
    expect(nextKey(testCrypto.aead(key))).toEqual(sealed.subarray(0, KEY_SIZE));
  });
});
