import { describe, expect, it } from 'vitest';
import type { LinkQuality } from '../../../shared/models.ts';
import { largest, lossOf, NOTHING_MEASURED, type Quality, type Reading, WINDOW_MS, withReading } from './samples.ts';

const START = 1_000_000;

function quality(change: Partial<LinkQuality> = {}): LinkQuality {
  return { transport: 'udp', roundTripMs: 10, bytesIn: 0, bytesOut: 0, datagrams: undefined, ...change };
}

function measured(...readings: readonly Reading[]): Quality {
  return readings.reduce(withReading, NOTHING_MEASURED);
}

function rates({ samples }: Quality): (readonly [number | null, number | null])[] {
  return samples.map(({ inPerSecond, outPerSecond }) => [inPerSecond, outPerSecond]);
}

describe('what is known of a link', () => {
  it('has rates from the second reading on, by the time that really passed', () => {
    const all = measured(
      { at: START, quality: quality({ bytesIn: 500, bytesOut: 100 }) },
      { at: START + 2_000, quality: quality({ bytesIn: 2_500, bytesOut: 100 }) },
    );
    expect(rates(all)).toEqual([
      [null, null],
      [1_000, 0],
    ]);
    expect(all.samples.map(({ roundTripMs }) => roundTripMs)).toEqual([10, 10]);
  });

  it('counts from 0 where another link took over, of the same transport or another', () => {
    const all = measured(
      { at: START, quality: quality({ bytesIn: 5_000 }) },
      { at: START + 1_000, quality: quality({ bytesIn: 10 }) },
      { at: START + 2_000, quality: quality({ bytesIn: 20, transport: 'tcp' }) },
      { at: START + 3_000, quality: undefined },
      { at: START + 4_000, quality: quality({ bytesIn: 30, transport: 'tcp' }) },
    );
    expect(all.samples.map(({ inPerSecond }) => inPerSecond)).toEqual([null, 10, 20, null, 30]);
  });

  it('has no rates of two readings that are almost one', () => {
    const all = measured({ at: START, quality: quality() }, { at: START + 10, quality: quality({ bytesIn: 40 }) });
    expect(rates(all)[1]).toEqual([null, null]);
  });

  it('breaks the line where nobody looked, and where there was no link', () => {
    const all = measured(
      { at: START, quality: quality() },
      { at: START + 1_000, quality: undefined },
      { at: START + 30_000, quality: quality() },
    );
    expect(all.samples.map(({ roundTripMs }) => roundTripMs)).toEqual([10, null, null, 10]);
  });

  it('forgets what is older than the graphs reach back', () => {
    const late = START + WINDOW_MS + 1;
    const all = measured({ at: START, quality: quality() }, { at: late, quality: quality() });
    expect(all.samples.map(({ at }) => at)).toEqual([late]);
  });

  it('forgets what a clock that was set back has not reached yet', () => {
    const all = measured({ at: START, quality: quality() }, { at: START - 5_000, quality: quality() });
    expect(all.samples.map(({ at }) => at)).toEqual([START - 5_000]);
  });

  it('has a largest value where there is any', () => {
    const all = measured(
      { at: START, quality: quality({ roundTripMs: 12 }) },
      { at: START + 1_000, quality: quality({ roundTripMs: 40 }) },
      { at: START + 2_000, quality: quality({ roundTripMs: undefined }) },
    );
    expect(largest(all.samples, 'roundTripMs')).toBe(40);
    expect(largest([], 'roundTripMs')).toBeUndefined();
  });

  it('has a loss once packets were sent, and none for TCP', () => {
    const datagrams = {
      packetsIn: 0,
      packetsOut: 200,
      packetsLost: 3,
      bytesRetransmitted: 0,
      congestionWindow: 0,
      bytesInFlight: 0,
    };
    expect(lossOf(quality({ datagrams }))).toBe(0.015);
    expect(lossOf(quality({ datagrams: { ...datagrams, packetsOut: 0, packetsLost: 0 } }))).toBeUndefined();
    expect(lossOf(quality())).toBeUndefined();
  });
});
