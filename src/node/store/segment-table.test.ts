import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { author, writeEvent } from '../../core/wire/event-frame.ts';
import { FrameWriter } from '../../core/wire/frame-writer.ts';
import { SEGMENT_SCHEMA, SEGMENT_SUMS, SegmentTable } from './segment-table.ts';

let db: DatabaseSync;
let table: SegmentTable;

beforeEach(() => {
  db = new DatabaseSync(':memory:');
  db.exec(SEGMENT_SCHEMA + SEGMENT_SUMS);
  table = new SegmentTable(db);
});
afterEach(() => db.close());

/** A turn that brought the events `first` to `next` (exclusive). */
function turn(first: number, next: number, text = 'hi'): { first: number; next: number; frames: Uint8Array } {
  const writer = new FrameWriter();
  const mia = author('m1', 'Mia');
  for (let seq = first; seq < next; seq += 1) {
    writeEvent(writer, { seq, at: 7, kind: 'message', id: `i${seq}`, text }, mia);
  }
  return { first, next, frames: writer.take() };
}

function numbers(from: number, to: number): number[] {
  return [...table.events(from, to)].map(({ seq }) => seq);
}

describe('an empty log', () => {
  test('has no bounds and nothing to read', () => {
    expect(table.bounds()).toEqual({ oldest: 0, newest: 0 });
    expect(table.read(1, 1_000)).toBeUndefined();
    expect(numbers(1, 10)).toEqual([]);
  });
});

describe('a log of turns', () => {
  beforeEach(() => {
    for (const [first, next] of [
      [1, 4],
      [4, 5],
      [5, 9],
      [9, 10],
    ] as const)
      table.append(turn(first, next));
  });

  test('knows its oldest and newest event', () => {
    expect(table.bounds()).toEqual({ oldest: 1, newest: 9 });
  });

  test('reads from any event on, also from the middle of a turn', () => {
    for (let from = 1; from <= 9; from += 1) {
      const segment = table.read(from, 1_000_000);
      expect([segment?.first, segment?.next]).toEqual([from, 10]);
      expect(segment?.frames).toEqual(turn(from, 10).frames);
    }
  });

  test('reads at least one turn however few bytes are asked for, and goes on where it stopped', () => {
    let from = 1;
    const read: number[] = [];
    for (let segment = table.read(from, 1); segment; segment = table.read(from, 1)) {
      expect(segment.first).toBe(from);
      for (let seq = segment.first; seq < segment.next; seq += 1) read.push(seq);
      from = segment.next;
    }
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('reads backwards from any event on, whole events that fit, over the bounds of turns', () => {
    const size = turn(1, 2).frames.length;
    for (let before = 2; before <= 10; before += 1) {
      for (let fits = 0; fits <= 9; fits += 1) {
        const first = Math.max(1, before - Math.max(1, fits));
        const segment = table.readBefore(before, fits * size);
        expect([segment?.first, segment?.next], `${fits} before ${before}`).toEqual([first, before]);
        expect(segment?.frames).toEqual(turn(first, before).frames);
      }
    }
    expect(table.readBefore(1, 1_000)).toBeUndefined();
    expect(table.readBefore(100, 1_000_000)).toMatchObject({ first: 1, next: 10 });
  });

  test('of which a copy lacks a part is read backwards no further than to that', () => {
    const copy = new SegmentTable(db, { isCopy: true });
    copy.append(turn(20, 22));
    copy.append(turn(22, 23));
    expect(copy.readBefore(23, 1_000_000)).toMatchObject({ first: 20, next: 23 });
    expect(copy.readBefore(20, 1_000_000)).toMatchObject({ first: 1, next: 10 });
  });

  test('has placeholders where a number has no event', () => {
    table.append(turn(20, 22));
    const kinds = [...table.events(8, 22)].map(({ seq, kind, text }) => [seq, kind, text]);
    expect(kinds.slice(0, 2).map(([, kind]) => kind)).toEqual(['message', 'message']);
    expect(kinds[2]).toEqual([10, 'lost', '19']);
    expect(kinds.slice(3, 12)).toEqual(Array.from({ length: 9 }, (_, index) => [11 + index, 'lost', '']));
    expect(kinds.slice(12).map(([seq]) => seq)).toEqual([20, 21]);
  });

  test('gives the events of any range', () => {
    for (let from = 1; from <= 10; from += 1) {
      for (let to = from; to <= 10; to += 1) {
        expect(numbers(from, to)).toEqual(Array.from({ length: to - from }, (_, index) => from + index));
      }
    }
    expect([...table.events(4, 5)]).toEqual([
      { seq: 4, at: 7, kind: 'message', id: 'i4', from: 'm1', nick: 'Mia', text: 'hi' },
    ]);
  });

  test('drops whole turns, and then begins with the oldest that is left', () => {
    table.trimBefore(6, 100);
    expect(table.bounds()).toEqual({ oldest: 5, newest: 9 });
    expect(table.read(1, 1_000_000)?.first).toBe(5);
    expect(numbers(1, 100)).toEqual([5, 6, 7, 8, 9]);
  });

  test('refuses a turn that is there already', () => {
    expect(() => table.append(turn(5, 6))).toThrow(/UNIQUE/);
    expect(table.bounds().newest).toBe(9);
  });

  test('is empty after clear', () => {
    table.clear();
    expect(table.bounds()).toEqual({ oldest: 0, newest: 0 });
  });
});

test('gives all events of a log that is longer than one read', () => {
  for (let first = 1; first <= 1_000; first += 10) table.append(turn(first, first + 10, 'x'.repeat(1_000)));
  expect(numbers(1, 1_001)).toHaveLength(1_000);
});
