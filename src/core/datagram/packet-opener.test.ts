import { expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { EPOCH_BITS, SEALED_AT } from './sealed-layout.ts';
import { SealedPackets } from './sealed-packets.ts';

const EPOCH = 2 ** EPOCH_BITS;
const ID = { index: 1, secret: 2 };

function ends() {
  const [one, other] = [testCrypto.random(32), testCrypto.random(32)];
  const near = new SealedPackets(testCrypto, { sendKey: one, receiveKey: other });
  const far = new SealedPackets(testCrypto, { sendKey: other, receiveKey: one });
  return { near, far };
}

function sealed(guard: SealedPackets, number: number): Uint8Array {
  const packet = new Uint8Array(SEALED_AT + 3 + guard.tail);
  guard.begin(packet, ID, number);
  packet.set([1, 2, 3], SEALED_AT);
  guard.close(packet, SEALED_AT + 3);
  return packet;
}

const framesIn = (opened: Uint8Array | undefined) => opened && [...opened.subarray(SEALED_AT, SEALED_AT + 3)];

it('opens packets of both directions again and again, in any order, where their frames stand', () => {
  const { near, far } = ends();
  const opener = near.opener();
  const out = [0, 1, 2].map((number) => sealed(near, number));
  const into = sealed(far, 9);
  for (const packet of [...out].reverse().concat(out)) expect(framesIn(opener.open('out', packet))).toEqual([1, 2, 3]);
  expect(framesIn(opener.open('in', into))).toEqual([1, 2, 3]);
  expect(opener.open('in', into)?.length).toBe(into.length);
  expect([opener.open('out', into), opener.open('in', out[0] as Uint8Array)]).toEqual([undefined, undefined]);
});

it('opens those of later epochs, one after the other, and none of before it was made', () => {
  const { near, far } = ends();
  const before = sealed(near, 5);
  const [first, second] = [sealed(near, EPOCH + 5), sealed(near, 2 * EPOCH + 5)];
  const opener = near.opener();
  expect([opener.open('out', before), opener.open('out', first)]).toEqual([undefined, undefined]);
  expect(framesIn(opener.open('out', second))).toEqual([1, 2, 3]);
  expect(framesIn(opener.open('out', sealed(near, 3 * EPOCH)))).toEqual([1, 2, 3]);
  expect(framesIn(opener.open('in', sealed(far, 0)))).toEqual([1, 2, 3]);
});

it('opens nothing else', () => {
  const { near } = ends();
  const opener = near.opener();
  const packet = sealed(near, 0);
  for (let length = 0; length < packet.length; length += 1) {
    expect(opener.open('out', packet.subarray(0, length))).toBeUndefined();
  }
});
