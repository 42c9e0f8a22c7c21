import { IMPAIRMENT_LIMITS, type Impairment } from '../../shared/impairment/impairment.ts';

/** What became of the datagrams so far. */
export interface ImpairmentCounts {
  readonly seen: number;
  readonly lost: number;
  readonly doubled: number;
  /** Datagrams that another one was sent past. */
  readonly reordered: number;
  /** Those of the lost that found the queue full. */
  readonly overflowed: number;
}

interface Waiting<T> {
  readonly datagram: T;
  readonly length: number;
  /** Milliseconds at which it goes on. */
  at: number;
  /** True while it waits for another one to overtake it. */
  held: boolean;
}

/**
 * A bad network, one way: datagrams go in, and come out late, twice, in another order or not at all. `random` gives
 * numbers from 0 up to 1; by one seed everything fares the same. Milliseconds.
 */
export class DatagramImpairment<T> {
  readonly #random: () => number;
  #settings: Impairment;
  /** By the time at which they go on; of the same time in the order in which they came. */
  #waiting: Waiting<T>[] = [];
  #bytes = 0;
  #counts = { seen: 0, lost: 0, doubled: 0, reordered: 0, overflowed: 0 };

  constructor(settings: Impairment, random: () => number) {
    this.#settings = settings;
    this.#random = random;
  }

  get counts(): ImpairmentCounts {
    return this.#counts;
  }

  /** Datagrams that wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** When {@link due} has something; infinite for never. */
  get deadline(): number {
    return this.#waiting[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** What comes from now on fares by other settings; what waits keeps its time. */
  set(settings: Impairment): void {
    this.#settings = settings;
  }

  /** Takes a datagram of `length` bytes, which must not change afterwards. Call {@link due} then. */
  push(datagram: T, length: number, now: number): void {
    const { loss, duplication, reordering } = this.#settings;
    this.#counts.seen += 1;
    if (this.#chance(loss)) {
      this.#counts.lost += 1;
      return;
    }
    const comesTwice = this.#chance(duplication);
    const isHeld = this.#chance(reordering);
    this.#add(datagram, length, now, isHeld);
    if (!comesTwice) return;
    this.#counts.doubled += 1;
    this.#add(datagram, length, now, false);
  }

  /** Takes out what has waited long enough, in the order in which it goes on. */
  due(now: number): readonly T[] {
    const count = this.#waiting.findIndex(({ at }) => at > now);
    return this.#take(count === -1 ? this.#waiting.length : count);
  }

  /** Takes out everything that waits. */
  drain(): readonly T[] {
    return this.#take(this.#waiting.length);
  }

  #take(count: number): readonly T[] {
    if (count === 0) return [];
    const taken = this.#waiting.splice(0, count);
    for (const { length } of taken) this.#bytes -= length;
    return taken.map(({ datagram }) => datagram);
  }

  #add(datagram: T, length: number, now: number, held: boolean): void {
    if (this.#waiting.length >= IMPAIRMENT_LIMITS.datagrams || this.#bytes + length > IMPAIRMENT_LIMITS.datagramBytes) {
      this.#counts.lost += 1;
      this.#counts.overflowed += 1;
      return;
    }
    const { delayMs, jitterMs } = this.#settings;
    const at = now + delayMs + (jitterMs > 0 ? jitterMs * this.#random() : 0);
    this.#bytes += length;
    this.#insert({ datagram, length, at: held ? at + IMPAIRMENT_LIMITS.reorderMs : at, held });
    if (!held) this.#overtake(at);
  }

  /** Those that wait for it go on right behind the datagram that passes them at `at`. */
  #overtake(at: number): void {
    const passed = this.#waiting.filter((one) => one.held && one.at > at);
    if (passed.length === 0) return;
    this.#counts.reordered += passed.length;
    this.#waiting = this.#waiting.filter((one) => !passed.includes(one));
    for (const one of passed) this.#insert({ ...one, at, held: false });
  }

  #insert(one: Waiting<T>): void {
    let index = this.#waiting.length;
    while (index > 0 && (this.#waiting[index - 1] as Waiting<T>).at > one.at) index -= 1;
    this.#waiting.splice(index, 0, one);
  }

  /** Asks chance only where something depends on it, so that a setting of nothing changes nothing. */
  #chance(probability: number): boolean {
    return probability > 0 && this.#random() < probability;
  }
}
