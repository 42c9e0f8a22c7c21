import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoomStore } from '../../../src/node/store/room-store.ts';
import { decodeEvents } from '../../../src/node/store/segment-table.ts';
import type { RoomEvent } from '../../../src/shared/models.ts';
import { damage, type FileDamage, fileDamage } from '../../support/files/file-damage.ts';
import { openedStore, openStore, type Told, turnOf, wholeLog } from '../../support/files/log-file.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const RUNS = 60;
/** What was found once: backwards the log began with an earlier event than forwards. */
const FOUND: FileDamage[] = [
  { kind: 'bytes', at: 0.093, bytes: Uint8Array.of(0) },
  { kind: 'swapped pages', at: 0.115, with: 0.0575, size: 16_384 },
];

/** An event is as it was written, or it is said to be lost. */
function expectTrue(events: readonly RoomEvent[], first: number, newest: number): void {
  for (const [index, event] of events.entries()) {
    expect(event.seq).toBe(first + index);
    if (event.kind === 'lost' || event.seq > newest) continue;
    expect(event.id).toBe(`i${event.seq}`);
    expect(event.text.startsWith(`${event.seq} `)).toBe(true);
    expect(event.at).toBe(1_000 + event.seq);
  }
}

/** Reads all of a log in both directions. */
function readAll({ log }: RoomStore): { forwards: RoomEvent[]; backwards: RoomEvent[] } {
  const { oldest, newest } = log.bounds();
  const forwards = [...log.events(oldest, newest + 1)];
  const backwards: RoomEvent[] = [];
  for (let before = newest + 1; before > oldest; ) {
    const segment = log.readBefore(before, 20_000);
    if (segment === undefined) break;
    expect(segment.next).toBe(before);
    expect(segment.first).toBeLessThan(before);
    backwards.unshift(...decodeEvents(segment.frames));
    before = segment.first;
  }
  return { forwards, backwards };
}

describe('a log whose file is damaged anywhere', () => {
  test('never says a wrong event, names what is lost, and goes on or says in words why not', () => {
    const { path, newest } = wholeLog();
    const whole = openedStore(path);
    const { id } = whole.state().info;
    whole.close();
    const folder = temporaryFolder();
    let served = 0;
    let count = 0;
    const check = (harm: readonly FileDamage[]) => {
      count += 1;
      const copy = join(folder, `${count}.db`);
      copyFileSync(path, copy);
      for (const one of harm) damage(copy, one);
      const told: Told = { stretches: [], problems: [] };
      const opened = openStore(copy, told);
      if (!opened.ok) {
        expect(['store_broken', 'store_failed', 'store_newer']).toContain(opened.problem.code);
        expect(opened.problem.text).toContain(copy);
        return;
      }
      const store = opened.value;
      try {
        const { oldest, newest: last } = store.log.bounds();
        const { forwards, backwards } = readAll(store);
        expectTrue(forwards, oldest, newest);
        expectTrue(backwards, oldest, newest);
        expect(forwards.map(({ seq }) => seq)).toEqual(backwards.map(({ seq }) => seq));
        expect(forwards).toHaveLength(last === 0 ? 0 : last - oldest + 1);
        for (const { kind, seq } of forwards) {
          const isTold = told.stretches.some(({ first, next }) => first <= seq && seq < next);
          expect(isTold || kind !== 'lost', `event ${seq} is lost without a word`).toBe(true);
        }
        if (forwards.some(({ kind }) => kind !== 'lost')) served += 1;
        // A file of which nothing was left is another room.
        if (store.state().info.id === id) expect(last, 'a number is given twice').toBeGreaterThanOrEqual(newest);
        append(store, last + 1);
      } finally {
        store.close();
      }
    };
    fc.assert(fc.property(fc.array(fileDamage, { minLength: 1, maxLength: 3 }), check), {
      numRuns: RUNS,
      examples: [[FOUND]],
    });
    // Most damage leaves most of a log.
    expect(served).toBeGreaterThan(RUNS / 3);
  });

  test('of which one page is gone serves all that is on the others', () => {
    const { path, newest } = wholeLog();
    damage(path, { kind: 'page', at: 0.5, size: 16_384, fill: 0 });
    const told: Told = { stretches: [], problems: [] };
    const opened = openStore(path, told);
    if (!opened.ok) throw new Error(opened.problem.text);
    const { forwards } = readAll(opened.value);
    const lost = forwards.filter(({ kind }) => kind === 'lost');
    expect(forwards).toHaveLength(newest);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(newest / 5);
    expect(lost[0]?.text).toBe(`${(told.stretches[0]?.next ?? 0) - 1}`);
    expect(told.stretches).toHaveLength(1);
    opened.value.close();
  });
});

/** A next turn is kept and read back. */
function append(store: RoomStore, first: number): void {
  const segment = turnOf(first, 3);
  store.commit({ segment, sessions: [], forgotten: [], rules: [] });
  const read = store.log.read(first, 1_000_000);
  expect(read?.first).toBe(first);
  expect([...decodeEvents(read?.frames ?? new Uint8Array(0))].map(({ seq }) => seq)).toEqual(
    Array.from({ length: segment.next - first }, (_, index) => first + index),
  );
}
