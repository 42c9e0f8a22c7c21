import type { Problem } from '../../shared/error-codes.ts';

type Done = (bytes: Uint8Array | Problem) => void;

/** Pieces that several members fetch at about the same time are read from disk once: so many are kept in memory. */
const PIECES_MOST = 16;

/** The pieces of contents that were read last. What it hands out is everybody's, and must not be changed. */
export class PieceCache {
  /** Those that are being read have somebody waiting; the one that was read longest ago comes first. */
  readonly #pieces = new Map<string, { bytes: Uint8Array | undefined; waiting: Done[] }>();

  /** @param load reads the piece; called unless it is there, or on its way */
  read(key: string, load: (done: Done) => void, done: Done): void {
    const known = this.#pieces.get(key);
    if (known?.bytes) return done(known.bytes);
    if (known) {
      known.waiting.push(done);
      return;
    }
    const piece: { bytes: Uint8Array | undefined; waiting: Done[] } = { bytes: undefined, waiting: [done] };
    this.#pieces.set(key, piece);
    load((bytes) => {
      if ('code' in bytes) this.#pieces.delete(key);
      else piece.bytes = bytes;
      const { waiting } = piece;
      piece.waiting = [];
      this.#shrink();
      for (const one of waiting) one(bytes);
    });
  }

  /** Nobody reads any more. */
  clear(): void {
    for (const [key, { bytes }] of this.#pieces) if (bytes) this.#pieces.delete(key);
  }

  #shrink(): void {
    for (const [key, { bytes }] of this.#pieces) {
      if (this.#pieces.size <= PIECES_MOST) return;
      if (bytes) this.#pieces.delete(key);
    }
  }
}
