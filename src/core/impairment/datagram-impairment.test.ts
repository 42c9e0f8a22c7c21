import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../tests/simulation/random.ts';
import { IMPAIRMENT_LIMITS, type Impairment, NO_IMPAIRMENT } from '../../shared/impairment/impairment.ts';
import { DatagramImpairment } from './datagram-impairment.ts';

function impairment(settings: Partial<Impairment>, seed = 1) {
  const random = new Random(seed);
  return new DatagramImpairment<number>({ ...NO_IMPAIRMENT, ...settings }, () => random.next());
}

/** Everything that comes out of datagrams 0, 1, 2 … sent `everyMs` apart, with the time at which it does. */
function through(settings: Partial<Impairment>, count: number, everyMs = 1, seed = 1) {
  const network = impairment(settings, seed);
  const came: { readonly datagram: number; readonly at: number }[] = [];
  const take = (now: number) => {
    for (const datagram of network.due(now)) came.push({ datagram, at: now });
  };
  for (let i = 0; i < count; i += 1) {
    for (let at = network.deadline; at < i * everyMs; at = network.deadline) take(at);
    network.push(i, 100, i * everyMs);
    take(i * everyMs);
  }
  while (network.size > 0) take(network.deadline);
  return { came, order: came.map(({ datagram }) => datagram), counts: network.counts };
}

const inOrder = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a network that is asked to be bad', () => {
  it('passes everything on at once when nothing is asked of it', () => {
    const network = impairment({});
    network.push(7, 100, 5);
    expect(network.deadline).toBe(5);
    expect(network.due(5)).toEqual([7]);
    expect(network.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('loses the share that it was told to, the same ones by the same seed', () => {
    const one = through({ loss: 0.1 }, 10_000);
    expect(one.counts.lost).toBe(10_000 - one.order.length);
    expect(one.counts.lost).toBeGreaterThan(900);
    expect(one.counts.lost).toBeLessThan(1_100);
    expect(through({ loss: 0.1 }, 10_000)).toEqual(one);
    expect(through({ loss: 0.1 }, 10_000, 1, 2).order).not.toEqual(one.order);
    expect(through({ loss: 1 }, 100).order).toEqual([]);
  });

  it('doubles the share that it was told to', () => {
    const { order, counts } = through({ duplication: 0.25 }, 4_000);
    expect(order).toHaveLength(4_000 + counts.doubled);
    expect(counts.doubled).toBeGreaterThan(900);
    expect(counts.doubled).toBeLessThan(1_100);
    expect(through({ duplication: 1 }, 2).order).toEqual([0, 0, 1, 1]);
  });

  it('delays each, and by chance some more', () => {
    expect(through({ delayMs: 30 }, 3, 10).came.map(({ at }) => at)).toEqual([30, 40, 50]);
    const late = through({ delayMs: 30, jitterMs: 20 }, 1_000, 100).came.map(({ at }) => (at % 100) - 30);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(20);
    expect(late.reduce((sum, ms) => sum + ms) / late.length).toBeCloseTo(10, 0);
  });

  it('puts datagrams out of order by more jitter than there is between them', () => {
    const { order } = through({ jitterMs: 50 }, 100, 1);
    expect(order).not.toEqual(inOrder(100));
    expect(order.toSorted((a, b) => a - b)).toEqual(inOrder(100));
  });

  it('lets the next datagram overtake the share that it was told to', () => {
    const { order, counts } = through({ reordering: 0.2 }, 5_000);
    expect(order.toSorted((a, b) => a - b)).toEqual(inOrder(5_000));
    const behind = order.filter((datagram, i) => order.slice(0, i).some((before) => before > datagram));
    expect(behind).toHaveLength(counts.reordered);
    expect(counts.reordered).toBeGreaterThan(900);
    expect(counts.reordered).toBeLessThan(1_100);
  });

  it('keeps one that nothing overtakes no longer than the limit', () => {
    const network = impairment({ reordering: 1, delayMs: 10 });
    network.push(1, 100, 0);
    expect(network.deadline).toBe(10 + IMPAIRMENT_LIMITS.reorderMs);
    expect(network.due(network.deadline)).toEqual([1]);
    expect(network.counts.reordered).toBe(0);
  });

  it('loses what finds the queue full, by count and by bytes', () => {
    const many = impairment({ delayMs: 1_000 });
    for (let i = 0; i < IMPAIRMENT_LIMITS.datagrams + 5; i += 1) many.push(i, 1, 0);
    expect(many.size).toBe(IMPAIRMENT_LIMITS.datagrams);
    expect(many.counts).toMatchObject({ lost: 5, overflowed: 5 });
    const large = impairment({ delayMs: 1_000 });
    for (let i = 0; i < 100; i += 1) large.push(i, 65_507, 0);
    expect(large.size).toBe(Math.floor(IMPAIRMENT_LIMITS.datagramBytes / 65_507));
    expect(large.due(1_000)).toHaveLength(large.counts.seen - large.counts.lost);
    large.push(1, 65_507, 1_000);
    expect(large.size).toBe(1);
  });

  it('applies other settings to what comes from then on', () => {
    const network = impairment({ delayMs: 100 });
    network.push(1, 100, 0);
    network.set(NO_IMPAIRMENT);
    network.push(2, 100, 1);
    expect(network.due(1)).toEqual([2]);
    expect(network.drain()).toEqual([1]);
    expect(network.size).toBe(0);
  });

  it('whatever is asked, hands on only what came, none more than twice, and never early', () => {
    const settings = fc.record({
      loss: fc.constantFrom(0, 0.3),
      duplication: fc.constantFrom(0, 0.3),
      reordering: fc.constantFrom(0, 0.3),
      delayMs: fc.nat(50),
      jitterMs: fc.nat(50),
    });
    fc.assert(
      fc.property(settings, fc.nat(), fc.nat(20), (asked, seed, everyMs) => {
        const { came, counts } = through(asked, 60, everyMs, seed);
        expect(came).toHaveLength(counts.seen - counts.lost + counts.doubled);
        for (const { datagram, at } of came) expect(at).toBeGreaterThanOrEqual(datagram * everyMs + asked.delayMs);
        const times = came.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});
