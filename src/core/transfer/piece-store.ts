import type { Problem } from '../../shared/error-codes.ts';
import { DIGEST_SIZE, PIECE_SIZE, pieceLength } from './constants.ts';
import { PieceMap } from './piece-map.ts';

/** A file that is being put together. What it is given must not be changed before `done`. */
export interface PartFile {
  /** `done` gets as many bytes as there are, up to `length`. */
  read(offset: number, length: number, done: (bytes: Uint8Array | Problem) => void): void;
  write(offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void): void;
}

/** SHA-256 as a port: it may take its time, and the simulation has a cheaper one. */
export interface Hashing {
  digest(bytes: Uint8Array, done: (digest: Uint8Array) => void): void;
  startWhole(): WholeHash;
}

/** The hash of a whole content, which gets its bytes in order. */
export interface WholeHash {
  /** The bytes must not be changed before `done`; those of the next call come behind them. */
  add(bytes: Uint8Array, done: () => void): void;
  /** To be called once, when all that was added is done. */
  digest(done: (digest: Uint8Array) => void): void;
}

export type PieceOutcome = 'kept' | 'wrong' | Problem;

export interface PieceStoreOptions {
  readonly size: number;
  /** The digests of all pieces, one behind the other; undefined where nobody said them: then all is believed at first. */
  readonly list: Uint8Array | undefined;
  readonly file: PartFile;
  readonly hashing: Hashing;
  /** True to learn the whole content's hash on the way, see {@link PieceStore.whole}. */
  readonly whole: boolean;
}

/** Puts a content together from pieces, each of which is verified before it counts. */
export class PieceStore {
  readonly map: PieceMap;
  /** The digest of each piece; without a list given, of those that came. */
  readonly list: Uint8Array;
  readonly #isListed: boolean;
  readonly #file: PartFile;
  readonly #hashing: Hashing;
  /** Hash of the pieces before `#wholeNext`, as long as they came in order. */
  #whole: WholeHash | undefined;
  #wholeNext = 0;

  constructor({ size, list, file, hashing, whole }: PieceStoreOptions) {
    this.map = new PieceMap(size);
    this.list = list ?? new Uint8Array(this.map.all * DIGEST_SIZE);
    this.#isListed = list !== undefined;
    this.#file = file;
    this.#hashing = hashing;
    this.#whole = whole ? hashing.startWhole() : undefined;
  }

  /** Finds out which pieces a file that was left behind holds: what is on disk is proven by its hashes, not by notes. */
  recheck(length: number, done: (problem: Problem | undefined) => void): void {
    const last = this.#isListed ? Math.min(this.map.all, Math.ceil(length / PIECE_SIZE)) : 0;
    const check = (index: number): void => {
      if (index >= last) return done(undefined);
      this.#file.read(index * PIECE_SIZE, pieceLength(this.map.size, index), (bytes) => {
        if ('code' in bytes) return done(bytes);
        this.#hashing.digest(bytes, (digest) => {
          if (bytes.length === pieceLength(this.map.size, index) && this.#isRight(index, digest)) this.map.add(index);
          check(index + 1);
        });
      });
    };
    check(0);
  }

  /** Verifies and writes piece `index`. */
  put(index: number, bytes: Uint8Array, done: (outcome: PieceOutcome) => void): void {
    if (this.map.has(index)) return done('kept');
    let open = 2;
    let outcome: PieceOutcome = 'kept';
    const settle = () => {
      open -= 1;
      if (open > 0) return;
      if (outcome !== 'kept') this.#whole = undefined;
      else this.map.add(index);
      done(outcome);
    };
    this.#addToWhole(index, bytes, settle);
    this.#hashing.digest(bytes, (digest) => {
      if (!this.#isListed) this.list.set(digest, index * DIGEST_SIZE);
      if (!this.#isRight(index, digest)) {
        outcome = 'wrong';
        return settle();
      }
      this.#file.write(index * PIECE_SIZE, bytes, (problem) => {
        if (problem) outcome = problem;
        settle();
      });
    });
  }

  /** The hash of the whole content, which must be complete; read again unless its pieces came in order. */
  whole(done: (digest: Uint8Array | Problem) => void): void {
    if (this.#whole && this.#wholeNext === this.map.all) return this.#whole.digest(done);
    const whole = this.#hashing.startWhole();
    const add = (offset: number): void => {
      if (offset >= this.map.size) return whole.digest(done);
      this.#file.read(offset, Math.min(PIECE_SIZE, this.map.size - offset), (bytes) => {
        if ('code' in bytes) return done(bytes);
        whole.add(bytes, () => add(offset + PIECE_SIZE));
      });
    };
    add(0);
  }

  #addToWhole(index: number, bytes: Uint8Array, done: () => void): void {
    if (!this.#whole || index !== this.#wholeNext) return done();
    this.#wholeNext += 1;
    this.#whole.add(bytes, done);
  }

  #isRight(index: number, digest: Uint8Array): boolean {
    const at = index * DIGEST_SIZE;
    for (let byte = 0; byte < DIGEST_SIZE; byte += 1) if (this.list[at + byte] !== digest[byte]) return false;
    return true;
  }
}
