import { expect, it } from 'vitest';
import { aTransfer } from '../shared/files/a-transfer.ts';
import type { Push } from '../shared/ipc-contract.ts';
import type { RoomEvent } from '../shared/models.ts';
import { createPushBatch } from './push-batch.ts';

function fakeClock() {
  let time = 1_000;
  let pending: { at: number; work: () => void }[] = [];
  return {
    now: () => time,
    after: (ms: number, work: () => void) => {
      pending.push({ at: time + ms, work });
    },
    advance: (ms: number) => {
      time += ms;
      const due = pending.filter(({ at }) => at <= time);
      pending = pending.filter(({ at }) => at > time);
      for (const { work } of due) work();
    },
  };
}

const KEY = '0'.repeat(16);

function message(seq: number): RoomEvent {
  return { seq, at: 0, kind: 'message', id: `m${seq}`, from: 'a', nick: 'Ada', text: 'hi' };
}

function setUp() {
  const clock = fakeClock();
  const sent: (readonly Push[])[] = [];
  const batch = createPushBatch((pushes) => sent.push(pushes), clock);
  return { clock, sent, batch };
}

it('sends a lone push at the end of the turn', () => {
  const { clock, sent, batch } = setUp();
  batch.add({ kind: 'open-address', address: 'a' });
  expect(sent).toEqual([]);
  clock.advance(0);
  expect(sent).toEqual([[{ kind: 'open-address', address: 'a' }]]);
});

it('sends the next ones one drawn frame later, in one array and in order', () => {
  const { clock, sent, batch } = setUp();
  batch.add({ kind: 'open-address', address: 'a' });
  clock.advance(0);
  batch.add({ kind: 'open-address', address: 'b' });
  batch.add({ kind: 'sound' });
  clock.advance(15);
  expect(sent).toHaveLength(1);
  clock.advance(1);
  expect(sent[1]).toEqual([{ kind: 'open-address', address: 'b' }, { kind: 'sound' }]);
});

it('joins transfers that change in one frame', () => {
  const { clock, sent, batch } = setUp();
  const [first, second] = [aTransfer({ id: 'a' }), aTransfer({ id: 'b' })];
  batch.add({ kind: 'transfers', key: KEY, changed: [first] });
  batch.add({ kind: 'transfers', key: KEY, changed: [second] });
  clock.advance(0);
  expect(sent).toEqual([[{ kind: 'transfers', key: KEY, changed: [first, second] }]]);
});

it('joins events that follow each other and keeps only the newest outbox', () => {
  const { clock, sent, batch } = setUp();
  batch.add({ kind: 'events', key: KEY, events: [message(1)] });
  batch.add({ kind: 'events', key: KEY, events: [message(2), message(3)] });
  batch.add({ kind: 'outbox', key: KEY, items: [{ id: 'x', text: 'x', at: 0, state: 'waiting' }] });
  batch.add({ kind: 'outbox', key: KEY, items: [] });
  batch.add({ kind: 'events', key: KEY, events: [message(4)] });
  clock.advance(0);
  expect(sent).toEqual([
    [
      { kind: 'events', key: KEY, events: [message(1), message(2), message(3)] },
      { kind: 'outbox', key: KEY, items: [] },
      { kind: 'events', key: KEY, events: [message(4)] },
    ],
  ]);
});

it('joins what changes of one place’s room, and nothing of two places', () => {
  const { clock, sent, batch } = setUp();
  const other = '1'.repeat(16);
  const came = (id: string) => ({ came: [{ id, nick: id, host: false }], left: [] });
  batch.add({ kind: 'room', key: KEY, change: { view: { newest: 1 }, members: came('a') } });
  batch.add({ kind: 'room', key: KEY, change: { view: { newest: 2 }, members: came('b') } });
  batch.add({ kind: 'room', key: other, change: { view: { newest: 3 } } });
  clock.advance(0);
  const members = { came: [...came('a').came, ...came('b').came], left: [] };
  expect(sent).toEqual([
    [
      { kind: 'room', key: KEY, change: { view: { newest: 2 }, members } },
      { kind: 'room', key: other, change: { view: { newest: 3 } } },
    ],
  ]);
});

it('hands over at once what waits when flushed, and sends nothing twice', () => {
  const { clock, sent, batch } = setUp();
  batch.add({ kind: 'open-address', address: 'a' });
  batch.flush();
  expect(sent).toHaveLength(1);
  clock.advance(100);
  batch.flush();
  expect(sent).toHaveLength(1);
});
