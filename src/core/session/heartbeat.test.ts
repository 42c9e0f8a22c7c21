import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { PING_INTERVAL_MS } from '../wire/constants.ts';
import { Heartbeat } from './heartbeat.ts';

it('smooths how long an answer takes, an eighth of each new one', () => {
  const heartbeat = new Heartbeat();
  expect(heartbeat.roundTripMs).toBeUndefined();
  heartbeat.answered(1_000, 1_080);
  expect(heartbeat.roundTripMs).toBe(80);
  heartbeat.answered(2_000, 2_240);
  expect(heartbeat.roundTripMs).toBe(100);
});

it('believes no answer to what was never asked', () => {
  const heartbeat = new Heartbeat();
  for (const sentAt of [1_001, Number.NaN, 1_000 - DEFAULT_LIMITS.silenceMs - 1]) heartbeat.answered(sentAt, 1_000);
  expect(heartbeat.roundTripMs).toBeUndefined();
  heartbeat.answered(1_000 - DEFAULT_LIMITS.silenceMs, 1_000);
  expect(heartbeat.roundTripMs).toBe(DEFAULT_LIMITS.silenceMs);
  heartbeat.answered(1_000, 1_000);
  expect(heartbeat.roundTripMs).toBe(DEFAULT_LIMITS.silenceMs * (7 / 8));
});

it('takes a link for dead that was silent for too long, or at the end of a probe', () => {
  const heartbeat = new Heartbeat();
  heartbeat.restart(1_000);
  expect(heartbeat.isDead(1_000 + DEFAULT_LIMITS.silenceMs - 1)).toBe(false);
  expect(heartbeat.isDead(1_000 + DEFAULT_LIMITS.silenceMs)).toBe(true);
  heartbeat.probe(2_000);
  heartbeat.probe(3_000);
  expect([heartbeat.isProbing, heartbeat.isDead(1_999), heartbeat.isDead(2_000)]).toEqual([true, false, true]);
  heartbeat.heard(1_500);
  expect([heartbeat.isProbing, heartbeat.isDead(2_000)]).toEqual([false, false]);
});

it('asks for a ping when nothing was sent for its interval', () => {
  const heartbeat = new Heartbeat();
  heartbeat.sent(1_000);
  expect(heartbeat.isDue(1_000 + PING_INTERVAL_MS - 1)).toBe(false);
  expect(heartbeat.isDue(1_000 + PING_INTERVAL_MS)).toBe(true);
});
