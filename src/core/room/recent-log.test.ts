import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headersOf } from '../../../tests/support/frames.ts';
import { author, writeEvent } from '../wire/event-frame.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import { joinSegments, type LogReader, type LogSegment, newestBefore, segmentFrom } from './log-segment.ts';
import { RecentLog } from './recent-log.ts';

const ada = author('m1', 'Ada');

/** Events `first` up to `next`, each with `size` characters of text. */
function segment(first: number, next: number, size = 5): LogSegment {
  const writer = new FrameWriter();
  for (let seq = first; seq < next; seq += 1) {
    writeEvent(writer, { seq, at: 0, kind: 'message', id: `i${seq}`, text: 'x'.repeat(size) }, ada);
  }
  return { first, next, frames: writer.take() };
}

function seqs(read: LogSegment | undefined): unknown[] {
  return headersOf(read?.frames ?? new Uint8Array(0)).map((header) => header['seq']);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
}

const NO_DISK: LogReader = { read: () => undefined, readBefore: () => undefined };

it('slices a segment at every event', () => {
  const whole = segment(5, 15);
  for (let from = 1; from <= 20; from += 1) {
    const part = segmentFrom(whole, from);
    expect(seqs(part), `from ${from}`).toEqual(range(Math.max(5, from), 15));
    expect([part.first, part.next]).toEqual([Math.min(15, Math.max(5, from)), 15]);
  }
});

it('joins consecutive segments from any event on', () => {
  const parts = [segment(1, 4), segment(4, 5), segment(5, 9)];
  for (let from = 1; from <= 3; from += 1) expect(seqs(joinSegments(parts, from))).toEqual(range(from, 9));
  expect(joinSegments([], 1)).toBeUndefined();
});

it('answers as a plain list of events would, for any segments and any question', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 130 }),
      fc.integer({ min: 1, max: 3_000 }),
      (counts, from, maxBytes) => {
        const log = new RecentLog(NO_DISK);
        let next = 1;
        for (const count of counts) {
          log.add(segment(next, next + count));
          next += count;
        }
        const read = log.read(from, maxBytes);
        const found = seqs(read);
        if (from >= next) expect(found).toEqual([]);
        else {
          expect(found[0]).toBe(from);
          expect(found).toEqual(range(from, (read as LogSegment).next));
          // A segment is never cut: at most one more than was asked for.
          expect((read as LogSegment).frames.length).toBeLessThan(maxBytes + 6 * 120);
        }
      },
    ),
  );
});

it('hands out turns that were written one behind the other as they stand, and goes on behind them', () => {
  const writer = new FrameWriter(4_096);
  const log = new RecentLog(NO_DISK);
  const add = (seq: number) => {
    writeEvent(writer, { seq, at: 0, kind: 'message', id: `i${seq}`, text: 'x' }, ada);
    log.add({ first: seq, next: seq + 1, frames: writer.detach() });
  };
  for (let seq = 1; seq <= 5; seq += 1) add(seq);
  const before = log.read(2, 1);
  add(6);
  expect(seqs(before), 'what was handed out stays as it was').toEqual(range(2, 6));
  expect(before?.frames.buffer, 'nothing is copied').toBe(writer.written().buffer);
  expect(seqs(log.read(2, 1))).toEqual(range(2, 7));
});

it('does not take a turn for the continuation of one that the disk refused', () => {
  const writer = new FrameWriter(4_096);
  const log = new RecentLog(NO_DISK);
  const write = (seq: number, text: string) => {
    writeEvent(writer, { seq, at: 0, kind: 'message', id: `i${seq}`, text }, ada);
    return { first: seq, next: seq + 1, frames: writer.detach() };
  };
  log.add(write(1, 'kept'));
  write(2, 'refused');
  log.add(write(2, 'said again'));
  expect(headersOf(log.read(1, 1_000)?.frames ?? new Uint8Array(0)).map(({ text }) => text)).toEqual([
    'kept',
    'said again',
  ]);
});

it('asks the disk for what it no longer has, and only for that', () => {
  const asked: number[] = [];
  const log = new RecentLog({
    read: (from) => {
      asked.push(from);
      return segment(from, from + 1);
    },
    readBefore: () => undefined,
  });
  expect(seqs(log.read(1, 100))).toEqual([1]);
  // Some 6 MB in all, of which the newest 4 MiB stay in memory.
  for (let first = 1; first <= 100; first += 1) log.add(segment(first, first + 1, 60_000));
  asked.length = 0;
  log.read(2, 100);
  log.read(100, 100);
  log.read(101, 100);
  expect(asked).toEqual([2]);
});

