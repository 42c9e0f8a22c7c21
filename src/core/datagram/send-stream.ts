import { Intervals } from './intervals.ts';

/** One piece of the stream that is to be sent. */
export interface Piece {
  offset: number;
  length: number;
  /** The stream ends with this piece. */
  ends: boolean;
  /** It was sent before. */
  again: boolean;
}

/**
 * The sending side of a link's one stream (RFC 9000, section 2): what was handed over and not yet acked, in the very
 * arrays in which it came, so that members who are sent the same bytes share them.
 */
export class SendStream {
  readonly #chunks: Uint8Array[] = [];
  /** Offset in the stream of each chunk's first byte. */
  readonly #starts: number[] = [];
  /** Index of the first chunk that is still needed, and of the one that holds {@link #fresh}. */
  #head = 0;
  #freshChunk = 0;
  /** Offset behind the last byte handed over, and of the first byte never sent. */
  #end = 0;
  #fresh = 0;
  /** Everything before is acked. */
  #released = 0;
  readonly #acked = new Intervals();
  readonly #lost = new Intervals();
  #ending: 'no' | 'wanted' | 'sent' | 'acked' = 'no';

  /** Hands bytes over; they must not be changed afterwards. */
  write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#starts.push(this.#end);
    this.#end += bytes.length;
  }

  /** Nothing follows. */
  end(): void {
    if (this.#ending === 'no') this.#ending = 'wanted';
  }

  /** True when every byte and the end arrived. */
  get isDone(): boolean {
    return this.#ending === 'acked' && this.#released === this.#end;
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.#end - this.#fresh + this.#lost.total;
  }

  /** Bytes that are kept because they may have to be sent again. */
  get kept(): number {
    return this.#end - this.#released;
  }

  /** Whether there is a piece to send, with `limit` as the offset up to which the peer takes bytes. */
  hasNext(limit: number): boolean {
    if (!this.#lost.isEmpty) return true;
    if (this.#fresh < this.#end) return this.#fresh < limit;
    return this.#ending === 'wanted';
  }

  /** Puts the next piece of at most `most` bytes into `piece`; call {@link hasNext} first. */
  takeNext(most: number, limit: number, piece: Piece): void {
    if (!this.#lost.isEmpty) {
      piece.offset = this.#lost.firstFrom;
      piece.length = Math.min(most, this.#lost.firstTo - piece.offset);
      piece.again = true;
      this.#lost.remove(piece.offset, piece.offset + piece.length);
    } else {
      piece.offset = this.#fresh;
      piece.length = Math.max(0, Math.min(most, this.#end - this.#fresh, limit - this.#fresh));
      piece.again = false;
      this.#fresh += piece.length;
    }
    this.#markEnd(piece);
  }

  /** Puts what is kept of `[offset, offset + length)` into `piece`, to probe with: it may be under way already. */
  takeAgain(offset: number, length: number, most: number, piece: Piece): boolean {
    piece.offset = Math.max(offset, this.#released);
    piece.length = Math.min(most, offset + length - piece.offset);
    piece.again = true;
    if (piece.length <= 0 && this.#ending !== 'sent') return false;
    piece.length = Math.max(0, piece.length);
    this.#lost.remove(piece.offset, piece.offset + piece.length);
    this.#markEnd(piece);
    return true;
  }

  /** Copies a piece's bytes into a packet. */
  copy(piece: Piece, into: Uint8Array, at: number): void {
    let { offset, length } = piece;
    let index = piece.again ? this.#chunkOf(offset) : this.#freshChunkOf(offset);
    for (let to = at; length > 0; index += 1) {
      const chunk = this.#chunks[index] as Uint8Array;
      const from = offset - (this.#starts[index] as number);
      const part = Math.min(length, chunk.length - from);
      into.set(from === 0 && part === chunk.length ? chunk : chunk.subarray(from, from + part), to);
      to += part;
      offset += part;
      length -= part;
    }
  }

  acked(offset: number, length: number, ends: boolean): void {
    if (ends) this.#ending = 'acked';
    const to = offset + length;
    if (!this.#lost.isEmpty) this.#lost.remove(offset, to);
    if (length === 0 || to <= this.#released) return;
    if (offset <= this.#released && this.#acked.isEmpty) {
      this.#released = to;
    } else {
      this.#acked.add(Math.max(offset, this.#released), to);
      if (this.#acked.firstFrom > this.#released) return;
      this.#released = this.#acked.firstTo;
      this.#acked.remove(this.#acked.firstFrom, this.#released);
    }
    this.#release();
  }

  lost(offset: number, length: number, ends: boolean): void {
    if (ends && this.#ending === 'sent') this.#ending = 'wanted';
    const from = Math.max(offset, this.#released);
    const to = offset + length;
    if (from >= to) return;
    if (this.#acked.isEmpty) this.#lost.add(from, to);
    else this.#acked.forEachGap(from, to, (gapFrom, gapTo) => this.#lost.add(gapFrom, gapTo));
  }

  /** The end goes along with the last byte, or alone. */
  #markEnd(piece: Piece): void {
    const last = piece.offset + piece.length === this.#end && this.#fresh === this.#end;
    piece.ends = last && (this.#ending === 'wanted' || this.#ending === 'sent');
    if (piece.ends) this.#ending = 'sent';
  }

  #freshChunkOf(offset: number): number {
    while (offset >= (this.#starts[this.#freshChunk + 1] ?? Number.POSITIVE_INFINITY)) this.#freshChunk += 1;
    return this.#freshChunk;
  }

  #chunkOf(offset: number): number {
    let low = this.#head;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Lets go of chunks that arrived whole. */
  #release(): void {
    const { length } = this.#chunks;
    while (this.#head < length) {
      const chunk = this.#chunks[this.#head] as Uint8Array;
      if ((this.#starts[this.#head] as number) + chunk.length > this.#released) break;
      this.#chunks[this.#head] = NO_BYTES;
      this.#head += 1;
    }
    if (this.#head < 64 && this.#head < length) return;
    this.#chunks.splice(0, this.#head);
    this.#starts.splice(0, this.#head);
    this.#freshChunk = Math.max(0, this.#freshChunk - this.#head);
    this.#head = 0;
  }
}

const NO_BYTES = new Uint8Array(0);
