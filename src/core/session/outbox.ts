import type { Problem } from '../../shared/error-codes.ts';
import type { OutboxItem } from '../../shared/models.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Pace } from '../wire/messages.ts';

/** Messages under way at one time; the rest wait their turn. */
const IN_FLIGHT_MAX = 256;
/** A guest keeps this far below the pace that the room announced, so that clocks that differ cause no refusal. */
const PACE_SHARE = 0.9;

/**
 * What a member said and the host has not yet accepted, in order. Survives links; the shell keeps it on disk.
 */
export class Outbox {
  /** By id, in the order in which they were said. */
  readonly #items: Map<string, OutboxItem>;
  /** Ids sent over the present link and not yet answered. */
  readonly #inFlight = new Set<string>();
  /** Ids of what was refused. */
  readonly #failed: Set<string>;
  /** Ids that a host may have heard already: sent over some link, or kept from before. */
  readonly #told: Set<string>;
  /** Something that may be in the log already is to be said again, and has to wait until the log was read. */
  #repeats = false;
  #bucket: TokenBucket | undefined;

  constructor(kept: readonly OutboxItem[]) {
    this.#items = new Map(kept.map((item) => [item.id, item]));
    this.#failed = new Set(kept.filter(({ state }) => state === 'failed').map(({ id }) => id));
    this.#told = new Set(this.#items.keys());
  }

  get items(): readonly OutboxItem[] {
    return [...this.#items.values()];
  }

  /** How many there are. */
  get size(): number {
    return this.#items.size;
  }

  /** Those that the host refused, in order. */
  get failed(): readonly OutboxItem[] {
    return [...this.#failed].flatMap((id) => this.#items.get(id) ?? []);
  }

  find(id: string): OutboxItem | undefined {
    return this.#items.get(id);
  }

  add(item: OutboxItem): void {
    this.#items.set(item.id, item);
  }

  /** What a log lost is said again, before all else. */
  sayAgain(items: readonly OutboxItem[]): void {
    const rest = [...this.#items.values()];
    this.#items.clear();
    for (const item of [...items, ...rest]) this.#items.set(item.id, item);
  }

  /** The host has it, or the user threw it away. @returns false when it was not there */
  remove(id: string): boolean {
    this.#inFlight.delete(id);
    this.#failed.delete(id);
    this.#told.delete(id);
    return this.#items.delete(id);
  }

  /** The host refused it; it stays, for the user to try again or throw away. */
  fail(id: string, problem: Problem): void {
    this.#inFlight.delete(id);
    if (this.#items.has(id)) this.#failed.add(id);
    this.#replace(id, (item) => ({ ...item, state: 'failed', problem }));
  }

  /** Waits again, in its old place. */
  retry(id: string): void {
    this.#inFlight.delete(id);
    this.#failed.delete(id);
    this.#replace(id, ({ problem: _, ...item }) => ({ ...item, state: 'waiting' }));
  }

  /** A new link: nothing is under way on it yet. */
  linkOpened(pace: Pace | undefined, now: number): void {
    this.#inFlight.clear();
    this.#repeats = false;
    for (const { id, state } of this.#items.values())
      if (state === 'waiting' && this.#told.has(id)) this.#repeats = true;
    this.#bucket = pace && new TokenBucket(pace.per_second * PACE_SHARE, Math.max(1, pace.burst * PACE_SHARE), now);
  }

  /**
   * What to send now, in order. Each is counted as under way.
   * @param hasRead the whole log is here: what a host heard before and is not in it may be said again
   */
  takeDue(now: number, hasRead: boolean): readonly OutboxItem[] {
    if (hasRead) this.#repeats = false;
    if (this.#repeats) return [];
    const due: OutboxItem[] = [];
    for (const item of this.#items.values()) {
      if (this.#inFlight.size >= IN_FLIGHT_MAX) break;
      if (item.state !== 'waiting' || this.#inFlight.has(item.id)) continue;
      if (this.#bucket && !this.#bucket.take(now)) break;
      this.#inFlight.add(item.id);
      this.#told.add(item.id);
      due.push(item);
    }
    return due;
  }

  #replace(id: string, change: (item: OutboxItem) => OutboxItem): void {
    const item = this.#items.get(id);
    if (item) this.#items.set(id, change(item));
  }
}
