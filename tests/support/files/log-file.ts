import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LostStretch } from '../../../src/core/room/lost-events.ts';
import { author, writeEvent } from '../../../src/core/wire/event-frame.ts';
import { FrameWriter } from '../../../src/core/wire/frame-writer.ts';
import { RoomStore } from '../../../src/node/store/room-store.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';
import { temporaryFolder } from '../releases.ts';

const TURNS = 400;
const MIA = author('m1', 'Mia');
/** When an event of these logs happened, less its number. */
const BEGINNING = 1_000;

/** The time that event `seq` of these logs has. */
export function timeOf(seq: number): number {
  return BEGINNING + seq;
}

/** Turns of one to twenty events, some of them as long as a message may be. */
export function turnOf(
  first: number,
  number: number,
  at = timeOf,
): { first: number; next: number; frames: Uint8Array } {
  const writer = new FrameWriter();
  const next = first + 1 + (number % 20);
  for (let seq = first; seq < next; seq += 1) {
    const text = `${seq} ${'long '.repeat(seq % 97 === 0 ? 3_000 : seq % 7)}`;
    writeEvent(writer, { seq, at: at(seq), kind: 'message', id: `i${seq}`, text }, MIA);
  }
  return { first, next, frames: writer.take() };
}

/** What a store said while it was opened and read. */
export interface Told {
  readonly stretches: LostStretch[];
  readonly problems: Problem[];
}

export function openStore(
  path: string,
  told: Told = { stretches: [], problems: [] },
): ReturnType<typeof RoomStore.open> {
  return RoomStore.open(path, 'Test room', {
    limits: DEFAULT_LIMITS,
    damaged: (stretch) => told.stretches.push(stretch),
    notice: (problem) => told.problems.push(problem),
  });
}

/** The same where it must open. */
export function openedStore(path: string, told?: Told): RoomStore {
  const opened = openStore(path, told);
  if (!opened.ok) throw new Error(opened.problem.text);
  return opened.value;
}

/**
 * A whole log of 400 turns in a file of its own.
 * @param isKilled the file is as a process leaves it that has no time to close it
 * @returns its path and its newest event
 */
export function wholeLog(isKilled = false): { path: string; newest: number } {
  const path = join(temporaryFolder(), 'whole.db');
  const store = openedStore(path);
  let first = 1;
  for (let number = 0; number < TURNS; number += 1) {
    const segment = turnOf(first, number);
    const sessions = [
      { session: `${number}`.padStart(32, '0'), member: 'm1', device: `${number}`.padStart(32, 'd'), nick: 'Mia' },
    ].map((one) => ({ ...one, host: false, present: false }));
    store.commit({ segment, sessions: number % 10 === 0 ? sessions : [], forgotten: [], rules: [] });
    first = segment.next;
  }
  const killed = join(temporaryFolder(), 'killed.db');
  if (isKilled) for (const ending of ['', '-wal']) copyFileSync(`${path}${ending}`, `${killed}${ending}`);
  store.close();
  return { path: isKilled ? killed : path, newest: first - 1 };
}

/** Where a table's rows lie in the file. */
export type Place = 'first' | 'last';

/** Makes the page of a table unreadable that holds its first or its last rows. */
export function breakPage(path: string, table: string, place: Place): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const order = place === 'first' ? 'ASC' : 'DESC';
  const leaf = db
    .prepare(`SELECT pageno, pgsize FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path ${order} LIMIT 1`)
    .get(table) as { pageno: number; pgsize: number };
  db.close();
  const bytes = readFileSync(path);
  bytes.fill(0, (leaf.pageno - 1) * leaf.pgsize, leaf.pageno * leaf.pgsize);
  writeFileSync(path, bytes);
}
