import { expect, it } from 'vitest';
import { INITIAL_WINDOW_PACKETS, PACING_GAIN, PACKET_SIZE } from './constants.ts';
import { Pacer } from './pacer.ts';

const WINDOW = 20 * PACKET_SIZE;
const RTT = 100;
const PACKETS_PER_MS = (PACING_GAIN * WINDOW) / RTT / PACKET_SIZE;

/** Sends whole packets at `now` until the pacer says no. */
function burst(pacer: Pacer, now: number, window = WINDOW, rtt = RTT): number {
  let count = 0;
  while (pacer.mayLeave(window, rtt, now)) {
    pacer.left(PACKET_SIZE);
    count += 1;
    if (count > 100_000) throw new Error('the pacer never says no');
  }
  return count;
}

it('lets a first window through at once (RFC 9002, 7.7)', () => {
  expect(burst(new Pacer(), 0)).toBe(INITIAL_WINDOW_PACKETS);
});

it('says when the next packet may leave, and means it', () => {
  const pacer = new Pacer();
  burst(pacer, 0);
  const next = pacer.nextAt;
  expect(next).toBeCloseTo(1 / PACKETS_PER_MS, 5);
  expect(pacer.mayLeave(WINDOW, RTT, next)).toBe(true);
});

it('waits for twice as long where the last packet left before its time', () => {
  const pacer = new Pacer();
  burst(pacer, 0);
  expect(burst(pacer, 1e-6)).toBe(1);
  expect(pacer.nextAt).toBeCloseTo(2 / PACKETS_PER_MS, 5);
});

it('spreads a window over a round trip, a quarter faster than that', () => {
  const pacer = new Pacer();
  burst(pacer, 0);
  let count = 0;
  for (let now = 1; now <= 1_000; now += 1) count += burst(pacer, now);
  expect(count / 1_000).toBeCloseTo(PACKETS_PER_MS, 2);
});

it('saves up no more than a first window while nothing is sent', () => {
  const pacer = new Pacer();
  burst(pacer, 0);
  expect(burst(pacer, 3_600_000)).toBe(INITIAL_WINDOW_PACKETS);
});

it('lets more leave at once on a fast path, as timers are late', () => {
  const pacer = new Pacer();
  burst(pacer, 0, 1_000 * PACKET_SIZE, 1);
  expect(burst(pacer, 100, 1_000 * PACKET_SIZE, 1)).toBe(2 * 1.25 * 1_000);
});

it('follows a window that shrinks and a round trip that grows', () => {
  const pacer = new Pacer();
  burst(pacer, 0);
  pacer.mayLeave(WINDOW / 10, 10 * RTT, 0);
  expect(pacer.nextAt).toBeCloseTo(100 / PACKETS_PER_MS, 5);
});

it('divides by no round trip of zero', () => {
  const pacer = new Pacer();
  burst(pacer, 0, WINDOW, 0);
  expect(pacer.nextAt).toBeCloseTo(0.1, 5);
  expect(pacer.mayLeave(WINDOW, 0, 0.1)).toBe(true);
});
