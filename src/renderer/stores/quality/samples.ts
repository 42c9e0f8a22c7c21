import type { LinkQuality, Transport } from '../../../shared/models.ts';

/** How far back the graphs reach, in milliseconds. */
export const WINDOW_MS = 120_000;
/** Two readings further apart than this, in milliseconds, have something unknown between them. */
const GAP_MS = 2_500;
/** Readings closer together than this, in milliseconds, say nothing about a rate. */
const SHORTEST_MS = 200;

/** What main said at a time, in milliseconds since 1970. */
export interface Reading {
  readonly at: number;
  /** Undefined while there is no link. */
  readonly quality: LinkQuality | undefined;
}

/** One point of the graphs; null where nothing is known, which breaks the line. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly transport: Transport | undefined;
  readonly roundTripMs: number | null;
  readonly inPerSecond: number | null;
  readonly outPerSecond: number | null;
}

export interface Quality {
  readonly last: Reading | undefined;
  /** Oldest first; none is older than {@link WINDOW_MS}. */
  readonly samples: readonly Sample[];
}

export const NOTHING_MEASURED: Quality = { last: undefined, samples: [] };

type Rates = Pick<Sample, 'inPerSecond' | 'outPerSecond'>;
const NO_RATES: Rates = { inPerSecond: null, outPerSecond: null };

/** What the counter stood at, on the link that counts now; a link that was opened since has counted from 0. */
function baseOf(known: LinkQuality | undefined, quality: LinkQuality): Pick<LinkQuality, 'bytesIn' | 'bytesOut'> {
  const same =
    known?.transport === quality.transport && known.bytesIn <= quality.bytesIn && known.bytesOut <= quality.bytesOut;
  return same ? known : { bytesIn: 0, bytesOut: 0 };
}

function ratesBetween(before: Reading | undefined, { at, quality }: Reading): Rates {
  if (!before || !quality) return NO_RATES;
  const elapsed = at - before.at;
  if (elapsed < SHORTEST_MS || elapsed > GAP_MS) return NO_RATES;
  const base = baseOf(before.quality, quality);
  return {
    inPerSecond: ((quality.bytesIn - base.bytesIn) * 1_000) / elapsed,
    outPerSecond: ((quality.bytesOut - base.bytesOut) * 1_000) / elapsed,
  };
}

function gapAfter(sample: Sample): Sample {
  return { at: sample.at + 1, transport: undefined, roundTripMs: null, ...NO_RATES };
}

/** Takes what main said now. */
export function withReading({ last, samples }: Quality, reading: Reading): Quality {
  const { at, quality } = reading;
  const kept = samples.filter((sample) => sample.at > at - WINDOW_MS && sample.at < at);
  const newest = kept.at(-1);
  const bridged = newest && at - newest.at > GAP_MS ? [...kept, gapAfter(newest)] : kept;
  const sample: Sample = {
    at,
    transport: quality?.transport,
    roundTripMs: quality?.roundTripMs ?? null,
    ...ratesBetween(last, reading),
  };
  return { last: reading, samples: [...bridged, sample] };
}

/** Packets that were found lost, of all that were sent; 0 to 1. Undefined before the first. */
export function lossOf({ datagrams }: LinkQuality): number | undefined {
  return datagrams && datagrams.packetsOut > 0 ? datagrams.packetsLost / datagrams.packetsOut : undefined;
}

/** The largest value of a line; undefined when it has none. */
export function largest(samples: readonly Sample[], line: 'roundTripMs' | keyof Rates): number | undefined {
  const values = samples.flatMap((sample) => sample[line] ?? []);
  return values.length === 0 ? undefined : Math.max(...values);
}
