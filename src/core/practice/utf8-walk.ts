/** Follows UTF-8 byte by byte, also over the end of a chunk (Unicode 17, table 3-7: which second byte may follow which first). */
export class Utf8Walk {
  /** Continuation bytes that must still come, and the range of the next one. */
  #due = 0;
  #low = 0x80;
  #high = 0xbf;

  /** @returns false when these bytes can't continue well-formed UTF-8; the walk then begins anew behind them */
  accepts(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      if (!this.#step(byte)) {
        this.#due = 0;
        return false;
      }
    }
    return true;
  }

  #step(byte: number): boolean {
    if (this.#due > 0) {
      const fits = byte >= this.#low && byte <= this.#high;
      this.#due -= 1;
      this.#low = 0x80;
      this.#high = 0xbf;
      return fits;
    }
    if (byte < 0x80) return true;
    return this.#begin(byte);
  }

  #begin(byte: number): boolean {
    // Shorter ways to write the same, surrogates and what is beyond U+10FFFF are no UTF-8.
    this.#low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    this.#due = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    return byte >= 0xc2 && byte <= 0xf4;
  }
}
