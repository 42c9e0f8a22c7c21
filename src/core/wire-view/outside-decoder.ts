import type { NewFrame } from './frame-weaver.ts';
import { SealedDecoder } from './sealed-decoder.ts';
import { StreamDecoder } from './stream-decoder.ts';
import type { ChunkItem } from './wire-items.ts';

/** One direction of a stream as it travels: frames in clear, and from some byte on sealed records, if it is sealed at all. */
export class OutsideDecoder {
  readonly #clear: StreamDecoder;
  readonly #sealed: SealedDecoder;

  constructor(isFromStart: boolean, newFrame: NewFrame) {
    this.#clear = new StreamDecoder(isFromStart, newFrame);
    this.#sealed = new SealedDecoder(isFromStart, newFrame);
  }

  /** @param sealedFrom the byte of `bytes` from which on they are sealed; one behind them, or infinite, where they are not */
  feed(chunk: ChunkItem, bytes: Uint8Array, sealedFrom: number): void {
    const inClear = Math.min(bytes.length, Math.max(0, sealedFrom));
    chunk.isSealed = inClear === 0 && bytes.length > 0;
    if (inClear > 0) this.#clear.feed(chunk, bytes.subarray(0, inClear));
    if (inClear < bytes.length) this.#sealed.feed(chunk, bytes.subarray(inClear), inClear);
  }
}
