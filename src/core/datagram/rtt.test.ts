import { expect, it } from 'vitest';
import { RTT_MOST_MS } from './constants.ts';
import { Rtt } from './rtt.ts';

/** Estimates after some samples of a round trip and of what the peer says that it waited. */
function after(...samples: readonly (readonly [latest: number, delay: number])[]): Rtt {
  const rtt = new Rtt();
  for (const [latest, delay] of samples) rtt.sample(latest, delay);
  return rtt;
}

it('begins with a guess that a local network keeps, and no sample', () => {
  const rtt = new Rtt();
  expect([rtt.hasSample, rtt.smoothed, rtt.variation]).toEqual([false, 100, 50]);
  expect(rtt.probeTimeout).toBe(100 + 4 * 50 + 25);
});

it('takes the first sample as it is, the delay aside, and half of it as the variation (5.3)', () => {
  const { hasSample, latest, min, smoothed, variation } = after([80, 20]);
  expect({ hasSample, latest, min, smoothed, variation }).toEqual({
    hasSample: true,
    latest: 80,
    min: 80,
    smoothed: 80,
    variation: 40,
  });
});

it('moves by an eighth towards a sample, and the variation by a quarter (5.3)', () => {
  const { smoothed, variation } = after([80, 0], [120, 0]);
  expect(variation).toBe((3 * 40 + 40) / 4);
  expect(smoothed).toBe((7 * 80 + 120) / 8);
});

it('takes off what the peer waited, so far as the smallest round trip allows (5.3)', () => {
  expect(after([80, 0], [100, 20]).smoothed).toBe(80);
  // 80 + 20 is more than 99: then nothing is taken off.
  expect(after([80, 0], [99, 20]).smoothed).toBe((7 * 80 + 99) / 8);
});

it('believes no delay beyond the longest that was agreed on (5.3)', () => {
  expect(after([80, 0], [280, 200]).smoothed).toBe((7 * 80 + 255) / 8);
});

it('keeps the smallest round trip, whatever the peer says that it waited (5.2)', () => {
  expect(after([80, 0], [50, 0], [200, 150]).min).toBe(50);
});

it('waits for a smoothed round trip, four variations and a delayed ack before it probes (6.2.1)', () => {
  expect(after([80, 0]).probeTimeout).toBe(80 + 4 * 40 + 25);
});

it('never lets the variation make a timer finer than a millisecond (6.2.1)', () => {
  const rtt = after(...Array.from({ length: 50 }, () => [10, 0] as const));
  expect(rtt.variation).toBeLessThan(0.25);
  expect(rtt.probeTimeout).toBe(10 + 1 + 25);
});

it('knows nothing any more on another path (RFC 9000, 9.4)', () => {
  const rtt = after([80, 0], [90, 0]);
  rtt.reset();
  expect({ ...rtt }).toEqual({ ...new Rtt() });
});

it('does not stand still for as long as a peer slept before it answered', () => {
  expect(after([80, 0], [60_000, 0]).latest).toBe(RTT_MOST_MS);
  expect(after([80, 0], [60_000, 0]).probeTimeout).toBeLessThan(3_000);
});
