import fc from 'fast-check';
import { expect, it } from 'vitest';
import { headersOf } from '../../../tests/support/frames.ts';
import type { Member } from '../../shared/models.ts';
import { Roster } from './roster.ts';

const member = (n: number, nick = `Ada ${n}`): Member => ({ id: `m${n}`, nick, host: false });

/** Everybody whom a newcomer is told of. */
function told(roster: Roster): unknown[] {
  return [...JSON.parse(roster.first), ...headersOf(roster.more).flatMap(({ members }) => members as unknown[])];
}

it('tells of everybody in one list and several frames of 50 at the most, in the order in which they came', () => {
  const roster = new Roster();
  expect([roster.first, roster.more.length, roster.size]).toEqual(['[]', 0, 0]);
  const all = Array.from({ length: 130 }, (_, n) => member(n));
  for (const one of all) roster.set(one);
  expect(told(roster)).toEqual(all);
  expect(roster.list()).toEqual(all);
  expect(headersOf(roster.more).map(({ members }) => (members as unknown[]).length)).toEqual([50, 30]);
});

it('tells of another nickname in the same place', () => {
  const roster = new Roster();
  for (let n = 0; n < 60; n += 1) roster.set(member(n));
  told(roster);
  roster.set(member(55, 'Bob'));
  expect(told(roster)[55]).toEqual(member(55, 'Bob'));
});

it('encodes again only the page that changed', () => {
  const roster = new Roster();
  for (let n = 0; n < 150; n += 1) roster.set(member(n));
  const { first } = roster;
  roster.set(member(149, 'Bob'));
  expect(roster.first).toBe(first);
});

it('tells of exactly those who are here, whoever came and went, in no more frames than twice what is needed', () => {
  const step = fc.tuple(fc.boolean(), fc.nat(160));
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 250 }), (steps) => {
      const roster = new Roster();
      const model = new Map<string, Member>();
      for (let n = 0; n < 160; n += 1) {
        roster.set(member(n));
        model.set(`m${n}`, member(n));
      }
      for (const [comes, n] of steps) {
        if (comes) {
          roster.set(member(n, 'again'));
          model.set(`m${n}`, member(n, 'again'));
        } else {
          roster.delete(`m${n}`);
          model.delete(`m${n}`);
        }
      }
      expect(new Set(told(roster))).toEqual(new Set(model.values()));
      expect(roster.size).toBe(model.size);
      expect(headersOf(roster.more).length).toBeLessThanOrEqual(2 * Math.ceil(model.size / 50) + 1);
    }),
    { numRuns: 20 },
  );
});

it('joins its pages when most have left, and keeps the order of those who stay', () => {
  const roster = new Roster();
  const all = Array.from({ length: 250 }, (_, n) => member(n));
  for (const one of all) roster.set(one);
  // One of each page stays: five pages for five members are more than three.
  for (const [n, one] of all.entries()) if (n % 50 !== 49) roster.delete(one.id);
  const stay = all.filter((_, n) => n % 50 === 49);
  expect(JSON.parse(roster.first)).toEqual(stay);
  expect([roster.more.length, roster.size]).toEqual([0, 5]);
  expect(roster.list()).toEqual(stay);
  roster.delete('m49');
  expect(told(roster)).toEqual(stay.slice(1));
});

it('leaves pages alone while they are no more than three for what fits into one', () => {
  const roster = new Roster();
  for (let n = 0; n < 150; n += 1) roster.set(member(n));
  for (let n = 1; n < 50; n += 1) roster.delete(`m${n}`);
  for (let n = 50; n < 150; n += 1) if (n !== 99 && n !== 149) roster.delete(`m${n}`);
  expect(JSON.parse(roster.first)).toEqual([member(0)]);
  expect(headersOf(roster.more).map(({ members }) => members)).toEqual([[member(99)], [member(149)]]);
  // A page that all have left is no frame.
  roster.delete('m99');
  expect(headersOf(roster.more)).toHaveLength(1);
  roster.delete('m99');
  expect(roster.size).toBe(2);
});
