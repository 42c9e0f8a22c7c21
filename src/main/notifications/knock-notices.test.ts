import { expect, it } from 'vitest';
import { NO_SIGHT } from '../../shared/doors/door-models.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import { knockWords, NewKnocks } from './knock-notices.ts';

const KEY = '0'.repeat(16);
const knock = (id: number) => ({ id, nick: `Guest ${id}`, address: '192.0.2.7', at: 1 });

function room(...ids: readonly number[]): Push {
  return { kind: 'room', key: KEY, change: { view: { door: { ...NO_SIGHT, knocks: ids.map(knock) } } } };
}

it('finds each knock once, and the next one after it is over', () => {
  const knocks = new NewKnocks();
  const found = [room(1), room(1, 2), room(2), room(), room(3)].map((push) =>
    knocks.take(push)?.knocks.map(({ id }) => id),
  );
  expect(found).toEqual([[1], [2], undefined, undefined, [3]]);
});

it('passes over what says nothing of the door', () => {
  expect(new NewKnocks().take({ kind: 'room', key: KEY, change: { view: { newest: 3 } } })).toBeUndefined();
});

it('says who knocks where, without what a stranger would have the desktop obey', () => {
  const words = knockWords({ nick: '<b>Eve</b>\n', room: 'Lab' }, 'en', 'linux');
  expect(words.title).toBe('Somebody knocks at Lab');
  expect(words.body).not.toContain('<b>');
  expect(words.body).not.toContain('\n');
});
