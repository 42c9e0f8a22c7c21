import { describe, expect, it } from 'vitest';
import { PROBE_TIMEOUT_LONGEST_MS, PROBE_TIMEOUT_MOST_MS, SKIP_BETWEEN } from './constants.ts';
import { LossRecovery } from './loss-recovery.ts';
import { FATE } from './sent-packets.ts';

const SIZE = 1_200;
const NEVER = Number.POSITIVE_INFINITY;

/** A recovery that writes down what became of each packet. */
function recoveryWith({ random = () => 0 }: { random?: () => number } = {}) {
  const arrived: number[] = [];
  const lost: number[] = [];
  const recovery = new LossRecovery(SIZE, random, {
    arrived: (number) => arrived.push(number),
    lost: (number) => lost.push(number),
  });
  const send = (count: number, now: number) => {
    for (let i = 0; i < count; i += 1) recovery.sent(true, SIZE, now, 0, -1);
  };
  const ack = (first: number, last: number, now: number, delay = 0) => {
    const isSound = recovery.beginAck(last) && recovery.ackRange(first, last);
    if (isSound) recovery.endAck(delay, now);
    return isSound;
  };
  return { recovery, arrived, lost, send, ack };
}

it('waits for nothing while nothing is under way', () => {
  const { recovery, send, ack } = recoveryWith();
  expect([recovery.isIdle, recovery.deadline]).toEqual([true, NEVER]);
  send(1, 0);
  expect(recovery.isIdle).toBe(false);
  ack(0, 0, 10);
  expect([recovery.isIdle, recovery.deadline, recovery.window.inFlight]).toEqual([true, NEVER, 0]);
});

it('awaits nothing for a packet that only acks', () => {
  const { recovery } = recoveryWith();
  recovery.sent(false, 30, 0, 0, 7);
  expect([recovery.isIdle, recovery.deadline, recovery.window.inFlight]).toEqual([true, NEVER, 0]);
});

describe('a sample of the round trip (5.1)', () => {
  it('is taken when the largest number of an ack is new', () => {
    const { recovery, send, ack } = recoveryWith();
    send(2, 100);
    ack(0, 1, 140);
    expect(recovery.rtt.latest).toBe(40);
  });

  it('is not taken when only older ones are new', () => {
    const { recovery, send, ack } = recoveryWith();
    send(3, 100);
    ack(2, 2, 140);
    ack(0, 2, 400);
    expect(recovery.rtt.latest).toBe(40);
  });

  it('is not taken from an ack that tells nothing new', () => {
    const { recovery, send, ack } = recoveryWith();
    send(1, 100);
    ack(0, 0, 140);
    ack(0, 0, 900);
    expect(recovery.rtt.latest).toBe(40);
  });
});

describe('the packet threshold (6.1.1)', () => {
  it('counts a packet as lost that three others overtook', () => {
    const { lost, send, ack, recovery } = recoveryWith();
    send(4, 0);
    ack(1, 2, 10);
    expect(lost).toEqual([]);
    ack(3, 3, 10);
    expect(lost).toEqual([0]);
    expect([recovery.isIdle, recovery.window.inFlight]).toEqual([true, 0]);
  });

  it('never counts one as lost that nothing newer overtook', () => {
    const { lost, send, ack } = recoveryWith();
    send(10, 0);
    ack(0, 6, 10);
    expect(lost).toEqual([]);
  });
});

describe('the time threshold (6.1.2)', () => {
  it('counts a packet as lost nine eighths of a round trip after it was sent', () => {
    const { lost, send, ack, recovery } = recoveryWith();
    send(2, 0);
    ack(1, 1, 80);
    expect(recovery.deadline).toBe(90);
    expect(recovery.timedOut(89)).toBe(false);
    expect(lost).toEqual([]);
    expect(recovery.timedOut(90)).toBe(false);
    expect(lost).toEqual([0]);
  });

  it('has come when its deadline has, however the fractions fall', () => {
    for (let run = 1; run < 500; run += 1) {
      const { lost, send, ack, recovery } = recoveryWith();
      send(1, 1_000.1 + run / 7);
      send(1, 1_000.2 + run / 7);
      ack(1, 1, 1_000.3 + run / 3);
      recovery.timedOut(recovery.deadline);
      expect(lost, `run ${run}`).toEqual([0]);
    }
  });

  it.each([
    { samples: 'shorter than it is usually', usual: 80, measured: 40, delay: (9 / 8) * 75 },
    { samples: 'longer than it is usually', usual: 80, measured: 160, delay: (9 / 8) * 160 },
  ])('is of the longer round trip, the usual and the latest, where that was $samples', ({ usual, measured, delay }) => {
    const { send, ack, recovery } = recoveryWith();
    recovery.rtt.sample(usual, 0);
    send(2, 1_000);
    ack(1, 1, 1_000 + measured);
    expect(recovery.deadline).toBe(1_000 + delay);
  });

  it('is not finer than a millisecond', () => {
    const { send, ack, recovery } = recoveryWith();
    send(2, 0);
    ack(1, 1, 0);
    expect(recovery.deadline).toBe(1);
  });
});

