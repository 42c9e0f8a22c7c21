import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PIECES_MOST } from './constants.ts';
import { HeldMemory } from './held-memory.ts';
import { ReceiveStream } from './receive-stream.ts';

function receiver(window = 100) {
  const delivered: number[] = [];
  const stream = new ReceiveStream(window, (chunk) => delivered.push(...chunk) > 0);
  const take = (offset: number, bytes: readonly number[], ends = false) =>
    stream.take(offset, Uint8Array.from(bytes), ends);
  return { stream, delivered, take };
}

it('delivers what comes in order at once', () => {
  const { take, delivered } = receiver();
  expect([take(0, [1, 2]), take(2, [3])]).toEqual(['taken', 'taken']);
  expect(delivered).toEqual([1, 2, 3]);
});

it('keeps what comes too early until the gap is filled', () => {
  const { take, delivered, stream } = receiver();
  take(4, [5]);
  take(2, [3, 4]);
  expect([delivered, stream.held]).toEqual([[], 3]);
  take(0, [1, 2]);
  expect([delivered, stream.held]).toEqual([[1, 2, 3, 4, 5], 0]);
});

it('delivers no byte twice, however pieces overlap', () => {
  const { take, delivered } = receiver();
  take(0, [1, 2, 3]);
  take(0, [1, 2, 3]);
  take(1, [2, 3, 4]);
  take(5, [6, 7]);
  take(5, [6]);
  take(6, [7, 8]);
  take(3, [4, 5, 6]);
  expect(delivered).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

it('delivers no empty chunk, whatever comes again, overlaps or ends', () => {
  const lengths: number[] = [];
  const stream = new ReceiveStream(100, (chunk) => lengths.push(chunk.length) > 0);
  const take = (offset: number, length: number, ends = false) => stream.take(offset, new Uint8Array(length), ends);
  take(0, 2);
  take(0, 2);
  take(4, 2);
  take(2, 4);
  take(6, 0, true);
  expect(lengths).toEqual([2, 4]);
});

describe('its share of the memory of all links', () => {
  const COST = 256;

  function sharing() {
    const memory = new HeldMemory(1_000_000);
    const stream = new ReceiveStream(100, () => {}, memory);
    const take = (offset: number, length: number) => stream.take(offset, new Uint8Array(length), false);
    return { memory, stream, take };
  }

  it('is what it keeps and what a piece costs, until that is delivered', () => {
    const { memory, take } = sharing();
    take(10, 3);
    take(20, 1);
    expect(memory.held).toBe(4 + 2 * COST);
    take(10, 3);
    expect(memory.held).toBe(4 + 2 * COST);
    take(0, 10);
    expect(memory.held).toBe(1 + COST);
  });

  it('is given back once when it is over', () => {
    const { memory, stream, take } = sharing();
    take(10, 3);
    stream.letGo();
    stream.letGo();
    expect([memory.held, stream.held]).toEqual([0, 0]);
  });
});

describe('its window', () => {
  it('takes bytes up to the limit, and breaks off at the first one behind it', () => {
    const { take } = receiver(10);
    expect(take(8, [1, 2])).toBe('taken');
    expect(take(9, [1, 2])).toBe('violation');
    expect(take(2 ** 40, [1])).toBe('violation');
    expect(take(11, [])).toBe('violation');
  });

  it('is raised when half of it was delivered', () => {
    const { take, stream } = receiver(10);
    take(0, [1, 2, 3, 4]);
    expect(stream.isLimitDue).toBe(false);
    take(4, [5]);
    expect(stream.isLimitDue).toBe(true);
    expect(stream.raiseLimit()).toBe(15);
    expect(stream.isLimitDue).toBe(false);
    expect(take(5, Array(10).fill(6))).toBe('taken');
  });

  it('is not raised by what is only kept', () => {
    const { take, stream } = receiver(10);
    take(1, [1, 2, 3, 4, 5, 6]);
    expect(stream.isLimitDue).toBe(false);
  });

  it('is not raised behind the end', () => {
    const { take, stream } = receiver(10);
    take(0, [1, 2, 3, 4, 5, 6], true);
    expect(stream.isLimitDue).toBe(false);
  });
});

describe('a pause', () => {
  it('delivers nothing, and goes on where it stopped', () => {
    const { take, delivered, stream } = receiver(10);
    take(0, [1]);
    stream.pause(true);
    take(1, [2, 3]);
    take(3, [4]);
    expect([delivered, stream.isLimitDue]).toEqual([[1], false]);
    stream.pause(false);
    expect(delivered).toEqual([1, 2, 3, 4]);
  });

  it('lets the peer send no more than the window', () => {
    const { take, stream } = receiver(10);
    stream.pause(true);
    expect(take(0, Array(10).fill(1))).toBe('taken');
    expect(take(10, [1])).toBe('violation');
    expect(stream.held).toBe(10);
  });

  it('may begin while held bytes are delivered', () => {
    const delivered: number[] = [];
    const stream: ReceiveStream = new ReceiveStream(100, (chunk) => {
      delivered.push(...chunk);
      if (delivered.length >= 2) stream.pause(true);
      return true;
    });
    stream.take(1, Uint8Array.of(2), false);
    stream.take(2, Uint8Array.of(3), false);
    stream.take(0, Uint8Array.of(1), false);
    expect(delivered).toEqual([1, 2]);
    stream.pause(false);
    expect(delivered).toEqual([1, 2, 3]);
  });
});

describe('its end', () => {
  it('has come when every byte before it has', () => {
    const { take, stream } = receiver();
    take(2, [3], true);
    expect(stream.isDone).toBe(false);
    take(0, [1, 2]);
    expect(stream.isDone).toBe(true);
  });

  it('may come alone, and again', () => {
    const { take, stream } = receiver();
    expect(take(0, [], true)).toBe('taken');
    expect(take(0, [], true)).toBe('taken');
    expect(stream.isDone).toBe(true);
  });

  it('is in one place only', () => {
    const { take } = receiver();
    take(0, [1, 2], true);
    expect(take(0, [1], true)).toBe('violation');
    expect(take(0, [1, 2, 3], true)).toBe('violation');
  });

  it('is not before the furthest byte that came, though nearer ones came later', () => {
    const { take } = receiver();
    take(5, [6]);
    take(0, [1]);
    expect(take(0, [1, 2], true)).toBe('violation');
  });

  it('has nothing behind it, before or after it was told', () => {
    const { take } = receiver();
    take(5, [6]);
    expect(take(0, [1, 2], true)).toBe('violation');
    expect(take(0, [1, 2, 3, 4, 5, 6], true)).toBe('taken');
    expect(take(6, [7])).toBe('violation');
    expect(take(0, [1, 2])).toBe('taken');
  });
});

describe('what it keeps', () => {
  it(`is ${PIECES_MOST} pieces at most; one more is forgotten and may come again`, () => {
    const { take, stream, delivered } = receiver(10_000);
    for (let i = 0; i < PIECES_MOST; i += 1) expect(take(2 * i + 1, [7])).toBe('taken');
    expect(take(2 * PIECES_MOST + 1, [7])).toBe('dropped');
    expect(stream.held).toBe(PIECES_MOST);
    take(0, [8]);
    expect(delivered).toEqual([8, 7]);
    expect(take(2 * PIECES_MOST + 1, [7])).toBe('taken');
  });

  it('is no more than the window, however the pieces overlap, and none is forgotten for that', () => {
    const { take, stream, delivered } = receiver(1_000);
    for (let i = 1; i <= 500; i += 1) expect(take(i, Array(500).fill(7))).toBe('taken');
    for (let i = 1; i <= 500; i += 1) expect(take(i, Array(500).fill(7))).toBe('taken');
    expect(stream.held).toBe(999);
    take(0, [7]);
    expect([delivered.length, stream.held]).toEqual([1_000, 0]);
  });

  it('is only what was lacking of a piece that covers others and the gaps between them', () => {
    const { take, stream, delivered } = receiver();
    take(3, [3]);
    take(5, [5, 6]);
    take(2, [2, 3, 4, 5, 6, 7, 8]);
    expect(stream.held).toBe(7);
    take(0, [0, 1]);
    expect(delivered).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('knows the end of a piece of which it forgot a part', () => {
    const { take } = receiver(10_000);
    for (let i = 0; i < PIECES_MOST; i += 1) take(2 * i + 1, [7]);
    expect(take(2 * PIECES_MOST + 1, [7, 7])).toBe('dropped');
    expect(take(2 * PIECES_MOST + 2, [], true)).toBe('violation');
  });

  it('does not grow by pieces that come again', () => {
    const { take, stream } = receiver(1_000);
    for (let i = 0; i < 100; i += 1) expect(take(10, [1, 2, 3])).toBe('taken');
    expect(stream.held).toBe(3);
  });

  it('still takes the piece that is next when it is full', () => {
    const { take, delivered } = receiver(10_000);
    for (let i = 0; i <= PIECES_MOST; i += 1) take(2 * i + 1, [7]);
    expect(take(0, [8])).toBe('taken');
    expect(delivered).toEqual([8, 7]);
  });
});

it('delivers exactly the bytes, in whatever pieces and order they come, and however often', () => {
  const pieces = fc.array(fc.tuple(fc.nat(60), fc.nat(20), fc.boolean()), { maxLength: 80 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 60 }), (arrivals, length) => {
      const whole = Array.from({ length }, (_, i) => i);
      const { take, stream, delivered } = receiver(60);
      for (const [at, size, pauses] of arrivals) {
        stream.pause(pauses);
        const from = at % length;
        const to = Math.min(length, from + size);
        expect(take(from, whole.slice(from, to), to === length)).toBe('taken');
        expect(delivered).toEqual(whole.slice(0, delivered.length));
        expect(stream.held).toBeLessThanOrEqual(length - delivered.length);
      }
      stream.pause(false);
      expect(take(0, whole, true)).toBe('taken');
      expect(delivered).toEqual(whole);
      expect([stream.isDone, stream.held]).toEqual([true, 0]);
    }),
    { numRuns: 300 },
  );
});
