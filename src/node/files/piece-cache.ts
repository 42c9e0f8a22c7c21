import type { Problem } from '../../shared/error-codes.ts';
import type { SharedPiece } from './shared-piece.ts';

type Done = (piece: SharedPiece | Problem) => void;

/** Pieces that several members fetch at about the same time are read from disk once: so many are kept in memory. */
const PIECES_MOST = 16;

/** The pieces of contents that were read last. What it hands out is everybody's, and must not be changed. */
export class PieceCache {
  /** Those that are being read have somebody waiting; the one that was read longest ago comes first. */
  readonly #pieces = new Map<string, { piece: SharedPiece | undefined; waiting: Done[] }>();

  /**
   * @param load reads the piece; called unless it is there, or on its way
   * @param done must hold the piece if it needs it for longer than the call
   */
  read(key: string, load: (done: Done) => void, done: Done): void {
    const known = this.#pieces.get(key);
    if (known?.piece) return done(known.piece);
    if (known) {
      known.waiting.push(done);
      return;
    }
    const place: { piece: SharedPiece | undefined; waiting: Done[] } = { piece: undefined, waiting: [done] };
    this.#pieces.set(key, place);
    load((loaded) => {
      const { waiting } = place;
      place.waiting = [];
      if ('code' in loaded) this.#pieces.delete(key);
      else place.piece = loaded;
      for (const one of waiting) one(loaded);
      this.#shrink(PIECES_MOST);
    });
  }

  /** Nobody reads any more. */
  clear(): void {
    this.#shrink(0);
  }

  #shrink(most: number): void {
    for (const [key, { piece }] of this.#pieces) {
      if (this.#pieces.size <= most) return;
      if (!piece) continue;
      this.#pieces.delete(key);
      piece.release();
    }
  }
}
