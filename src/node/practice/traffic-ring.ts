import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import type { LabChunk } from '../../shared/lab/lab-models.ts';

/** Keeps the newest chunks of one server or client, bounded by number and by bytes. */
export class TrafficRing {
  #chunks: LabChunk[] = [];
  /** Where the kept ones begin; those before are cut off now and then. */
  #start = 0;
  #bytes = 0;
  /** Number of the newest chunk, and of the newest that was taken. */
  #newest = 0;
  #taken = 0;

  add(chunk: LabChunk): void {
    // A copy: a received chunk is a slice of a buffer that may be sixteen times as large.
    const bytes = Uint8Array.from(chunk.bytes.subarray(0, LAB_LIMITS.chunkBytesKept));
    this.#chunks.push({ ...chunk, bytes });
    this.#newest = chunk.number;
    this.#bytes += bytes.length;
    while (this.#isFull()) {
      this.#bytes -= this.#chunks[this.#start]?.bytes.length ?? 0;
      this.#start += 1;
    }
    if (this.#start >= LAB_LIMITS.chunksKept) {
      this.#chunks = this.#chunks.slice(this.#start);
      this.#start = 0;
    }
  }

  /** All that is kept, oldest first. */
  all(): readonly LabChunk[] {
    return this.#chunks.slice(this.#start);
  }

  /** The newest that were not taken before, and how many of those before them are passed over. */
  takeNew(): { readonly chunks: readonly LabChunk[]; readonly skipped: number } {
    const due = this.#newest - this.#taken;
    const kept = this.#chunks.length - this.#start;
    const count = Math.min(due, kept, LAB_LIMITS.chunksPerPush);
    this.#taken = this.#newest;
    return { chunks: count === 0 ? [] : this.#chunks.slice(-count), skipped: due - count };
  }

  clear(): void {
    this.#chunks = [];
    this.#start = 0;
    this.#bytes = 0;
    this.#taken = this.#newest;
  }

  #isFull(): boolean {
    return this.#bytes > LAB_LIMITS.chunkBytesKeptInAll || this.#chunks.length - this.#start > LAB_LIMITS.chunksKept;
  }
}
