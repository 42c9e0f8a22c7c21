import { LAB_LIMITS } from '../../../shared/lab/lab-limits.ts';
import type { LabChunk } from '../../../shared/lab/lab-models.ts';

/** What the window holds of one server's or client's traffic: no more than main keeps of it. */
export interface Traffic {
  /** In the order of their numbers. */
  readonly chunks: readonly LabChunk[];
  /** What stood there when the reader paused; drawn instead of `chunks` until they go on. */
  readonly frozen: readonly LabChunk[] | undefined;
  /** Milliseconds since 1970 of the last clearing; what happened before is not drawn. */
  readonly clearedAt: number;
}

export const NO_TRAFFIC: Traffic = { chunks: [], frozen: undefined, clearedAt: 0 };

/** The newest of them that fit into the bounds. */
function bounded(chunks: readonly LabChunk[]): readonly LabChunk[] {
  let bytes = 0;
  let from = chunks.length;
  const oldest = Math.max(0, chunks.length - LAB_LIMITS.chunksKept);
  while (from > oldest) {
    bytes += chunks[from - 1]?.bytes.length ?? 0;
    if (bytes > LAB_LIMITS.chunkBytesKeptInAll) break;
    from -= 1;
  }
  return from === 0 ? chunks : chunks.slice(from);
}

function joined(known: readonly LabChunk[], came: readonly LabChunk[]): readonly LabChunk[] {
  const last = known.at(-1)?.number ?? 0;
  if ((came[0]?.number ?? 0) > last) return [...known, ...came];
  const byNumber = new Map([...known, ...came].map((chunk) => [chunk.number, chunk]));
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
}

/** Adds what a push or a question brought, in any order and doubly as it may be. */
export function withChunks(traffic: Traffic, came: readonly LabChunk[]): Traffic {
  if (came.length === 0) return traffic;
  return { ...traffic, chunks: bounded(joined(traffic.chunks, came)) };
}

/** Stops what is drawn, or lets it go on; nothing that comes meanwhile is lost. */
export function paused(traffic: Traffic, pause: boolean): Traffic {
  return { ...traffic, frozen: pause ? (traffic.frozen ?? traffic.chunks) : undefined };
}

export function cleared(traffic: Traffic, now: number): Traffic {
  return { ...NO_TRAFFIC, frozen: traffic.frozen && [], clearedAt: now };
}

/** How many came while the list stood still. */
export function heldBack({ chunks, frozen }: Traffic): number {
  if (frozen === undefined) return 0;
  const last = frozen.at(-1)?.number ?? 0;
  return chunks.reduce((count, { number }) => (number > last ? count + 1 : count), 0);
}
