import { Violation } from './ledger.ts';

/** Far more than anybody has to do in one instant. */
const AT_ONCE_MOST = 100_000;

interface Entry {
  readonly at: number;
  /** Entries of one instant run in the order in which they were made. */
  readonly order: number;
  readonly work: () => void;
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

/** Virtual time: nothing happens by itself, and waiting costs nothing. Milliseconds since 1970, whole. */
export class Clock {
  #now = 1_800_000_000_000;
  #made = 0;
  /** Entries that ran one after the other in the present instant. */
  #atOnce = 0;
  /** A binary heap, the next entry first. */
  readonly #heap: Entry[] = [];

  get now(): number {
    return this.#now;
  }

  /** Runs `work` in `delay` milliseconds. */
  after(delay: number, work: () => void): void {
    if (!Number.isFinite(delay)) throw new Error(`nothing happens in ${delay} ms`);
    this.#made += 1;
    const entry = { at: this.#now + Math.max(0, Math.round(delay)), order: this.#made, work };
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, heap[parent] as Entry)) break;
      heap[index] = heap[parent] as Entry;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Runs everything that falls within the next `duration` milliseconds. */
  run(duration: number): void {
    const end = this.#now + duration;
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#removeFirst();
      this.#atOnce = next.at === this.#now ? this.#atOnce + 1 : 0;
      if (this.#atOnce > AT_ONCE_MOST) throw new Violation('time does not go on: something is done again and again');
      this.#now = next.at;
      next.work();
    }
    this.#now = end;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
      if (!isBefore(heap[child] as Entry, last)) break;
      heap[index] = heap[child] as Entry;
      index = child;
    }
    heap[index] = last;
  }
}
