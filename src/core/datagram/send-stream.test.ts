import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../../../tests/support/garbage.ts';
import { type Piece, SendStream } from './send-stream.ts';

const ALL = Number.POSITIVE_INFINITY;

interface Sent {
  readonly offset: number;
  readonly bytes: readonly number[];
  readonly ends: boolean;
  readonly again: boolean;
}

/** The next piece with its bytes; undefined when there is none. */
function next(stream: SendStream, most: number, limit = ALL): Sent | undefined {
  if (!stream.hasNext(limit)) return undefined;
  const piece: Piece = { offset: 0, length: 0, ends: false, again: false };
  stream.takeNext(most, limit, piece);
  return withBytes(stream, piece);
}

function withBytes(stream: SendStream, piece: Piece): Sent {
  const bytes = new Uint8Array(piece.length + 2).fill(0xee);
  stream.copy(piece, bytes, 1);
  expect([bytes[0], bytes.at(-1)], 'nothing is written beside the piece').toEqual([0xee, 0xee]);
  return { offset: piece.offset, bytes: [...bytes.slice(1, -1)], ends: piece.ends, again: piece.again };
}

function allOf(stream: SendStream, most: number): Sent[] {
  const sent: Sent[] = [];
  for (let one = next(stream, most); one; one = next(stream, most)) sent.push(one);
  return sent;
}

function streamOf(...chunks: readonly (readonly number[])[]): SendStream {
  const stream = new SendStream();
  for (const chunk of chunks) stream.write(Uint8Array.from(chunk));
  return stream;
}

it('sends what was handed over in pieces that may span chunks', () => {
  expect(allOf(streamOf([1, 2, 3], [4], [5, 6, 7, 8]), 5)).toEqual([
    { offset: 0, bytes: [1, 2, 3, 4, 5], ends: false, again: false },
    { offset: 5, bytes: [6, 7, 8], ends: false, again: false },
  ]);
});

it('has nothing to send at first, nor for empty chunks', () => {
  const stream = streamOf([], []);
  expect([stream.hasNext(ALL), stream.waiting, stream.kept]).toEqual([false, 0, 0]);
});

it('sends no more than the peer takes', () => {
  const stream = streamOf([1, 2, 3, 4, 5]);
  expect(next(stream, 100, 3)?.bytes).toEqual([1, 2, 3]);
  expect(stream.hasNext(3)).toBe(false);
  expect(next(stream, 100, 4)?.bytes).toEqual([4]);
  expect(stream.waiting).toBe(1);
});

it('sends what got lost again, whatever the peer takes, and before anything else', () => {
  const stream = streamOf([1, 2, 3, 4, 5, 6]);
  next(stream, 2);
  next(stream, 2);
  stream.lost(0, 2, false);
  expect(stream.waiting).toBe(4);
  expect(next(stream, 100, 4)).toEqual({ offset: 0, bytes: [1, 2], ends: false, again: true });
  expect(next(stream, 100)).toEqual({ offset: 4, bytes: [5, 6], ends: false, again: false });
});

it('cuts what got lost anew when packets became smaller', () => {
  const stream = streamOf([1, 2, 3, 4, 5, 6]);
  next(stream, 6);
  stream.lost(0, 6, false);
  expect(allOf(stream, 4).map(({ bytes }) => bytes)).toEqual([
    [1, 2, 3, 4],
    [5, 6],
  ]);
});

it('does not send again what arrived meanwhile', () => {
  const stream = streamOf([1, 2, 3, 4, 5, 6]);
  allOf(stream, 2);
  stream.acked(2, 2, false);
  stream.lost(0, 6, false);
  expect(allOf(stream, 100).map(({ offset, bytes }) => [offset, bytes])).toEqual([
    [0, [1, 2]],
    [4, [5, 6]],
  ]);
  stream.lost(4, 2, false);
  stream.acked(4, 2, false);
  expect(stream.hasNext(ALL)).toBe(false);
});

