import { describe, expect, it } from 'vitest';
import { LAB_LIMITS } from '../../../shared/lab/lab-limits.ts';
import type { LabChunk } from '../../../shared/lab/lab-models.ts';
import { cleared, heldBack, NO_TRAFFIC, paused, withChunks } from './traffic.ts';

function chunk(number: number, size = 1): LabChunk {
  return { number, at: number, direction: 'in', connection: 1, peer: 'p', size, bytes: new Uint8Array(size) };
}

const numbers = (chunks: readonly LabChunk[] | undefined) => chunks?.map(({ number }) => number);
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => chunk(from + index));

describe('the traffic that a window holds', () => {
  it('grows at its end', () => {
    expect(numbers(withChunks(withChunks(NO_TRAFFIC, run(1, 2)), run(3, 4)).chunks)).toEqual([1, 2, 3, 4]);
  });

  it('takes what main still had between what was pushed meanwhile, and nothing twice', () => {
    const pushed = withChunks(NO_TRAFFIC, run(3, 5));
    expect(numbers(withChunks(pushed, run(1, 4)).chunks)).toEqual([1, 2, 3, 4, 5]);
  });

  it('stays the same when nothing came', () => {
    expect(withChunks(NO_TRAFFIC, [])).toBe(NO_TRAFFIC);
  });

  it('keeps the newest chunks up to their number', () => {
    const { chunks } = withChunks(NO_TRAFFIC, run(1, LAB_LIMITS.chunksKept + 3));
    expect([chunks.length, chunks[0]?.number]).toEqual([LAB_LIMITS.chunksKept, 4]);
  });

  it('keeps the newest chunks up to their bytes', () => {
    const half = LAB_LIMITS.chunkBytesKeptInAll / 2;
    const { chunks } = withChunks(NO_TRAFFIC, [chunk(1, half), chunk(2, half), chunk(3, 1)]);
    expect(numbers(chunks)).toEqual([2, 3]);
  });

  it('stands still while it is paused, and loses nothing meanwhile', () => {
    const still = withChunks(paused(withChunks(NO_TRAFFIC, run(1, 2)), true), run(3, 5));
    expect(numbers(still.frozen)).toEqual([1, 2]);
    expect(heldBack(still)).toBe(3);
    expect(numbers(paused(still, false).chunks)).toEqual([1, 2, 3, 4, 5]);
    expect(heldBack(paused(still, false))).toBe(0);
  });

  it('is empty once cleared, also where it stands still', () => {
    const empty = cleared(paused(withChunks(NO_TRAFFIC, run(1, 2)), true), 9);
    expect(empty).toEqual({ chunks: [], frozen: [], clearedAt: 9 });
  });
});
