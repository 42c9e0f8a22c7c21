import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Impairment, NO_IMPAIRMENT } from '../../shared/impairment/impairment.ts';
import { StreamImpairment } from './stream-impairment.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

function line(settings: Partial<Impairment>): StreamImpairment {
  return new StreamImpairment({ ...NO_IMPAIRMENT, ...settings });
}

/** All that still comes, each piece with the time at which it does. */
function rest(stream: StreamImpairment): [at: number, ...piece: number[]][] {
  const came: [number, ...number[]][] = [];
  for (let at = stream.deadline; at < Number.POSITIVE_INFINITY; at = stream.deadline)
    for (const piece of stream.due(at)) came.push([at, ...piece]);
  return came;
}

describe('a slow line', () => {
  it('delays bytes and leaves them as they are', () => {
    const stream = line({ chunkDelayMs: 100 });
    stream.push(bytes(1, 2, 3), 0);
    stream.push(bytes(4), 10);
    expect(stream.due(99)).toEqual([]);
    expect(stream.queuedBytes).toBe(4);
    expect(rest(stream)).toEqual([
      [100, 1, 2, 3],
      [110, 4],
    ]);
    expect(stream.queuedBytes).toBe(0);
  });

  it('cuts them into chunks, each so much after the one before', () => {
    const stream = line({ chunkBytes: 2, chunkDelayMs: 100 });
    stream.push(bytes(1, 2, 3), 0);
    stream.push(bytes(4, 5), 1);
    expect(rest(stream)).toEqual([
      [100, 1, 2],
      [200, 3],
      [300, 4, 5],
    ]);
  });

  it('keeps chunks apart without a delay as well, and when it is asked late', () => {
    const stream = line({ chunkBytes: 1 });
    stream.push(bytes(1, 2, 3), 5);
    expect(stream.due(50)).toEqual([bytes(1)]);
    expect(rest(stream)).toEqual([
      [51, 2],
      [52, 3],
    ]);
  });

  it('applies other settings to what waits', () => {
    const stream = line({ chunkBytes: 1, chunkDelayMs: 1_000 });
    stream.push(bytes(1, 2, 3, 4), 0);
    expect(stream.due(1_000)).toEqual([bytes(1)]);
    stream.set(NO_IMPAIRMENT);
    expect(stream.due(1_001)).toEqual([bytes(2, 3, 4)]);
  });

  it('gives everything out at once when it ends', () => {
    const stream = line({ chunkBytes: 2, chunkDelayMs: 100 });
    stream.push(bytes(1, 2, 3), 0);
    stream.due(100);
    stream.push(bytes(4), 100);
    expect(stream.drain()).toEqual([bytes(3), bytes(4)]);
    expect(stream.queuedBytes).toBe(0);
    expect(stream.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes nothing for nothing', () => {
    const stream = line({ chunkDelayMs: 5 });
    stream.push(bytes(), 0);
    expect(stream.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('whatever is asked, loses no byte, keeps their order, and cuts none too long', () => {
    const pushes = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(pushes, fc.nat(7), fc.nat(30), fc.nat(20), (all, chunkBytes, chunkDelayMs, everyMs) => {
        const stream = line({ chunkBytes, chunkDelayMs });
        const came: number[] = [];
        all.forEach((one, i) => {
          stream.push(one, i * everyMs);
          for (const piece of stream.due(i * everyMs)) came.push(...piece);
        });
        for (const [, ...piece] of rest(stream)) {
          if (chunkBytes > 0) expect(piece.length).toBeLessThanOrEqual(chunkBytes);
          came.push(...piece);
        }
        expect(came).toEqual(all.flatMap((one) => [...one]));
        expect(stream.queuedBytes).toBe(0);
      }),
    );
  });
});
