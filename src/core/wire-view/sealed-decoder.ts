import { readU16 } from '../datagram/little-endian.ts';
import { RECORD_HEAD } from '../secure/layout.ts';
import type { NewFrame } from './frame-weaver.ts';
import { type ChunkItem, type FrameItem, join } from './wire-items.ts';

/** One direction of a stream of sealed records: finds where each begins and ends, which is all that can be seen of it. */
export class SealedDecoder {
  readonly #newFrame: NewFrame;
  /** False where recording began in the middle, until a chunk is found that holds whole records. */
  #isInStep: boolean;
  #open: FrameItem | undefined;
  /** Bytes of the open record so far, and of its length. */
  #have = 0;
  #length = 0;

  constructor(isFromStart: boolean, newFrame: NewFrame) {
    this.#isInStep = isFromStart;
    this.#newFrame = newFrame;
  }

  /** @param at where `bytes` stand in the chunk */
  feed(chunk: ChunkItem, bytes: Uint8Array, at: number): void {
    this.#isInStep ||= holdsWholeRecords(bytes);
    if (!this.#isInStep) {
      chunk.slices.push({ from: at, to: at + bytes.length, at: 0, owner: 'sealed' });
      return;
    }
    for (let from = 0; from < bytes.length; ) {
      const record = this.#open ?? this.#begin();
      const head = Math.min(RECORD_HEAD - this.#have, bytes.length - from);
      for (let i = 0; i < head; i += 1) this.#length += (bytes[from + i] as number) * 256 ** (this.#have + i);
      const end = RECORD_HEAD + this.#length;
      const isHeadKnown = this.#have + Math.max(head, 0) >= RECORD_HEAD;
      const taken = isHeadKnown ? Math.min(end - this.#have, bytes.length - from) : head;
      chunk.slices.push({ from: at + from, to: at + from + taken, at: this.#have, owner: record });
      join(record, chunk, false);
      this.#have += taken;
      record.length = this.#have;
      from += taken;
      if (isHeadKnown && this.#have === end) this.#open = undefined;
    }
  }

  #begin(): FrameItem {
    const record = this.#newFrame();
    record.state = 'sealed';
    this.#open = record;
    this.#have = 0;
    this.#length = 0;
    return record;
  }
}

/** Whether lengths lead from record to record to the very end: what a turn sent at once does, and noise hardly ever. */
function holdsWholeRecords(bytes: Uint8Array): boolean {
  let at = 0;
  while (at + RECORD_HEAD <= bytes.length) at += RECORD_HEAD + readU16(bytes, at);
  return at === bytes.length;
}