describe('the probe timeout (6.2)', () => {
  it('comes after the guess of a round trip at first', () => {
    const { send, recovery } = recoveryWith();
    send(1, 1_000);
    expect(recovery.deadline).toBe(1_000 + 100 + 4 * 50 + 25);
  });

  it('is counted from the newest packet', () => {
    const { send, recovery } = recoveryWith();
    send(1, 0);
    send(1, 300);
    expect(recovery.deadline).toBe(625);
    expect(recovery.timedOut(624)).toBe(false);
    expect(recovery.timedOut(625)).toBe(true);
  });

  it('doubles each time, and never beyond a second', () => {
    const { send, recovery } = recoveryWith();
    send(1, 0);
    const waits: number[] = [];
    for (let now = 0; waits.length < 8; ) {
      waits.push(recovery.deadline - now);
      now = recovery.deadline;
      expect(recovery.timedOut(now)).toBe(true);
    }
    expect(waits).toEqual([325, 650, ...Array(6).fill(PROBE_TIMEOUT_MOST_MS)]);
    expect(recovery.probes).toBe(8);
  });

  it('is never longer than three seconds, whatever one late ack said', () => {
    const { send, recovery } = recoveryWith();
    recovery.rtt.sample(2_000, 0);
    send(1, 10_000);
    expect(recovery.deadline).toBe(10_000 + PROBE_TIMEOUT_LONGEST_MS);
  });

  it('declares nothing lost by itself (6.2)', () => {
    const { send, recovery, lost } = recoveryWith();
    send(3, 0);
    recovery.timedOut(recovery.deadline);
    expect([lost, recovery.window.inFlight]).toEqual([[], 3 * SIZE]);
  });

  it('is the first one again after an ack that tells something new, and only then', () => {
    const { send, recovery, ack } = recoveryWith();
    send(2, 0);
    recovery.timedOut(325);
    ack(0, 0, 330);
    expect(recovery.probes).toBe(0);
    recovery.timedOut(recovery.deadline);
    ack(0, 0, 5_000);
    expect(recovery.probes).toBe(1);
  });
});

describe('persistent congestion (7.6)', () => {
  /** A sample of 80 ms, then packets from 100 on at these times, all lost but the newest. */
  function lose(times: readonly number[], between?: number) {
    const { recovery, send, ack } = recoveryWith();
    send(1, 0);
    ack(0, 0, 80);
    for (const time of times) send(1, time);
    if (between !== undefined) ack(between, between, 1_000);
    send(3, 2_000);
    ack(times.length + 1, times.length + 3, 2_050);
    return recovery.window.size;
  }
  // By then the second sample, of 50 ms, counts: (76.25 + 4 × 37.5 + 25) × 3 = 753.75 ms.
  it('is found when all that was sent within three probe timeouts is lost, and leaves two packets', () => {
    expect(lose([100, 500, 860])).toBe(2 * SIZE);
  });

  it('is not found within a shorter time', () => {
    expect(lose([100, 500, 850])).toBeGreaterThan(2 * SIZE);
  });

  it('is not found within exactly that time, which must be exceeded', () => {
    expect(lose([100, 500, 853.75])).toBeGreaterThan(2 * SIZE);
  });

  it('is not found among packets of which the first left when the first sample came', () => {
    expect(lose([80, 500, 850])).toBeGreaterThan(2 * SIZE);
  });

  it('is not found when a packet between them arrived', () => {
    expect(lose([100, 500, 860], 2)).toBeGreaterThan(2 * SIZE);
  });

  it('is not found when a packet between them had arrived before any of them was lost', () => {
    const { recovery, send, ack, lost } = recoveryWith();
    send(1, 0);
    ack(0, 0, 80);
    send(1, 100);
    send(1, 110);
    ack(2, 2, 180);
    send(1, 860);
    send(3, 2_000);
    ack(4, 6, 2_050);
    expect(lost).toEqual([1, 3]);
    expect(recovery.window.size).toBeGreaterThan(2 * SIZE);
  });

  it('is not found among packets from before the first sample of a round trip (7.6.2)', () => {
    const { recovery, send, ack, lost } = recoveryWith();
    send(1, 0);
    send(1, 5_000);
    send(3, 5_000);
    ack(4, 4, 5_050);
    expect(lost).toEqual([0, 1]);
    expect(recovery.window.size).toBeGreaterThan(2 * SIZE);
  });
});