it('lets go of what arrived, and keeps the rest', () => {
  const stream = streamOf([1, 2, 3], [4, 5, 6]);
  allOf(stream, 2);
  stream.acked(4, 2, false);
  expect(stream.kept).toBe(6);
  stream.acked(0, 2, false);
  expect(stream.kept).toBe(4);
  stream.acked(2, 2, false);
  expect(stream.kept).toBe(0);
});

it('does not begin to keep again what a copy that is acked late had brought', () => {
  const stream = streamOf([1, 2, 3, 4]);
  next(stream, 4);
  stream.acked(0, 4, false);
  stream.acked(0, 2, false);
  expect(stream.kept).toBe(0);
});

it('lets go of the arrays that arrived whole, and of no others', async () => {
  const stream = new SendStream();
  const arrays = [10, 10, 10].map((length) => {
    const bytes = new Uint8Array(length);
    stream.write(bytes);
    return new WeakRef(bytes);
  });
  const areKept = async () => {
    // What a weak reference was made or asked for lives until the next turn.
    await new Promise(setImmediate);
    collectGarbage();
    return arrays.map((array) => array.deref() !== undefined);
  };
  next(stream, 30);
  stream.acked(0, 9, false);
  expect(await areKept()).toEqual([true, true, true]);
  stream.acked(9, 11, false);
  expect(await areKept()).toEqual([false, false, true]);
  stream.acked(20, 10, false);
  expect(await areKept()).toEqual([false, false, false]);
});

describe('its end', () => {
  it('goes along with the last byte', () => {
    const stream = streamOf([1, 2, 3]);
    stream.end();
    expect(allOf(stream, 2).map(({ bytes, ends }) => [bytes, ends])).toEqual([
      [[1, 2], false],
      [[3], true],
    ]);
    expect(stream.isDone).toBe(false);
    stream.acked(2, 1, true);
    expect(stream.isDone).toBe(false);
    stream.acked(0, 2, false);
    expect(stream.isDone).toBe(true);
  });

  it('goes alone when all was sent before', () => {
    const stream = streamOf([1, 2]);
    allOf(stream, 10);
    stream.end();
    expect(next(stream, 10)).toEqual({ offset: 2, bytes: [], ends: true, again: false });
    expect(stream.hasNext(ALL)).toBe(false);
  });

  it('goes alone when nothing was ever sent', () => {
    const stream = new SendStream();
    stream.end();
    expect(next(stream, 10)).toEqual({ offset: 0, bytes: [], ends: true, again: false });
    stream.acked(0, 0, true);
    expect(stream.isDone).toBe(true);
  });

  it('is sent again when it got lost', () => {
    const stream = streamOf([1]);
    allOf(stream, 10);
    stream.end();
    next(stream, 10);
    stream.lost(1, 0, true);
    expect(next(stream, 10)).toEqual({ offset: 1, bytes: [], ends: true, again: false });
  });

  it('is not sent again once it arrived, whatever is lost or told afterwards', () => {
    const stream = streamOf([1]);
    stream.end();
    next(stream, 10);
    stream.acked(0, 1, true);
    stream.lost(0, 1, true);
    stream.end();
    expect([stream.hasNext(ALL), stream.isDone]).toEqual([false, true]);
  });

  it('may arrive before the bytes that it follows', () => {
    const stream = streamOf([1, 2]);
    allOf(stream, 10);
    stream.end();
    next(stream, 10);
    stream.acked(2, 0, true);
    expect([stream.isDone, stream.kept]).toEqual([false, 2]);
    stream.lost(0, 2, false);
    expect(next(stream, 10)?.bytes).toEqual([1, 2]);
    stream.acked(0, 2, false);
    expect([stream.isDone, stream.kept]).toEqual([true, 0]);
  });

  it('does not go while the peer takes no more bytes', () => {
    const stream = streamOf([1, 2, 3]);
    stream.end();
    expect(next(stream, 10, 2)).toMatchObject({ bytes: [1, 2], ends: false });
    expect(next(stream, 10, 2)).toBeUndefined();
  });
});

