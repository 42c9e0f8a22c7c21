import { type PlainFrame, PlainReader } from '../programs/plain-frames.ts';
import type { StrangerRecords } from './stranger-handshake.ts';

/** Frames out of records, however the stream is cut; throws at a record that is not right. */
export class RecordStream {
  readonly #records: StrangerRecords;
  readonly #frames = new PlainReader();
  /** Every whole record as it came, its length included. */
  readonly records: Buffer[] = [];
  #held: Buffer = Buffer.alloc(0);

  constructor(records: StrangerRecords) {
    this.#records = records;
  }

  push(chunk: Uint8Array): PlainFrame[] {
    this.#held = Buffer.concat([this.#held, chunk]);
    const frames: PlainFrame[] = [];
    while (this.#held.length >= 2) {
      const end = 2 + this.#held.readUInt16LE(0);
      if (this.#held.length < end) break;
      const record = this.#held.subarray(0, end);
      this.#held = this.#held.subarray(end);
      this.records.push(record);
      frames.push(...this.#frames.push(this.#records.open(record.subarray(2))));
    }
    return frames;
  }
}