describe('a peer that lies', () => {
  it('is found out when it acks a packet that was never sent', () => {
    const { send, ack, arrived } = recoveryWith();
    expect(ack(0, 0, 10)).toBe(false);
    send(3, 0);
    expect(ack(0, 3, 10)).toBe(false);
    expect(ack(0, 0xffff_ffff, 10)).toBe(false);
    expect(arrived).toEqual([]);
  });

  it('is found out when it acks a number that was left out (RFC 9000, 21.4)', () => {
    const [least] = SKIP_BETWEEN;
    const { recovery, send, ack } = recoveryWith();
    for (let sent = 0; sent < least + 10; sent += 1) {
      recovery.skipNow();
      send(1, sent);
    }
    expect(recovery.packets.fate(least)).toBe(FATE.skipped);
    expect(ack(0, least - 1, 500)).toBe(true);
    expect(ack(least + 1, least + 5, 500)).toBe(true);
    const other = recoveryWith();
    for (let sent = 0; sent < least + 10; sent += 1) {
      other.recovery.skipNow();
      other.send(1, sent);
    }
    expect(other.ack(0, least + 5, 500)).toBe(false);
  });

  it('leaves out a number at intervals that nobody can foresee', () => {
    const [least, most] = SKIP_BETWEEN;
    const skips = (random: number) => {
      const { recovery } = recoveryWith({ random: () => random });
      for (let sent = 0; sent < 3 * most; sent += 1) {
        recovery.skipNow();
        recovery.sent(true, 1, 0, 0, -1);
      }
      const all = Array.from({ length: recovery.packets.next }, (_, number) => number);
      return all.filter((number) => recovery.packets.fate(number) === FATE.skipped);
    };
    expect(skips(0)[0]).toBe(least);
    expect(skips(most - least - 1)[0]).toBe(most - 1);
    expect(skips(100)[0]).toBe(least + 100);
    expect(skips(most - least)).toEqual([least, 2 * least + 1, 3 * least + 2, 4 * least + 3].concat(skips(0).slice(4)));
  });

  it('changes nothing with acks that come again or late', () => {
    const { recovery, send, ack, arrived, lost } = recoveryWith();
    send(5, 0);
    ack(0, 4, 50);
    const { smoothed } = recovery.rtt;
    for (let now = 51; now < 60; now += 1) {
      expect(ack(0, 4, now)).toBe(true);
      expect(ack(2, 3, now)).toBe(true);
    }
    expect([arrived, lost]).toEqual([[0, 1, 2, 3, 4], []]);
    expect([recovery.rtt.smoothed, recovery.window.inFlight]).toEqual([smoothed, 0]);
  });

  it('gains nothing by acking a packet twice, though an older one is still under way', () => {
    const { recovery, send, ack, arrived } = recoveryWith();
    send(3, 0);
    ack(2, 2, 10);
    ack(2, 2, 11);
    expect([arrived, recovery.window.inFlight]).toEqual([[2], 2 * SIZE]);
  });

  it('gains nothing by acking a packet that was counted as lost', () => {
    const { recovery, send, ack, arrived, lost } = recoveryWith();
    send(4, 0);
    ack(1, 3, 10);
    ack(0, 0, 20);
    expect([arrived, lost, recovery.window.inFlight]).toEqual([[1, 2, 3], [0], 0]);
  });
});

it('finds the oldest packet under way that is wanted', () => {
  const { recovery, send, ack } = recoveryWith();
  send(5, 0);
  ack(1, 1, 1);
  expect(recovery.oldest(() => true)).toBe(0);
  // Number 1 arrived.
  expect(recovery.oldest((number) => number > 0)).toBe(2);
  expect(recovery.oldest((number) => number > 4)).toBeUndefined();
});

it('knows nothing of the round trip and the window on another path, but all that is under way', () => {
  const { recovery, send, ack } = recoveryWith();
  send(4, 0);
  ack(3, 3, 500);
  recovery.timedOut(recovery.deadline);
  recovery.newPath();
  expect([recovery.rtt.hasSample, recovery.window.size, recovery.probes]).toEqual([false, 10 * SIZE, 0]);
});

it('remembers no packet that asks for no ack', () => {
  const { recovery } = recoveryWith();
  for (let sent = 0; sent < 100; sent += 1) recovery.sent(false, 30, sent, 0, -1);
  expect([recovery.packets.base, recovery.packets.next]).toEqual([100, 100]);
});

it('keeps little of a long conversation', () => {
  const { recovery, send, ack } = recoveryWith();
  for (let number = 0; number < 200_000; number += 1) {
    send(1, number);
    if (number % 10 === 9) ack(number - 9, number, number + 0.5);
  }
  expect(recovery.packets.next - recovery.packets.base).toBe(0);
});
