import { PIECES_MOST, RECEIVE_WINDOW } from '../datagram/constants.ts';
import { type ChunkItem, type FrameItem, isFrame, join, type Slice } from './wire-items.ts';

/** Bytes of the stream from `from` up to `to`, as a chunk has them from its byte `at` on. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly chunk: ChunkItem;
  readonly at: number;
}

/** Whose the bytes of the stream from `from` up to `to` are; `at` is where they stand in what owns them. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly owner: Slice['owner'];
  /** Frames inside of a packed block. */
  readonly inside: readonly FrameItem[];
}

/** Ranges kept before the old ones are looked for. */
const PRUNE_FROM = 1_024;

/**
 * Which chunks carried which bytes of a stream, and what these are; both become known in any order, for bytes are
 * decoded when those before them came, and may travel again later.
 */
export class PieceMap {
  /** Pieces of which something is not owned yet. */
  #pieces: Piece[] = [];
  /** In the order of the stream, without overlaps. */
  #ranges: Range[] = [];

  /** A chunk carries a piece. @param isRepeat all of it was carried before */
  carried(piece: Piece, isRepeat: boolean): void {
    const last = this.#ranges.at(-1);
    if (last && piece.from < last.to) {
      for (const range of this.#ranges) {
        if (range.from >= piece.to) break;
        if (range.to > piece.from) assign(piece, range, isRepeat);
      }
    }
    if (last !== undefined && piece.to <= last.to) return;
    this.#pieces.push(piece);
    // A receiver keeps no more either: what is dropped has to travel again before it can be decoded.
    if (this.#pieces.length > 2 * PIECES_MOST) this.#pieces.splice(0, PIECES_MOST);
  }

  /** It became known whose some bytes are, which lie behind all that was known. */
  owned(range: Range): void {
    for (const piece of this.#pieces) {
      if (piece.from < range.to && piece.to > range.from) assign(piece, range, false);
    }
    this.#ranges.push(range);
    if (this.#pieces.some(({ to }) => to <= range.to)) this.#pieces = this.#pieces.filter(({ to }) => to > range.to);
    if (this.#ranges.length < PRUNE_FROM || (this.#ranges[0] as Range).to > range.to - RECEIVE_WINDOW) return;
    // What lies a window back was acked long ago and travels no more.
    this.#ranges = this.#ranges.filter(({ to }) => to > range.to - RECEIVE_WINDOW);
  }
}

function assign(piece: Piece, { from, to, at, owner, inside }: Range, isRepeat: boolean): void {
  const start = Math.max(piece.from, from);
  const end = Math.min(piece.to, to);
  const { chunk } = piece;
  chunk.slices.push({
    from: piece.at + start - piece.from,
    to: piece.at + end - piece.from,
    at: at + start - from,
    owner,
  });
  if (isFrame(owner)) join(owner, chunk, isRepeat);
  for (const frame of inside) join(frame, chunk, isRepeat);
}
