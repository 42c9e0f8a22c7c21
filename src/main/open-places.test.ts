import { expect, it } from 'vitest';
import type { Push } from '../shared/ipc-contract.ts';
import { OpenPlaces } from './open-places.ts';

const [ONE, OTHER] = ['1'.repeat(16), '2'.repeat(16)];
const eventsOf = (key: string): Push => ({ kind: 'events', key, events: [] });

it('lets pass what is of no place, what is of one that the window has open, and all cards', () => {
  const open = new OpenPlaces();
  open.open(ONE);
  expect(open.passes({ kind: 'open-address', address: 'a' })).toBe(true);
  expect(open.passes({ kind: 'places', changed: [], gone: [OTHER] })).toBe(true);
  expect([open.passes(eventsOf(ONE)), open.passes(eventsOf(OTHER))]).toEqual([true, false]);
});

it('lets nothing more of a place pass that was closed or is gone', () => {
  const open = new OpenPlaces();
  for (const end of [() => open.close(ONE), () => open.passes({ kind: 'places', changed: [], gone: [ONE] })]) {
    open.open(ONE);
    expect(open.passes(eventsOf(ONE))).toBe(true);
    end();
    expect(open.passes(eventsOf(ONE))).toBe(false);
  }
});
