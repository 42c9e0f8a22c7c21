import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { MemberStore } from './member-store.ts';

let store: MemberStore;
const PLACE = { supersedes: undefined, reason: undefined, you: 'm1', compared: true, proven: 0 };

beforeEach(() => {
  const opened = MemberStore.open(':memory:');
  if (!opened.ok) throw new Error(opened.problem.text);
  store = opened.value;
});
afterEach(() => store.close());

function append(seq: number): void {
  const event = { type: 'event', seq, at: 1, kind: 'message', id: `i${seq}`, from: 'm1', nick: 'Mia', text: 'hi' };
  store.append({ first: seq, next: seq + 1, frames: encodeFrame(event) });
}

function fill(first: number, next: number): void {
  const events = Array.from({ length: next - first }, (_, n) => {
    const seq = first + n;
    return encodeFrame({
      type: 'event',
      seq,
      at: 1,
      kind: 'message',
      id: `i${seq}`,
      from: 'm1',
      nick: 'Mia',
      text: 'hi',
    });
  });
  store.fill({ first, next, frames: Buffer.concat(events) });
}

test('keeps what waits in the order in which it was said', () => {
  for (const id of ['b', 'a', 'c']) store.keepItem({ id, text: `say ${id}`, at: 1, state: 'waiting' });
  store.dropItem('a');
  expect(store.outbox().map(({ id }) => id)).toEqual(['b', 'c']);
});

test('keeps why an item failed, in its old place, and forgets it when it waits again', () => {
  const problem = { code: 'disk_full' as const, text: 'the disk is full' };
  for (const id of ['a', 'b']) store.keepItem({ id, text: id, at: 1, state: 'waiting' });
  store.keepItem({ id: 'a', text: 'a', at: 1, state: 'failed', problem });
  expect(store.outbox()).toEqual([
    { id: 'a', text: 'a', at: 1, state: 'failed', problem },
    { id: 'b', text: 'b', at: 1, state: 'waiting' },
  ]);
  store.keepItem({ id: 'a', text: 'a', at: 1, state: 'waiting' });
  expect(store.outbox().map(({ id, state }) => [id, state])).toEqual([
    ['a', 'waiting'],
    ['b', 'waiting'],
  ]);
});

test('a room that is entered again keeps the log and the outbox, and who one is in it', () => {
  const identity = { device: 'ab'.repeat(16), key: undefined, ...PLACE };
  expect(store.identity()).toBeUndefined();
  store.enter(identity, 'one', []);
  append(1);
  append(2);
  store.keepItem({ id: 'a', text: 'a', at: 1, state: 'waiting' });
  store.enter({ ...identity, key: 'cd'.repeat(32) }, 'two', []);
  expect([store.session(), store.newest(), store.outbox().length]).toEqual(['two', 2, 1]);
  expect(store.identity()).toEqual({ ...identity, key: 'cd'.repeat(32) });
});

test('begins with what another copy left to be said, in order', () => {
  const left = ['b', 'a'].map((id) => ({ id, text: id, at: 1, state: 'waiting' as const }));
  store.enter({ device: 'ab'.repeat(16), key: undefined, ...PLACE, supersedes: 'older' }, 'one', left);
  expect(store.outbox()).toEqual(left);
  expect(store.identity()?.supersedes).toBe('older');
});

test('a copy whose newest page came first lacks the past until that comes, page by page', () => {
  append(1);
  store.passOver({ first: 2, next: 6 });
  expect(store.gaps(), 'the page that it was passed over for has not come').toEqual([]);
  for (const seq of [6, 7]) append(seq);
  expect(store.gaps()).toEqual([{ first: 2, next: 6 }]);
  expect([1, 2, 5, 6].map((seq) => store.lacks(seq))).toEqual([false, true, true, false]);
  expect(
    store.history(8, 100).map(({ seq }) => seq),
    'no jump over what may still come',
  ).toEqual([6, 7]);
  expect(store.history(6, 100)).toEqual([]);
  fill(4, 6);
  expect(store.gaps()).toEqual([{ first: 2, next: 4 }]);
  expect(store.history(8, 3).map(({ seq }) => seq)).toEqual([5, 6, 7]);
  fill(2, 4);
  expect([store.gaps(), store.newest()]).toEqual([[], 7]);
  expect(store.history(8, 100).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('what the host no longer has is lacked no more, and is passed over', () => {
  append(1);
  store.passOver({ first: 2, next: 6 });
  append(6);
  store.fill({ first: 2, next: 6, frames: new Uint8Array(0) });
  expect(store.gaps()).toEqual([]);
  expect(store.history(7, 100).map(({ seq }) => seq)).toEqual([1, 6]);
});

test('gaps whose pages never came make way for the one of the next run, which holds them', () => {
  store.passOver({ first: 1, next: 27 });
  store.passOver({ first: 27, next: 107 });
  store.passOver({ first: 1, next: 111 });
  append(111);
  expect(store.gaps()).toEqual([{ first: 1, next: 111 }]);
});

test('a gap whose newest page never came is replaced by the one of the next welcome', () => {
  append(1);
  store.passOver({ first: 2, next: 6 });
  store.passOver({ first: 2, next: 9 });
  append(9);
  expect(store.gaps()).toEqual([{ first: 2, next: 9 }]);
});

test('reads back a page of the log', () => {
  for (let seq = 1; seq <= 10; seq += 1) append(seq);
  expect(store.history(11, 3).map(({ seq }) => seq)).toEqual([8, 9, 10]);
  expect(store.history(3, 100).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(store.history(1, 100)).toEqual([]);
});

test('a copy that has no event yet begins without the gaps of a welcome behind which nothing came', () => {
  store.passOver({ first: 1, next: 9 });
  store.enter({ device: 'ab'.repeat(16), key: undefined, ...PLACE }, 'two', []);
  append(10);
  expect(store.gaps()).toEqual([]);
});

test('is not told to lack what came live after all, where the page behind a gap never came', () => {
  append(1);
  store.passOver({ first: 2, next: 6 });
  append(2);
  append(3);
  expect(store.gaps()).toEqual([]);
  expect(store.lacks(3)).toBe(false);
  for (let seq = 4; seq < 9; seq += 1) append(seq);
  expect(store.gaps()).toEqual([]);
  expect([2, 3, 4, 5, 6].filter((seq) => store.lacks(seq))).toEqual([]);
});
