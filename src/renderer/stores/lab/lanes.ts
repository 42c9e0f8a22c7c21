import type { TrafficRow } from './traffic-rows.ts';

/** Which side of a conversation a row was seen at. */
export type Lane = 'client' | 'server';

export interface LaneSource {
  readonly lane: Lane;
  readonly rows: readonly TrafficRow[];
}

/** Of two that happened in the same millisecond: what must have come first, since the one causes the other. */
function rankOf(lane: Lane, row: TrafficRow): number {
  if (row.kind === 'mark') return row.mark === 'opened' ? (lane === 'client' ? 0 : 1) : 6;
  const outward = row.kind === 'chunk' && row.chunk.direction === 'out';
  if (lane === 'client') return outward ? 2 : 5;
  return outward ? 4 : 3;
}

function comesFirst(a: { lane: Lane; row: TrafficRow }, b: { lane: Lane; row: TrafficRow }): boolean {
  if (a.row.at !== b.row.at) return a.row.at < b.row.at;
  return rankOf(a.lane, a.row) < rankOf(b.lane, b.row);
}

/** What both sides saw, as one list by time; the rows of one source keep their order. */
export function mergedLanes(sources: readonly LaneSource[]): readonly TrafficRow[] {
  const next = sources.map(() => 0);
  const rows: TrafficRow[] = [];
  for (;;) {
    let best: { lane: Lane; row: TrafficRow; index: number } | undefined;
    for (const [index, { lane, rows: own }] of sources.entries()) {
      const row = own[next[index] ?? 0];
      if (row && (best === undefined || comesFirst({ lane, row }, best))) best = { lane, row, index };
    }
    if (best === undefined) return rows;
    rows.push(best.row);
    next[best.index] = (next[best.index] ?? 0) + 1;
  }
}
