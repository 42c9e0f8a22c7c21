import type { Problem } from '../../shared/error-codes.ts';
import type { OutboxItem } from '../../shared/models.ts';
import { KeptPace } from '../kept-pace.ts';
import type { Pace } from '../wire/messages.ts';

/** Messages under way at one time; the rest wait their turn. */
const IN_FLIGHT_MAX = 256;

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
  #pace: KeptPace | undefined;
  /** Ids of those under way that the host has and whose events are still to come. */
  readonly #heard = new Set<string>();
  /** Answers since it was looked at last. */
  #answers = 0;

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
    this.#land(id);
    this.#failed.delete(id);
    this.#told.delete(id);
    return this.#items.delete(id);
  }

  /** The host has it; it stays under way until its event is here. */
  heard(id: string): void {
    if (!this.#inFlight.has(id) || this.#heard.has(id)) return;
    this.#heard.add(id);
    this.#answers += 1;
  }

  /** The host refused it; it stays, for the user to try again or throw away. */
  fail(id: string, problem: Problem): void {
    this.#land(id);
    if (this.#items.has(id)) this.#failed.add(id);
    this.#replace(id, (item) => ({ ...item, state: 'failed', problem }));
  }

  /** Waits again, in its old place. */
  retry(id: string): void {
    this.#land(id);
    this.#failed.delete(id);
    this.#replace(id, ({ problem: _, ...item }) => ({ ...item, state: 'waiting' }));
  }

  /** A new link: nothing is under way on it yet. */
  linkOpened(pace: Pace | undefined, now: number): void {
    this.#inFlight.clear();
    this.#heard.clear();
    this.#repeats = false;
    for (const { id, state } of this.#items.values())
      if (state === 'waiting' && this.#told.has(id)) this.#repeats = true;
    this.#keepPace(pace, now);
  }

  /**
   * What to send now, in order. Each is counted as under way.
   * @param hasRead the whole log is here: what a host heard before and is not in it may be said again
   */
  takeDue(now: number, hasRead: boolean): readonly OutboxItem[] {
    if (hasRead) this.#repeats = false;
    if (this.#repeats) return [];
    this.#pace?.heard(this.#answers, now);
    this.#answers = 0;
    const most = Math.min(IN_FLIGHT_MAX - this.#inFlight.size, this.#pace?.left(now) ?? IN_FLIGHT_MAX);
    const due: OutboxItem[] = [];
    for (const item of this.#items.values()) {
      if (due.length >= most) break;
      if (item.state !== 'waiting' || this.#inFlight.has(item.id)) continue;
      this.#inFlight.add(item.id);
      this.#told.add(item.id);
      due.push(item);
    }
    this.#pace?.said(due.length);
    return due;
  }

  /** It is no longer under way: the host answered. */
  #land(id: string): void {
    if (this.#inFlight.delete(id) && !this.#heard.delete(id)) this.#answers += 1;
  }

  /** The pace is the member's, and no new one with each link. */
  #keepPace(pace: Pace | undefined, now: number): void {
    this.#answers = 0;
    this.#pace?.heardAll(now);
    const isSame = pace && pace.per_second === this.#pace?.perSecond && pace.burst === this.#pace.burst;
    if (!isSame) this.#pace = pace && new KeptPace({ perSecond: pace.per_second, burst: pace.burst }, now);
  }

  #replace(id: string, change: (item: OutboxItem) => OutboxItem): void {
    const item = this.#items.get(id);
    if (item) this.#items.set(id, change(item));
  }
}
