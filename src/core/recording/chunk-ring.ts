import { ChunkPage, type NewRecord } from './chunk-page.ts';
import type { ChunkRecord, RecordedLink } from './recorded-link.ts';

/** Beside its bytes a record takes about so much memory, which counts too: a flood of empty datagrams is bounded. */
const RECORD_COST = 64;
/** The oldest is dropped in pages, each of which is at most this share of all, or one record. */
const PAGE_SHARE = 1 / 16;

/** Records in the order in which they came, of which the oldest can be dropped. */
export class ChunkRing {
  readonly #dropped: (link: RecordedLink) => void;
  #pages: ChunkPage[] = [];
  #most: number;
  #cost = 0;
  #droppedCount = 0;
  #next = 1;

  /** @param dropped hears of each record that is dropped */
  constructor(most: number, dropped: (link: RecordedLink) => void) {
    this.#most = most;
    this.#dropped = dropped;
  }

  get most(): number {
    return this.#most;
  }
  get cost(): number {
    return this.#cost;
  }
  /** Records dropped because there was no room. */
  get dropped(): number {
    return this.#droppedCount;
  }
  /** The newest record; 0 before the first. */
  get newest(): number {
    return this.#next - 1;
  }
  /** The oldest record that is kept; one more than the newest when there is none. */
  get oldest(): number {
    return this.#pages[0]?.first ?? this.#next;
  }

  /** @param bytes of memory that the record takes */
  add(record: NewRecord, bytes: number): void {
    const page = this.#pageFor();
    page.add(record);
    this.#next += 1;
    const cost = RECORD_COST + bytes;
    page.cost += cost;
    this.#cost += cost;
    if (this.#cost > this.#most) this.#fit();
  }

  record(id: number): ChunkRecord | undefined {
    const page = this.#pageOf(id);
    const index = page === undefined ? -1 : id - page.first;
    const link = page?.links[index];
    if (page === undefined || link === undefined) return undefined;
    const copied = page.copied(index);
    const kept = page.kept[index];
    return {
      id,
      link,
      at: page.at[index] as number,
      direction: page.isOut[index] === 1 ? 'out' : 'in',
      layer: page.isInside[index] === 1 ? 'inside' : 'outside',
      bytes: kept && copied.length === 0 ? kept : copied,
      more: copied.length === 0 ? undefined : kept,
      offset: page.offset[index] as number,
      take: page.take[index] as number,
      isFromStart: page.isFromStart[index] === 1,
    };
  }

  /** Sets the bound; what is too much is dropped. */
  resize(most: number): void {
    this.#most = most;
    this.#fit();
  }

  clear(): void {
    const pages = this.#pages;
    this.#pages = [];
    this.#cost = 0;
    this.#droppedCount = 0;
    for (const { links } of pages) for (const link of links) this.#dropped(link);
  }

  #pageFor(): ChunkPage {
    const last = this.#pages.at(-1);
    if (last && !last.isFull && last.cost < this.#most * PAGE_SHARE) return last;
    const page = new ChunkPage(this.#next);
    this.#pages.push(page);
    return page;
  }

  /** Drops the oldest until the rest is within the bound. */
  #fit(): void {
    while (this.#cost > this.#most) {
      const page = this.#pages.shift();
      if (page === undefined) return;
      this.#cost -= page.cost;
      this.#droppedCount += page.size;
      for (const link of page.links) this.#dropped(link);
    }
  }

  #pageOf(id: number): ChunkPage | undefined {
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#pages[middle] as ChunkPage).first <= id) low = middle;
      else high = middle - 1;
    }
    return this.#pages[low];
  }
}
