import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeFrame } from '../../../core/wire/frame-writer.ts';
import { openRoomDatabase } from '../room-schema.ts';
import { SegmentTable } from '../segment-table.ts';
import { Rest } from './rest.ts';
import { NOT_BEGUN, type Rewriting, rewriteSome } from './rewrite-database.ts';
import { ValueCipher } from './value-cipher.ts';

const ROWS = 300;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-rest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cipher = new ValueCipher(randomBytes(32));
const rest = (isOn: boolean) =>
  new Rest(
    () => cipher,
    () => isOn,
  );

function open(isOn: boolean): DatabaseSync {
  const opened = openRoomDatabase(join(folder, 'room.db'), rest(isOn));
  if (!opened.ok) throw new Error(opened.problem.text);
  return opened.value;
}

function eventOf(seq: number): Uint8Array {
  const text = `canary ${seq} ${'x'.repeat(seq % 50)}`;
  return encodeFrame({ type: 'event', seq, at: 1, kind: 'message', id: `i${seq}`, from: 'm1', nick: 'Ada', text });
}

function fill(): void {
  const db = open(false);
  db.exec("INSERT INTO room (id, name) VALUES ('r', 'canary room')");
  const log = new SegmentTable(db, { rest: rest(false) });
  for (let seq = 1; seq <= ROWS; seq += 1) log.append({ first: seq, next: seq + 1, frames: eventOf(seq) });
  db.close();
}

function read(db: DatabaseSync, isOn: boolean): readonly string[] {
  return [...new SegmentTable(db, { rest: rest(isOn) }).events(1, ROWS + 1)].map(({ text }) => text);
}

function bytes(): Buffer {
  return readFileSync(join(folder, 'room.db'));
}

it('rewrites a log step by step, readable after each, wherever the program ends and starts again', () => {
  fill();
  const all = Array.from({ length: ROWS }, (_, index) => `canary ${index + 1} ${'x'.repeat((index + 1) % 50)}`);
  for (const isOn of [true, false]) {
    let steps = 0;
    for (let state: Rewriting = NOT_BEGUN; !state.isDone; steps += 1) {
      const db = open(isOn);
      expect(read(db, isOn)).toEqual(all);
      // A program that begins anew knows nothing of how far it was.
      state = rewriteSome(db, rest(isOn), steps === 2 ? NOT_BEGUN : state);
      // What a process that is killed had not committed is not there.
      db.exec('BEGIN; DELETE FROM segment');
      db.close();
    }
    expect(steps).toBeGreaterThan(4);
    const db = open(isOn);
    expect(read(db, isOn)).toEqual(all);
    db.close();
    expect(bytes().includes('canary')).toBe(!isOn);
  }
});

it('leaves a row that is damaged as it is, and rewrites the others', () => {
  fill();
  const file = bytes();
  // Pages that were split hold copies of it that are none any more.
  for (let at = file.indexOf('canary 17 '); at >= 0; at = file.indexOf('canary 17 ')) file[at] = 0x43;
  writeFileSync(join(folder, 'room.db'), file);
  const db = open(true);
  for (let state: Rewriting = NOT_BEGUN; !state.isDone; ) state = rewriteSome(db, rest(true), state);
  const damaged: number[] = [];
  const log = new SegmentTable(db, { rest: rest(true), damaged: ({ first }) => damaged.push(first) });
  expect([...log.events(1, ROWS + 1)]).toHaveLength(ROWS);
  expect(damaged).toEqual([17]);
  db.close();
});
