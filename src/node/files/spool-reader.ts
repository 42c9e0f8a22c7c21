import { PIECE_SIZE, pieceLength } from '../../core/transfer/constants.ts';
import type { Reader } from '../../core/transfer/file-ports.ts';
import { pieceMemory } from '../../core/transfer/piece-memory.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { SHORT } from './disk-file.ts';
import type { PathFile } from './path-file.ts';
import type { PieceCache } from './piece-cache.ts';
import { SharedPiece } from './shared-piece.ts';

/** A file that a content is read from. */
export type SpoolFile = Pick<PathFile, 'read' | 'readInto'>;

/**
 * Reads from a content by whole pieces, which others want too, or at once where it is small. The file is open only while it is read:
 * a link that takes nothing holds none.
 */
export class SpoolReader {
  readonly #hash: string;
  readonly #size: number;
  readonly #open: () => SpoolFile;
  readonly #cache: PieceCache;
  /** The piece that is sent now: of many that read in different places, the cache may have let it go. */
  #last: { readonly index: number; readonly piece: SharedPiece } | undefined;
  #isClosed = false;

  constructor(
    content: { readonly hash: string; readonly size: number; readonly open: () => SpoolFile },
    cache: PieceCache,
  ) {
    this.#hash = content.hash;
    this.#size = content.size;
    this.#open = content.open;
    this.#cache = cache;
  }

  readonly read: Reader['read'] = (offset, length, done) => {
    if (this.#size <= SHORT) return this.#open().read(offset, length, done);
    const index = Math.floor(offset / PIECE_SIZE);
    const from = offset - index * PIECE_SIZE;
    if (this.#last?.index === index) return lend(this.#last.piece, from, length, done);
    this.#cache.read(
      `${this.#hash}/${index}`,
      (loaded) => this.#load(index, loaded),
      (piece) => {
        if ('code' in piece) return done(piece);
        this.#forget();
        if (!this.#isClosed) {
          piece.hold();
          this.#last = { index, piece };
        }
        lend(piece, from, length, done);
      },
    );
  };

  close(): void {
    this.#isClosed = true;
    this.#forget();
  }

  #forget(): void {
    this.#last?.piece.release();
    this.#last = undefined;
  }

  #load(index: number, loaded: (piece: SharedPiece | Problem) => void): void {
    const memory = pieceMemory.take();
    const filled = memory.subarray(0, pieceLength(this.#size, index));
    this.#open().readInto(filled, index * PIECE_SIZE, (bytes) => {
      if (!('code' in bytes)) return loaded(new SharedPiece(memory, bytes));
      pieceMemory.give(memory);
      loaded(bytes);
    });
  }
}

function lend(piece: SharedPiece, from: number, length: number, done: Parameters<Reader['read']>[2]): void {
  piece.hold();
  done(piece.bytes.subarray(from, from + length), () => piece.release());
}
