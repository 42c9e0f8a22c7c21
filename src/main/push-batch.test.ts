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
  batch.add({ kind: 'transfers', changed: [first] });
  batch.add({ kind: 'transfers', changed: [second] });
  clock.advance(0);
  expect(sent).toEqual([[{ kind: 'transfers', changed: [first, second] }]]);
});

it('joins events that follow each other and keeps only the newest outbox', () => {
  const { clock, sent, batch } = setUp();
  batch.add({ kind: 'events', events: [message(1)] });
  batch.add({ kind: 'events', events: [message(2), message(3)] });
  batch.add({ kind: 'outbox', items: [{ id: 'x', text: 'x', at: 0, state: 'waiting' }] });
  batch.add({ kind: 'outbox', items: [] });
  batch.add({ kind: 'events', events: [message(4)] });
  clock.advance(0);
  expect(sent).toEqual([
    [
      { kind: 'events', events: [message(1), message(2), message(3)] },
      { kind: 'outbox', items: [] },
      { kind: 'events', events: [message(4)] },
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
