import { expect, it } from 'vitest';
import type { OutboxItem } from '../../shared/models.ts';
import { Outbox } from './outbox.ts';

const PROBLEM = { code: 'too_fast', text: 'slower' } as const;
const waiting = (id: string): OutboxItem => ({ id, text: id, at: 1, state: 'waiting' });
const failed = (id: string): OutboxItem => ({ id, text: id, at: 1, state: 'failed', problem: PROBLEM });

it('tells those that were refused, also those that were kept so', () => {
  const outbox = new Outbox([failed('a'), waiting('b'), waiting('c')]);
  outbox.fail('c', PROBLEM);
  outbox.fail('nobody has this', PROBLEM);
  expect(outbox.failed).toEqual([failed('a'), failed('c')]);
  outbox.retry('a');
  expect(outbox.failed).toEqual([failed('c')]);
  expect([outbox.remove('c'), outbox.remove('c')]).toEqual([true, false]);
  expect(outbox.failed).toEqual([]);
  expect(outbox.size).toBe(2);
  expect(outbox.items).toEqual([waiting('a'), waiting('b')]);
});

it('has 256 under way at the most, in order, and those of an answer that came make room', () => {
  const outbox = new Outbox([]);
  for (let n = 0; n < 300; n += 1) outbox.add(waiting(`${n}`));
  outbox.linkOpened(undefined, 0);
  const first = outbox.takeDue(0, true);
  expect([first.length, first[0]?.id, first.at(-1)?.id]).toEqual([256, '0', '255']);
  expect(outbox.takeDue(0, true)).toEqual([]);
  outbox.remove('3');
  outbox.fail('4', PROBLEM);
  expect(outbox.takeDue(0, true).map(({ id }) => id)).toEqual(['256', '257']);
});

it('says nothing again that a host may have heard before the log was read', () => {
  const outbox = new Outbox([waiting('a')]);
  outbox.add(waiting('b'));
  outbox.linkOpened(undefined, 0);
  expect(outbox.takeDue(0, false)).toEqual([]);
  expect(outbox.takeDue(0, true).map(({ id }) => id)).toEqual(['a', 'b']);
  outbox.linkOpened(undefined, 0);
  expect(outbox.takeDue(0, false)).toEqual([]);
});

it('says at once what no host ever heard', () => {
  const outbox = new Outbox([failed('a')]);
  outbox.add(waiting('b'));
  outbox.linkOpened(undefined, 0);
  expect(outbox.takeDue(0, false).map(({ id }) => id)).toEqual(['b']);
});

it('keeps a tenth below the pace that the room named', () => {
  const outbox = new Outbox([]);
  for (let n = 0; n < 40; n += 1) outbox.add(waiting(`${n}`));
  outbox.linkOpened({ per_second: 10, burst: 20 }, 0);
  const first = outbox.takeDue(0, true);
  expect(first).toHaveLength(18);
  expect(outbox.takeDue(1_000, true), 'nothing is known to have been heard').toEqual([]);
  for (const { id } of first) outbox.remove(id);
  expect(outbox.takeDue(1_000, true), 'what was heard late counts from then on').toEqual([]);
  expect(outbox.takeDue(2_000, true)).toHaveLength(9);
});
