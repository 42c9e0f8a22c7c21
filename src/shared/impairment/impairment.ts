import { z } from 'zod';

/** Longest delay that can be asked for, in milliseconds, and largest chunk, in bytes. */
export const MOST_DELAY_MS = 2_000;
export const MOST_CHUNK_BYTES = 65_536;

const share = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0).max(MOST_DELAY_MS);

/**
 * How badly this computer treats its own traffic, to show what a bad network does: what it sends and what it receives,
 * each for itself, so that a round trip suffers twice.
 */
export const impairmentSchema = z.strictObject({
  /** Share of datagrams that vanish, that come twice, and that the next one overtakes: 0 to 1. */
  loss: share,
  duplication: share,
  reordering: share,
  /** How late each datagram is, and up to how much more by chance, which can put them out of order too. */
  delayMs: milliseconds,
  jitterMs: milliseconds,
  /** A stream's bytes come in chunks of at most so many; 0 leaves them as they are. */
  chunkBytes: z.number().int().min(0).max(MOST_CHUNK_BYTES),
  /** How late a stream's bytes are; of chunks that were cut, each comes so much after the one before. */
  chunkDelayMs: milliseconds,
});
export type Impairment = z.infer<typeof impairmentSchema>;

/** Everything as the network itself does it. */
export const NO_IMPAIRMENT: Impairment = {
  loss: 0,
  duplication: 0,
  reordering: 0,
  delayMs: 0,
  jitterMs: 0,
  chunkBytes: 0,
  chunkDelayMs: 0,
};

/** Whether it does anything to datagrams. */
export function impairsDatagrams(impairment: Impairment): boolean {
  const { loss, duplication, reordering, delayMs, jitterMs } = impairment;
  return loss + duplication + reordering + delayMs + jitterMs > 0;
}

/** Whether it does anything to streams. */
export function impairsStreams({ chunkBytes, chunkDelayMs }: Impairment): boolean {
  return chunkBytes + chunkDelayMs > 0;
}

/** Whether anything is treated badly at all. */
export function isImpaired(impairment: Impairment): boolean {
  return impairsDatagrams(impairment) || impairsStreams(impairment);
}

/** What may wait in one direction of one socket, before it is treated as a full queue in a router would. */
export const IMPAIRMENT_LIMITS = {
  /** Datagrams; those that come then are lost. */
  datagrams: 4_096,
  /** Bytes of those datagrams. */
  datagramBytes: 4_194_304,
  /** Bytes of a stream; no more is read until half of them are gone. */
  streamBytes: 262_144,
  /** Milliseconds that a datagram waits for another one to overtake it. */
  reorderMs: 500,
} as const;