describe('a probe', () => {
  const again = (stream: SendStream, offset: number, length: number, most = 100) => {
    const piece: Piece = { offset: 0, length: 0, ends: false, again: false };
    return stream.takeAgain(offset, length, most, piece) ? withBytes(stream, piece) : undefined;
  };

  it('sends bytes again that are under way', () => {
    const stream = streamOf([1, 2, 3, 4]);
    allOf(stream, 10);
    expect(again(stream, 0, 4)).toEqual({ offset: 0, bytes: [1, 2, 3, 4], ends: false, again: true });
    expect(again(stream, 0, 4, 3)?.bytes).toEqual([1, 2, 3]);
  });

  it('stands for bytes that were to be sent again anyway', () => {
    const stream = streamOf([1, 2, 3, 4]);
    allOf(stream, 10);
    stream.lost(0, 4, false);
    again(stream, 0, 4, 3);
    expect(stream.waiting).toBe(1);
  });

  it('leaves out what arrived, and is none when all did', () => {
    const stream = streamOf([1, 2, 3, 4]);
    allOf(stream, 10);
    stream.acked(0, 2, false);
    expect(again(stream, 0, 4)).toMatchObject({ offset: 2, bytes: [3, 4] });
    stream.acked(2, 2, false);
    expect(again(stream, 0, 4)).toBeUndefined();
  });

  it('carries the end when that is under way', () => {
    const stream = streamOf([1]);
    stream.end();
    allOf(stream, 10);
    expect(again(stream, 0, 1)).toMatchObject({ bytes: [1], ends: true });
    const bare = new SendStream();
    bare.end();
    allOf(bare, 10);
    expect(again(bare, 0, 0)).toMatchObject({ bytes: [], ends: true });
  });
});

it('delivers exactly the bytes, however it is cut, lost and acked', () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 120 });
  const fates = fc.array(fc.tuple(fc.nat(2), fc.nat(), fc.integer({ min: 1, max: 30 })), { maxLength: 200 });
  fc.assert(
    fc.property(chunks, fates, fc.nat(120), (written, steps, endAfter) => {
      const whole = written.flatMap((chunk) => [...chunk]);
      const stream = new SendStream();
      const arrived: (number | undefined)[] = [];
      let endedAt: number | undefined;
      const flying: Sent[] = [];
      const settle = (index: number, arrives: boolean) => {
        const [sent] = flying.splice(index, 1);
        if (!sent) return;
        if (!arrives) return stream.lost(sent.offset, sent.bytes.length, sent.ends);
        sent.bytes.forEach((byte, i) => {
          arrived[sent.offset + i] = byte;
        });
        if (sent.ends) endedAt = sent.offset + sent.bytes.length;
        stream.acked(sent.offset, sent.bytes.length, sent.ends);
      };
      let written1 = 0;
      const writeOne = () => {
        if (written1 < written.length) stream.write(written[written1] as Uint8Array);
        written1 += 1;
        if (written1 > Math.max(endAfter, written.length)) stream.end();
      };
      for (const [kind, which, size] of steps) {
        writeOne();
        const sent = next(stream, size);
        if (sent) flying.push(sent);
        if (kind < 2 && flying.length > 0) settle(which % flying.length, kind === 0);
        expect(stream.kept).toBeLessThanOrEqual(whole.length);
      }
      while (written1 <= Math.max(endAfter, written.length)) writeOne();
      while (!stream.isDone) {
        const sent = next(stream, 17);
        if (sent) flying.push(sent);
        else expect(flying.length).toBeGreaterThan(0);
        if (!sent) settle(flying.length - 1, true);
      }
      expect(arrived).toEqual(whole);
      expect([endedAt, stream.kept, stream.waiting]).toEqual([whole.length, 0, 0]);
    }),
    { numRuns: 200 },
  );
});
