import { expect, it } from 'vitest';
import { nodeCrypto } from './node-crypto.ts';

const NONCE = new Uint8Array(12);
const PIECE = 65_536;

it('leaves no memory behind for what it sealed, which would be as much as all that a thousand joiners are sent', () => {
  const aead = nodeCrypto.aead(nodeCrypto.random(32));
  const plain = nodeCrypto.random(PIECE);
  const into = new Uint8Array(PIECE + 16);
  const before = process.memoryUsage().arrayBuffers;
  for (let piece = 0; piece < 64; piece += 1) aead.seal(NONCE, undefined, [plain], into, 0);
  // Each piece was a copy of it until V8 came to it.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * PIECE);
});

it('keeps its hands off what it was given to seal, and off what it opened', () => {
  const aead = nodeCrypto.aead(nodeCrypto.random(32));
  const [first, second] = [nodeCrypto.random(7), nodeCrypto.random(5_000)];
  const into = new Uint8Array(first.length + second.length + 16);
  aead.seal(NONCE, first, [first, second], into, 0);
  const opened = [aead.open(NONCE, first, into), aead.open(NONCE, first, into)];
  for (const plain of opened) expect(plain).toEqual(Uint8Array.of(...first, ...second));
});
