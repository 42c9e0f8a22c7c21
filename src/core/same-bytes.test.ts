import { expect, it } from 'vitest';
import { sameBytes } from './same-bytes.ts';

it('tells the same bytes from others, and from fewer or more', () => {
  expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(sameBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
  for (const other of [[1, 3], [0, 2], [1], [1, 2, 0], []]) {
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.from(other))).toBe(false);
  }
});
