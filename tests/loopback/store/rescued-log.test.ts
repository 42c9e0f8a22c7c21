import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RoomStore } from '../../../src/node/store/room-store.ts';
import { NUMBERS_AHEAD } from '../../../src/shared/limits.ts';
import { breakPage, openedStore, type Told, timeOf, turnOf, wholeLog } from '../../support/files/log-file.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

function identityOf(store: RoomStore): object {
  const { info, secret } = store.state();
  return { info, secret, terminal: store.terminalDevice(), key: store.keySeed() };
}

/** All events of a log. */
function allOf({ log }: RoomStore): { seq: number; kind: string; at: number }[] {
  const { oldest, newest } = log.bounds();
  return [...log.events(oldest, newest + 1)];
}

function said(store: RoomStore, first: number): void {
  const at = store.state().newestAt;
  store.commit({
    segment: turnOf(first, 3, () => Math.max(at, timeOf(first))),
    sessions: [],
    forgotten: [],
    rules: [],
  });
}

describe('a room whose log has a tail that can’t be read', () => {
  test('lives on as the room that it was, and gives no number twice', () => {
    const { path, newest } = wholeLog();
    const whole = openedStore(path);
    const identity = identityOf(whole);
    const sessions = whole.state().sessions.length;
    whole.close();
    breakPage(path, 'segment', 'last');
    const told: Told = { stretches: [], problems: [] };
    const store = openedStore(path, told);
    expect(identityOf(store)).toEqual(identity);
    expect(store.state().sessions).toHaveLength(sessions);
    expect(store.log.bounds()).toEqual({ oldest: 1, newest });
    said(store, newest + 1);
    store.close();

    const again = openedStore(path);
    const events = allOf(again);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: newest + 4 }, (_, index) => index + 1));
    const lost = events.filter(({ kind }) => kind === 'lost');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(newest / 5);
    again.close();
    expect(told.problems).toEqual([
      { code: 'log_rescued', text: expect.stringContaining(`${path}.damaged`), detail: { path: `${path}.damaged` } },
    ]);
    expect(told.stretches.map(({ next }) => next)).toEqual([newest + 1]);
    expect(statSync(`${path}.damaged`).mode & 0o77).toBe(0);
  });

  test('leaves out numbers that may have been given, where its process was killed', () => {
    const { path, newest } = wholeLog(true);
    breakPage(path, 'segment', 'last');
    const store = openedStore(path);
    const next = store.log.bounds().newest + 1;
    expect(next).toBeGreaterThan(newest);
    expect(next).toBeLessThanOrEqual(newest + 1 + NUMBERS_AHEAD);
    store.close();
    // That holds until somebody says something, however often it is opened before.
    const again = openedStore(path);
    expect(again.log.bounds().newest + 1).toBe(next);
    said(again, next);
    const events = allOf(again);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: next + 3 }, (_, index) => index + 1));
    again.close();
  });

  test('has no event that is earlier than the one before it, whatever is lost', () => {
    for (const place of ['first', 'last'] as const) {
      const { path } = wholeLog();
      breakPage(path, 'segment', place);
      const store = openedStore(path);
      said(store, store.log.bounds().newest + 1);
      const times = allOf(store).map(({ at }) => at);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      store.close();
    }
  });

  test('goes on where the rescue was broken off between its two files', () => {
    const { path, newest } = wholeLog();
    const whole = openedStore(path);
    const identity = identityOf(whole);
    whole.close();
    renameSync(path, `${path}.rescue`);
    const store = openedStore(path);
    expect(identityOf(store)).toEqual(identity);
    expect(store.log.bounds().newest).toBe(newest);
    store.close();
    expect(readdirSync(dirname(path))).toEqual(['whole.db']);
  });
});

test('a room of which some sessions can’t be read lives on with the others', () => {
  const { path, newest } = wholeLog();
  const whole = openedStore(path);
  // More than fit into a page.
  for (let number = 0; number < 500; number += 1) {
    const session = { session: `s${number}`.padStart(32, '0'), member: 'm1', device: 'd'.repeat(32), nick: 'Mia' };
    whole.commit({
      segment: undefined,
      sessions: [{ ...session, host: false, present: false }],
      forgotten: [],
      rules: [],
    });
  }
  const identity = identityOf(whole);
  const before = whole.state().sessions.length;
  whole.close();
  breakPage(path, 'session', 'last');
  const told: Told = { stretches: [], problems: [] };
  const store = openedStore(path, told);
  expect(identityOf(store)).toEqual(identity);
  expect(store.log.bounds()).toEqual({ oldest: 1, newest });
  const { sessions } = store.state();
  expect(sessions.length).toBeGreaterThan(before / 4);
  expect(sessions.length).toBeLessThan(before);
  expect(allOf(store).some(({ kind }) => kind === 'lost')).toBe(false);
  store.close();
  expect(told.problems.map(({ code }) => code)).toEqual(['log_rescued']);
});

test('a log whose beginning can’t be read says that it begins later', () => {
  const { path, newest } = wholeLog();
  breakPage(path, 'segment', 'first');
  const told: Told = { stretches: [], problems: [] };
  const store = openedStore(path, told);
  const { oldest } = store.log.bounds();
  expect(oldest).toBeGreaterThan(1);
  expect(oldest).toBeLessThan(newest / 5);
  expect(told.problems).toEqual([
    { code: 'log_begins_later', text: expect.stringContaining(`event ${oldest}`), detail: { first: oldest } },
  ]);
  // Nothing new is refused because of it, also where old events are dropped.
  for (let turn = 0; turn < 130; turn += 1) said(store, store.log.bounds().newest + 1);
  store.close();
  expect(existsSync(`${path}.damaged`)).toBe(false);
});
