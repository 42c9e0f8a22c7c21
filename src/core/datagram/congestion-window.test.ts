import { describe, expect, it } from 'vitest';
import { CongestionWindow } from './congestion-window.ts';

const SIZE = 1_200;

/** A window all of which is under way, sent at `now`. */
function full(now = 0): { window: CongestionWindow; sentAt: number } {
  const window = new CongestionWindow(SIZE);
  fill(window);
  return { window, sentAt: now };
}

function fill(window: CongestionWindow): number {
  let count = 0;
  for (; !window.isFull; count += 1) window.sent(SIZE);
  return count;
}

/** Everything under way arrives. */
function ackAll(window: CongestionWindow, sentAt: number): void {
  while (window.inFlight >= SIZE) window.acked(SIZE, sentAt);
}

it('begins with ten packets (7.2)', () => {
  const window = new CongestionWindow(SIZE);
  expect(window.size).toBe(12_000);
  expect(fill(window)).toBe(10);
  expect(window.inFlight).toBe(12_000);
});

it('is full when no whole packet fits any more', () => {
  const window = new CongestionWindow(SIZE);
  window.sent(12_000 - SIZE);
  expect(window.isFull).toBe(false);
  window.sent(1);
  expect(window.isFull).toBe(true);
});

it('doubles in slow start when the window of a round trip was acked, and it is used (7.3.1)', () => {
  const { window } = full();
  for (let acked = 0; acked < 10; acked += 1) {
    window.acked(SIZE, 0);
    fill(window);
  }
  expect(window.size).toBe(24_000);
  expect(window.inFlight).toBe(24_000);
});

it('does not grow for a sender that uses less than half of it (7.8)', () => {
  const window = new CongestionWindow(SIZE);
  for (let now = 0; now < 1_000; now += 1) {
    window.sent(SIZE);
    window.acked(SIZE, now);
  }
  expect(window.size).toBe(12_000);
});

describe('when a packet is lost', () => {
  it('halves once, and not again for other packets of the same round trip (7.3.2)', () => {
    const { window, sentAt } = full(0);
    window.lost(SIZE, sentAt, 50);
    expect(window.size).toBe(6_000);
    window.lost(SIZE, sentAt, 51);
    window.lost(SIZE, 50, 60);
    expect(window.size).toBe(6_000);
    expect(window.inFlight).toBe(7 * SIZE);
  });

  it('halves again for a packet that was sent after it had halved', () => {
    const { window, sentAt } = full(0);
    window.lost(SIZE, sentAt, 50);
    window.lost(SIZE, 51, 100);
    expect(window.size).toBe(3_000);
  });

  it('does not grow for packets that were sent before it halved (7.3.2)', () => {
    const { window, sentAt } = full(0);
    window.lost(SIZE, sentAt, 50);
    ackAll(window, 50);
    expect(window.size).toBe(6_000);
    expect(window.inFlight).toBe(0);
  });

  it('never shrinks below two packets (7.2)', () => {
    const { window } = full(0);
    for (let now = 1; now < 20; now += 1) window.lost(1, now, now + 0.5);
    expect(window.size).toBe(2_400);
  });

  it('grows by one packet per round trip from then on (7.3.3)', () => {
    const { window } = full(0);
    ackAll(window, 0);
    fill(window);
    window.lost(SIZE, 1, 2);
    ackAll(window, 2);
    const before = window.size;
    fill(window);
    ackAll(window, 3);
    expect(window.size - before).toBeGreaterThan(0.2 * SIZE);
    expect(window.size - before).toBeLessThanOrEqual(SIZE);
  });

  it('grows by a packet’s share of the window with each, while all of it but three packets is used', () => {
    const avoiding = (used: number) => {
      const window = new CongestionWindow(SIZE);
      window.sent(12_000);
      window.lost(12_000 - used, 1, 2);
      window.acked(SIZE, 3);
      return window.size;
    };
    expect(avoiding(6_000)).toBe(6_000 + (SIZE * SIZE) / 6_000);
    expect(avoiding(2_400)).toBe(6_000 + (SIZE * SIZE) / 6_000);
    expect(avoiding(2_399)).toBe(6_000);
  });

  it('does not grow in avoidance either while it is not used (7.8)', () => {
    const { window } = full(0);
    ackAll(window, 0);
    fill(window);
    window.lost(SIZE, 1, 2);
    ackAll(window, 2);
    const before = window.size;
    for (let now = 3; now < 100; now += 1) {
      window.sent(SIZE);
      window.acked(SIZE, now);
    }
    expect(window.size).toBe(before);
  });
});

it('falls to two packets in persistent congestion and starts slowly again (7.6.2)', () => {
  const { window } = full(0);
  for (let i = 0; i < 10; i += 1) window.lost(SIZE, 0, 500);
  window.collapse();
  expect([window.size, window.inFlight]).toEqual([2_400, 0]);
  fill(window);
  ackAll(window, 501);
  expect(window.size).toBe(4_800);
});

it('keeps at least two packets of another size', () => {
  const { window } = full(0);
  window.collapse();
  window.resize(508);
  expect(window.size).toBe(2_400);
  window.collapse();
  expect(window.size).toBe(1_016);
  window.resize(SIZE);
  expect(window.size).toBe(2_400);
});

it('begins anew on another path, with what is under way still counted (RFC 9000, 9.4)', () => {
  const { window } = full(0);
  window.lost(SIZE, 0, 1);
  window.reset();
  expect([window.size, window.inFlight]).toEqual([12_000, 9 * SIZE]);
  ackAll(window, 0);
  expect(window.size).toBeGreaterThan(12_000);
});
