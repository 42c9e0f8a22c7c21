import type { Impairment } from '../../shared/impairment/impairment.ts';

interface Waiting {
  readonly bytes: Uint8Array;
  readonly since: number;
}

/** Chunks that were cut are at least so far apart, in milliseconds, or the system would put them together again. */
const LEAST_GAP_MS = 1;

/**
 * A slow line, one way: bytes go in, and come out late and in pieces, all of them and in order. Settings apply to what
 * waits as well. Milliseconds.
 */
export class StreamImpairment {
  #settings: Impairment;
  #waiting: Waiting[] = [];
  /** Bytes of the first of them that have gone on. */
  #gone = 0;
  #queued = 0;
  /** When the last piece went on. */
  #wentAt = Number.NEGATIVE_INFINITY;

  constructor(settings: Impairment) {
    this.#settings = settings;
  }

  get queuedBytes(): number {
    return this.#queued;
  }

  /** When {@link due} has something; infinite for never. */
  get deadline(): number {
    const [first] = this.#waiting;
    if (!first) return Number.POSITIVE_INFINITY;
    const { chunkBytes, chunkDelayMs } = this.#settings;
    const ready = first.since + chunkDelayMs;
    return chunkBytes === 0 ? ready : Math.max(ready, this.#wentAt + Math.max(chunkDelayMs, LEAST_GAP_MS));
  }

  set(settings: Impairment): void {
    this.#settings = settings;
  }

  /** Takes bytes, which must not change afterwards. Call {@link due} then. */
  push(bytes: Uint8Array, now: number): void {
    if (bytes.length === 0) return;
    this.#waiting.push({ bytes, since: now });
    this.#queued += bytes.length;
  }

  /** Takes out the pieces that go on by now; of chunks that were cut one at a time, also when that is late. */
  due(now: number): readonly Uint8Array[] {
    const pieces: Uint8Array[] = [];
    while (this.deadline <= now) {
      this.#wentAt = now;
      pieces.push(this.#next(this.#settings.chunkBytes || Number.POSITIVE_INFINITY));
    }
    return pieces;
  }

  /** Takes out everything that waits, uncut. */
  drain(): readonly Uint8Array[] {
    const pieces: Uint8Array[] = [];
    while (this.#waiting.length > 0) pieces.push(this.#next(Number.POSITIVE_INFINITY));
    return pieces;
  }

  #next(most: number): Uint8Array {
    const { bytes } = this.#waiting[0] as Waiting;
    const end = Math.min(bytes.length, this.#gone + most);
    const piece = bytes.subarray(this.#gone, end);
    this.#queued -= piece.length;
    this.#gone = end;
    if (end === bytes.length) {
      this.#waiting.shift();
      this.#gone = 0;
    }
    return piece;
  }
}
