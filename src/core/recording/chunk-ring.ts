import type { ChunkRecord } from './recorded-link.ts';

/** Dropped places at the front after which the rest is moved there. */
const COMPACT_FROM = 4_096;

/** Records in the order in which they came, of which the oldest can be dropped. */
export class ChunkRing {
  readonly #dropped: (record: ChunkRecord) => void;
  #records: ChunkRecord[] = [];
  #head = 0;
  #cost = 0;
  #droppedCount = 0;

  /** @param dropped hears of each record that is dropped */
  constructor(dropped: (record: ChunkRecord) => void) {
    this.#dropped = dropped;
  }

  get size(): number {
    return this.#records.length - this.#head;
  }

  get cost(): number {
    return this.#cost;
  }

  /** Records dropped because there was no room. */
  get dropped(): number {
    return this.#droppedCount;
  }

  /** The record at a place, the oldest one being at 0. */
  at(place: number): ChunkRecord | undefined {
    return place < 0 ? undefined : this.#records[this.#head + place];
  }

  add(record: ChunkRecord): void {
    this.#records.push(record);
    this.#cost += record.cost;
  }

  /** Drops the oldest until the rest costs at most so much. */
  fit(most: number): void {
    while (this.#cost > most && this.size > 0) {
      const record = this.#records[this.#head] as ChunkRecord;
      // Not to be held by a place that is read no more.
      this.#records[this.#head] = undefined as never;
      this.#head += 1;
      this.#cost -= record.cost;
      this.#droppedCount += 1;
      this.#dropped(record);
    }
    if (this.#head < COMPACT_FROM || this.#head * 2 < this.#records.length) return;
    this.#records = this.#records.slice(this.#head);
    this.#head = 0;
  }

  clear(): void {
    const records = this.#records.slice(this.#head);
    this.#records = [];
    this.#head = 0;
    this.#cost = 0;
    this.#droppedCount = 0;
    for (const record of records) this.#dropped(record);
  }
}
