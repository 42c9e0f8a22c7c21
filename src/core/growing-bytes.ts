/** Memory that is kept when it is cleared, in bytes. */
const KEPT = 4_096;
const NOTHING = new Uint8Array(0);

/** Bytes that come piece by piece. Room doubles when it runs out, so that a thousand single bytes are not copied a thousand times. */
export class GrowingBytes {
  #memory = NOTHING;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All of them; valid until the next call of `append` or `clear`. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** Copies a piece behind the others. */
  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#memory.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#memory.length));
      larger.set(this.bytes);
      this.#memory = larger;
    }
    this.#memory.set(piece, this.#length);
    this.#length = length;
  }

  clear(): void {
    this.#length = 0;
    if (this.#memory.length > KEPT) this.#memory = NOTHING;
  }
}
