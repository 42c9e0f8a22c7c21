import type { LabChunk, LabClient, LabConnection, LabServer } from '../../../shared/lab/lab-models.ts';
import type { Traffic } from './traffic.ts';

/** What befell a connection: opened or not, the other side finished sending, closed in one of four ways. */
export type MarkKind = 'opened' | 'notOpened' | 'ended' | NonNullable<LabConnection['closedBy']>;

/** One line of the list. `at` is milliseconds since 1970, `source` the id of the server or client that saw it. */
export type TrafficRow = { readonly key: string; readonly at: number; readonly source: string } & (
  | { readonly kind: 'chunk'; readonly chunk: LabChunk }
  | { readonly kind: 'mark'; readonly mark: MarkKind; readonly connection: number; readonly peer: string }
  /** Chunks between its neighbours that were not kept. */
  | { readonly kind: 'gap'; readonly count: number }
);

/** The key of a chunk's row. */
export function chunkKey(source: string, number: number): string {
  return `${source} ${number}`;
}

function chunkRows(source: string, { chunks: live, frozen }: Traffic): TrafficRow[] {
  const chunks = frozen ?? live;
  let before: number | undefined;
  return chunks.flatMap((chunk): TrafficRow[] => {
    const { number, at } = chunk;
    const missing = before === undefined ? 0 : number - before - 1;
    before = number;
    const row: TrafficRow = { kind: 'chunk', key: chunkKey(source, number), at, source, chunk };
    return missing > 0 ? [{ kind: 'gap', key: `${source} gap ${number}`, at, source, count: missing }, row] : [row];
  });
}

interface Ends extends Pick<LabConnection, 'openedAt' | 'endedAt' | 'closedAt' | 'closedBy' | 'peer'> {
  readonly source: string;
  readonly connection: number;
  /** False for a client that never reached anybody. */
  readonly reached: boolean;
}

function marksOf({ source, connection, peer, reached, ...when }: Ends): readonly TrafficRow[] {
  const { openedAt, endedAt, closedAt, closedBy } = when;
  const marks: TrafficRow[] = [];
  const add = (mark: MarkKind, at: number | undefined) => {
    if (at === undefined) return;
    marks.push({ kind: 'mark', key: `${source} ${connection} ${mark} ${at}`, at, source, mark, connection, peer });
  };
  if (reached) add('opened', openedAt);
  // A close by the peer is the same FIN.
  if (closedBy !== 'peer') add('ended', endedAt);
  add(reached ? (closedBy ?? 'here') : 'notOpened', closedAt);
  return marks;
}

/** Chunks keep their order; a mark stands where its time says, an opening before and an ending behind its moment. */
function interleaved(chunks: readonly TrafficRow[], marks: readonly TrafficRow[]): readonly TrafficRow[] {
  const rows: TrafficRow[] = [];
  const waiting = marks.toSorted((a, b) => a.at - b.at);
  let next = 0;
  for (const chunk of chunks) {
    for (let mark = waiting[next]; mark !== undefined; mark = waiting[next]) {
      const first = mark.at < chunk.at || (mark.at === chunk.at && mark.kind === 'mark' && mark.mark === 'opened');
      if (!first) break;
      rows.push(mark);
      next += 1;
    }
    rows.push(chunk);
  }
  return [...rows, ...waiting.slice(next)];
}

/** What stands still shows no mark that came later. */
function marksInSight(marks: readonly TrafficRow[], { frozen, clearedAt, chunks }: Traffic): readonly TrafficRow[] {
  const firstNumber = chunks[0]?.number ?? 1;
  // Of a list whose beginning is gone, what happened before its beginning is gone too.
  const from = firstNumber > 1 && clearedAt === 0 ? (chunks[0]?.at ?? 0) : clearedAt;
  const until = frozen === undefined ? Number.POSITIVE_INFINITY : (frozen.at(-1)?.at ?? 0);
  return marks.filter(({ at }) => at >= from && at <= until);
}

/** @param connection the one whose rows are wanted; 0 for all */
export function serverRows(
  { id, config, connections }: LabServer,
  traffic: Traffic,
  connection: number,
): readonly TrafficRow[] {
  const ofOne = ({ id: one }: { readonly id: number }) => connection === 0 || one === connection;
  // An address that datagrams come from is neither opened nor closed by anybody.
  const opened = config.transport === 'udp' ? [] : connections.filter(ofOne);
  const marks = opened.flatMap((one) => marksOf({ ...one, source: id, connection: one.id, reached: true }));
  const chunks = chunkRows(id, traffic).filter(
    (row) => row.kind !== 'chunk' || connection === 0 || row.chunk.connection === connection,
  );
  return interleaved(chunks, marksInSight(marks, traffic));
}

export function clientRows(client: LabClient, traffic: Traffic): readonly TrafficRow[] {
  const { id, config, remote: peer, local } = client;
  const reached = local !== undefined || (config.target.kind === 'path' && client.closedBy !== 'failed');
  const marks = config.transport === 'udp' ? [] : marksOf({ ...client, source: id, connection: 0, peer, reached });
  return interleaved(chunkRows(id, traffic), marksInSight(marks, traffic));
}
