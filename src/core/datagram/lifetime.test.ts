import { expect, it } from 'vitest';
import { IDLE_TIMEOUT_MS, KEEP_ALIVE_MS, LINGER_MS } from './constants.ts';
import { Lifetime } from './lifetime.ts';

it('owes a ping after its own silence, at the end that keeps the link alive', () => {
  const life = new Lifetime(true, 1_000);
  expect([life.owesPing(1_000 + KEEP_ALIVE_MS - 1), life.owesPing(1_000 + KEEP_ALIVE_MS)]).toEqual([false, true]);
  life.sent(5_000);
  expect([life.owesPing(14_999), life.deadline]).toEqual([false, 5_000 + KEEP_ALIVE_MS]);
});

it('owes none at the other end', () => {
  const life = new Lifetime(false, 0);
  expect([life.owesPing(1e9), life.deadline]).toEqual([false, IDLE_TIMEOUT_MS]);
});

it('is over when nothing was heard for long', () => {
  const life = new Lifetime(false, 0);
  life.heard(500);
  expect([life.isSilent(499 + IDLE_TIMEOUT_MS), life.isSilent(500 + IDLE_TIMEOUT_MS)]).toEqual([false, true]);
});

it('is over two seconds after it was closed', () => {
  const life = new Lifetime(true, 0);
  expect(life.hasLingered(1e9)).toBe(false);
  life.linger(100);
  expect([life.hasLingered(99 + LINGER_MS), life.hasLingered(100 + LINGER_MS)]).toEqual([false, true]);
  expect(life.deadline).toBe(100 + LINGER_MS);
});
