import type { WireChunk, WireFrame, WirePage } from '../../../shared/wire/wire-model.ts';

/** Height of a row in pixels; a chunk takes one for each frame that begins in it. */
export const ROW = 46;
/** Width of the space between chunks and frames, which the lines cross. */
export const GUTTER = 64;

/** What of the list is selected. */
export interface WireSelection {
  readonly kind: 'chunk' | 'frame';
  readonly id: number;
}

/** A line from a chunk to a frame that it carried, both by row. */
export interface WireLine {
  readonly key: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly frame: number;
  /** The frame begins in this chunk, beside which it stands. */
  readonly isOwn: boolean;
  readonly direction: WireChunk['direction'] | undefined;
}

/** All lines that begin or end in a stretch of the list, each once. */
export function linesOf({ chunks }: WirePage): readonly WireLine[] {
  const lines = new Map<string, WireLine>();
  const add = (line: Omit<WireLine, 'key'>) => {
    const key = `${line.fromRow} ${line.frame}`;
    if (!lines.has(key)) lines.set(key, { ...line, key });
  };
  for (const { row, frames, continues, direction } of chunks) {
    for (const frame of frames) {
      const { id, row: toRow, chunkRows } = frame;
      add({ fromRow: toRow, toRow, frame: id, isOwn: true, direction });
      for (const fromRow of chunkRows) {
        if (fromRow !== row) add({ fromRow, toRow, frame: id, isOwn: false, direction });
      }
    }
    for (const { frame, row: toRow } of continues) add({ fromRow: row, toRow, frame, isOwn: false, direction });
  }
  return [...lines.values()];
}

/** Frames and chunks that belong to what is selected, itself included. */
export interface Related {
  readonly chunks: ReadonlySet<number>;
  readonly frames: ReadonlySet<number>;
}

export function relatedTo({ chunks }: WirePage, selection: WireSelection | undefined): Related {
  const found = { chunks: new Set<number>(), frames: new Set<number>() };
  if (selection === undefined) return found;
  found[selection.kind === 'chunk' ? 'chunks' : 'frames'].add(selection.id);
  for (const chunk of chunks) {
    const inside = [...chunk.frames.map(({ id }) => id), ...chunk.continues.map(({ frame }) => frame)];
    if (selection.kind === 'chunk' && chunk.id === selection.id) for (const id of inside) found.frames.add(id);
    if (selection.kind === 'frame' && inside.includes(selection.id)) found.chunks.add(chunk.id);
  }
  return found;
}

/** What an arrow key leads to from what is selected; undefined where there is nothing that way. */
export function neighbour(
  page: WirePage,
  selection: WireSelection | undefined,
  key: string,
): WireSelection | undefined {
  const { chunks } = page;
  const frames = chunks.flatMap((chunk) => chunk.frames);
  const [firstChunk] = chunks;
  if (selection === undefined) return firstChunk && { kind: 'chunk', id: firstChunk.id };
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step !== 0) {
    const column: readonly (WireChunk | WireFrame)[] = selection.kind === 'chunk' ? chunks : frames;
    const at = column.findIndex(({ id }) => id === selection.id);
    const next = at < 0 ? column[0] : column[at + step];
    return next && { kind: selection.kind, id: next.id };
  }
  if (key === 'ArrowRight' && selection.kind === 'chunk') {
    const chunk = chunks.find(({ id }) => id === selection.id);
    const frame = chunk?.frames[0]?.id ?? chunk?.continues[0]?.frame;
    return frame === undefined ? undefined : { kind: 'frame', id: frame };
  }
  if (key === 'ArrowLeft' && selection.kind === 'frame') {
    const chunk = chunks.find((one) => one.frames.some(({ id }) => id === selection.id));
    return chunk && { kind: 'chunk', id: chunk.id };
  }
  return undefined;
}

/** The first row of what is selected, where that is in the stretch. */
export function rowOf({ chunks }: WirePage, { kind, id }: WireSelection): number | undefined {
  if (kind === 'chunk') return chunks.find((chunk) => chunk.id === id)?.row;
  return chunks.flatMap(({ frames }) => frames).find((frame) => frame.id === id)?.row;
}
