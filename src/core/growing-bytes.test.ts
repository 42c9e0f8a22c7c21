import { expect, it } from 'vitest';
import { GrowingBytes } from './growing-bytes.ts';

it('holds what came, in order', () => {
  const bytes = new GrowingBytes();
  for (const piece of [[1, 2], [], [3], [4, 5, 6]]) bytes.append(Uint8Array.from(piece));
  expect([...bytes.bytes]).toEqual([1, 2, 3, 4, 5, 6]);
  bytes.clear();
  expect(bytes.length).toBe(0);
  bytes.append(Uint8Array.of(7));
  expect([...bytes.bytes]).toEqual([7]);
});

it('copies what it has a few times, however small the pieces are', () => {
  const bytes = new GrowingBytes();
  const memories = new Set<unknown>();
  for (let number = 0; number < 65_536; number += 1) {
    bytes.append(Uint8Array.of(number));
    memories.add(bytes.bytes.buffer);
  }
  expect(memories.size).toBeLessThan(20);
});
