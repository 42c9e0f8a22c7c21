import { expect, it } from 'vitest';
import { HeldMemory } from './held-memory.ts';

/** What a piece costs beside its bytes. */
const COST = 256;
const ALWAYS = 65_536;

it('lets each stream hold 65,536 bytes, whatever the others do, and not one more where nothing is left', () => {
  const memory = new HeldMemory(0);
  expect([memory.take(1_000, ALWAYS - 1_000), memory.take(1_000, ALWAYS - 999)]).toEqual([true, false]);
});

it('lets a stream hold more while all of them hold less than the bound, with what the pieces cost', () => {
  const memory = new HeldMemory(1_000 + COST);
  expect([memory.take(1_001, ALWAYS), memory.held]).toEqual([false, 0]);
  expect([memory.take(1_000, ALWAYS), memory.held]).toEqual([true, 1_000 + COST]);
  expect(memory.take(1, ALWAYS)).toBe(false);
  memory.giveBack(1_000);
  expect([memory.held, memory.take(1, ALWAYS)]).toEqual([0, true]);
});
