import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entered } from '../../core/session/guest-ports.ts';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { JoinedRooms } from './joined-rooms.ts';
import type { MemberStore } from './member-store.ts';

const FORMER = 'aa'.repeat(16);
const KEY = 'ee'.repeat(32);
let folder: string;
let rooms: JoinedRooms;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-test-'));
  rooms = open();
});
afterEach(() => {
  rooms.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(formerDevice?: string): JoinedRooms {
  return new JoinedRooms({
    folder: join(folder, 'joined'),
    formerDevice,
    problem: ({ text }) => {
      throw new Error(text);
    },
  });
}

/** The room was entered, as a newcomer unless told otherwise. */
function enter(fields: Partial<Entered> = {}, key: string | undefined = KEY): { copy: string; store: MemberStore } {
  const room = { id: 'ab'.repeat(16), name: 'Lab' };
  const welcome = { type: 'welcome', v: 1, room, session: 's1', you: 'm1', members: [], seq: 0 } as const;
  const entered = rooms.enter({
    welcome: key === undefined ? welcome : { ...welcome, key },
    kept: undefined,
    device: '11'.repeat(16),
    fresh: true,
    reason: undefined,
    ...fields,
  });
  if (!entered.ok) throw new Error(entered.problem.text);
  return entered.value;
}

function append(store: MemberStore, seq: number): void {
  const event = { type: 'event', seq, at: 1, kind: 'message', id: `i${seq}`, from: 'm1', nick: 'Mia', text: 'hi' };
  store.append({ first: seq, next: seq + 1, frames: encodeFrame(event) });
}

const LAB = 'ab'.repeat(16);

test('a room is known by what it was entered with, in another run too', () => {
  append(enter().store, 1);
  rooms.close();
  rooms = open();
  expect(rooms.known(LAB)).toMatchObject([{ room: LAB, device: '11'.repeat(16), key: KEY, session: 's1', newest: 1 }]);
  expect(rooms.known('cd'.repeat(16))).toEqual([]);
});

test('two rooms of one id have copies of their own, and each its own device', () => {
  const first = enter();
  first.store.keepItem({ id: 'a', text: 'for the first', at: 1, state: 'waiting' });
  append(first.store, 1);
  const second = enter({ device: '22'.repeat(16) }, 'dd'.repeat(32));
  expect([second.copy === first.copy, second.store.newest(), second.store.outbox()]).toEqual([false, 0, []]);
  expect(rooms.known(LAB).map(({ device, newest }) => [device, newest])).toEqual([
    ['11'.repeat(16), 1],
    ['22'.repeat(16), 0],
  ]);
});

test('a copy is never cleared: another takes its place when the log begins anew, and has what waits to be said', () => {
  const older = enter();
  append(older.store, 1);
  older.store.keepItem({ id: 'a', text: 'not yet said', at: 1, state: 'waiting' });
  const [kept] = rooms.known(LAB);
  const newer = enter({ kept, fresh: true });
  expect(newer.copy).not.toBe(older.copy);
  expect(newer.store.outbox().map(({ id }) => id)).toEqual(['a']);
  expect(older.store.history(2, 10)).toHaveLength(1);
  rooms.close();
  rooms = open();
  expect(rooms.known(LAB).map(({ copy, newest }) => [copy, newest])).toEqual([[newer.copy, 0]]);
  expect(readdirSync(join(folder, 'joined')).filter((name) => name.endsWith('.db'))).toHaveLength(2);
});

test('the same copy goes on when the session does, and when nothing was in it', () => {
  const { copy, store } = enter();
  const [empty] = rooms.known(LAB);
  expect(enter({ kept: empty, fresh: true }).copy).toBe(copy);
  append(store, 1);
  const [kept] = rooms.known(LAB);
  expect(enter({ kept, fresh: false }).copy).toBe(copy);
  expect(store.newest()).toBe(1);
});

test('who was the same in every room goes on as that where it was, and nowhere else', () => {
  const { copy } = enter();
  rooms.close();
  const db = new DatabaseSync(join(folder, 'joined', copy));
  db.exec('DELETE FROM identity');
  db.close();
  rooms = open(FORMER);
  expect(rooms.known(LAB)).toMatchObject([{ device: FORMER, key: undefined }]);
  rooms.close();
  rooms = open(undefined);
  expect(rooms.known(LAB)).toEqual([]);
});

test('keeps few copies of hosts that prove nothing, and each in which something of one’s own is', () => {
  const said = enter({ device: 'a0'.repeat(16) }, 'a0'.repeat(32));
  append(said.store, 1);
  const waits = enter({ device: 'a1'.repeat(16) }, 'a1'.repeat(32));
  waits.store.keepItem({ id: 'a', text: 'not yet said', at: 1, state: 'waiting' });
  for (let visit = 0; visit < 20; visit += 1) {
    rooms.close();
    rooms = open();
    enter({ device: `${10 + visit}`.repeat(16) }, `${10 + visit}`.repeat(32));
  }
  const kept = rooms.known(LAB).map(({ device }) => device);
  expect(kept.map((device) => device.slice(0, 2)).sort()).toEqual(['27', '28', '29', 'a0', 'a1']);
  expect(readdirSync(join(folder, 'joined')).filter((name) => name.endsWith('.db'))).toHaveLength(5);
});

test('asks first for what proved itself last, however many claimed the id before', () => {
  for (let rogue = 0; rogue < 8; rogue += 1) {
    const { store } = enter({ device: `${10 + rogue}`.repeat(16) }, `${10 + rogue}`.repeat(32));
    store.keepItem({ id: 'a', text: 'said to a rogue', at: 1, state: 'waiting' });
  }
  const { copy } = enter({ device: 'bb'.repeat(16) });
  const other = enter({ device: 'cc'.repeat(16) });
  const proven = (name: string) => rooms.known(LAB).find((kept) => kept.copy === name);
  enter({ kept: proven(other.copy), fresh: false, device: 'cc'.repeat(16) });
  enter({ kept: proven(copy), fresh: false, device: 'bb'.repeat(16) });
  rooms.close();
  rooms = open();
  const asked = rooms.known(LAB).map(({ device }) => device.slice(0, 2));
  expect(asked.slice(0, 3)).toEqual(['bb', 'cc', '10']);
  expect(asked).toHaveLength(10);
});