it('reads no more of the disk than is asked for, backwards', () => {
  const asked: number[] = [];
  const log = new RecentLog({
    read: () => undefined,
    readBefore: (before, maxBytes) => {
      asked.push(maxBytes);
      return newestBefore([segment(1, 2_000)], before, maxBytes);
    },
  });
  expect(log.readBefore(1_000, 5_000)?.next).toBe(1_000);
  expect(asked).toEqual([5_000]);
});

it('reads backwards over memory and disk: whole events, as many as fit, one at least', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 });
  const question = fc.record({
    counts,
    inMemory: fc.nat(20),
    before: fc.integer({ min: 1, max: 130 }),
    maxBytes: fc.integer({ min: 1, max: 3_000 }),
  });
  fc.assert(
    fc.property(question, ({ counts, inMemory, before, maxBytes }) => {
      const segments: LogSegment[] = [];
      for (const count of counts) {
        const first = segments.at(-1)?.next ?? 1;
        segments.push(segment(first, first + count));
      }
      const onDisk = segments.slice(0, Math.max(0, segments.length - inMemory));
      const log = new RecentLog({
        read: () => undefined,
        readBefore: (until, most) =>
          newestBefore(onDisk.filter(({ first }) => first < until).toReversed(), until, most),
      });
      for (const one of segments.slice(onDisk.length)) log.add(one);
      const read = log.readBefore(before, maxBytes);
      const newest = Math.min(before, segments.at(-1)?.next ?? 1) - 1;
      if (newest === 0) {
        expect(read).toBeUndefined();
        return;
      }
      const found = seqs(read) as number[];
      expect(found).toEqual(range(found[0] as number, newest + 1));
      expect([read?.first, read?.next]).toEqual([found[0], newest + 1]);
      const bytes = read?.frames.length ?? 0;
      if (found.length > 1) expect(bytes).toBeLessThanOrEqual(maxBytes);
      const [oldest = 1] = found;
      if (oldest === 1) return;
      const oneMore = segment(oldest - 1, oldest).frames.length;
      expect(bytes + oneMore, 'one more would not have fitted').toBeGreaterThan(maxBytes);
    }),
  );
});

describe('the events before a number', () => {
  const newest = (segments: LogSegment[], number: number, events: number) =>
    seqs(newestBefore(segments, number, events * FRAME_BYTES));
  const FRAME_BYTES = segment(1, 2).frames.length;

  it('are as many as fit, to the byte', () => {
    const one = [segment(1, 6)];
    expect(newest(one, 6, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(newest(one, 6, 2)).toEqual([4, 5]);
    expect(newest(one, 5, 2)).toEqual([3, 4]);
    expect(seqs(newestBefore(one, 5, 2 * FRAME_BYTES - 1))).toEqual([4]);
    expect(newest(one, 9, 9)).toEqual([1, 2, 3, 4, 5]);
  });

  it('are one at least where there is one', () => {
    expect(newest([segment(1, 6)], 6, 0)).toEqual([5]);
    expect(newest([segment(1, 6)], 3, 0)).toEqual([2]);
    expect(newest([segment(3, 6)], 3, 9)).toEqual([]);
    expect(newestBefore([segment(3, 6)], 3, 9)).toBeUndefined();
    expect(newestBefore([], 3, 9)).toBeUndefined();
  });

  it('go on into older segments while these fit, in order', () => {
    const parts = [segment(4, 6), segment(2, 4), segment(1, 2)];
    expect(newest(parts, 6, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(newest(parts, 6, 3)).toEqual([3, 4, 5]);
    expect(newest(parts, 6, 2)).toEqual([4, 5]);
    expect(newest(parts, 5, 2)).toEqual([3, 4]);
  });

  it('end where the middle of the log was dropped', () => {
    expect(newest([segment(4, 6), segment(1, 3)], 6, 9)).toEqual([4, 5]);
  });

  it('know of where they begin and end', () => {
    expect(newestBefore([segment(1, 6)], 5, 2 * FRAME_BYTES)).toMatchObject({ first: 3, next: 5 });
    expect(newestBefore([segment(4, 6), segment(2, 4)], 6, 9 * FRAME_BYTES)).toMatchObject({ first: 2, next: 6 });
  });
});
