import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { MemberStore } from './member-store.ts';

let store: MemberStore;

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

test('a resumed session keeps the log; a fresh one begins a new copy and keeps the outbox', () => {
  store.startSession('one', true);
  append(1);
  append(2);
  store.keepItem({ id: 'a', text: 'a', at: 1, state: 'waiting' });
  store.startSession('one', false);
  expect([store.session(), store.newest()]).toEqual(['one', 2]);
  store.startSession('two', true);
  expect([store.session(), store.newest(), store.outbox().length]).toEqual(['two', 0, 1]);
});

test('reads back a page of the log', () => {
  for (let seq = 1; seq <= 10; seq += 1) append(seq);
  expect(store.history(11, 3).map(({ seq }) => seq)).toEqual([8, 9, 10]);
  expect(store.history(3, 100).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(store.history(1, 100)).toEqual([]);
});
