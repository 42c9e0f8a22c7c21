import { createHash, type Hash, hash, subtle } from 'node:crypto';
import type { Hashing, WholeHash } from '../../core/transfer/piece-store.ts';

/** Shorter contents are hashed at once: another thread would cost more. */
const SHORT = 32_768;
/** Hashed in one go of the event loop at the most; a tenth of a millisecond. */
const SLICE = 131_072;

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

/** SHA-256 that never holds the event loop for long: pieces are hashed in another thread, the whole in slices. */
export const hashing: Hashing = {
  digest(bytes, done) {
    if (bytes.length <= SHORT) return done(hash('sha256', bytes, 'buffer'));
    // The bytes stay as they are until `done`: that is what whoever gives them promised.
    void subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>).then((digest) => done(new Uint8Array(digest)));
  },
  startWhole: () => new SlicedHash(),
};

class SlicedHash implements WholeHash {
  readonly #hash: Hash = createHash('sha256');
  readonly #queue: { readonly bytes: Uint8Array; readonly done: () => void; at: number }[] = [];

  add(bytes: Uint8Array, done: () => void): void {
    this.#queue.push({ bytes, done, at: 0 });
    if (this.#queue.length === 1) this.#step();
  }

  digest(): Uint8Array {
    return this.#hash.digest();
  }

  #step(): void {
    const next = this.#queue[0];
    if (!next) return;
    const to = Math.min(next.bytes.length, next.at + SLICE);
    this.#hash.update(next.bytes.subarray(next.at, to));
    next.at = to;
    if (to === next.bytes.length) {
      this.#queue.shift();
      next.done();
    }
    if (this.#queue.length > 0) setImmediate(() => this.#step());
  }
}
