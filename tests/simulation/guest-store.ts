import type { Gap, PastPage } from '../../src/core/session/past.ts';
import type { OutboxItem, RoomEvent } from '../../src/shared/models.ts';
import { Violation } from './ledger.ts';

/** What a guest's disk keeps, as src/node/store/member-store.ts does. It outlives the process. */
export class GuestStore {
  session: string | undefined;
  /** What the room proves itself with. */
  key: string | undefined;
  events: RoomEvent[] = [];
  /** Copies whose place another took. */
  readonly older: (readonly RoomEvent[])[] = [];
  /** What the copy passed over; a gap above the newest event belongs to a page that never came. */
  #gaps: Gap[] = [];
  readonly #outbox = new Map<string, OutboxItem>();

  get newest(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps.filter(({ first }) => first <= this.newest);
  }

  get outbox(): readonly OutboxItem[] {
    return [...this.#outbox.values()];
  }

  enter(session: string, key: string | undefined, fresh: boolean): void {
    this.session = session;
    this.key = key;
    if (!fresh) return;
    if (this.events.length > 0) this.older.push(this.events);
    this.events = [];
    this.#gaps = [];
  }

  passOver(gap: Gap): void {
    this.#gaps = [...this.#gaps.filter(({ first }) => first !== gap.first), gap];
  }

  fill({ segment: { first, next }, events, gap }: PastPage): void {
    if (!this.#gaps.some((one) => one.first === gap.first && one.next === gap.next))
      throw new Violation(`a page fills ${gap.first} to ${gap.next}, which is no gap`);
    this.#gaps = this.#gaps.filter((one) => one.first !== gap.first);
    if (first > gap.first) this.#gaps.push({ first: gap.first, next: first });
    this.events = [...this.events, ...events].toSorted((one, other) => one.seq - other.seq);
    const numbers = this.events.map(({ seq }) => seq);
    if (new Set(numbers).size !== numbers.length) throw new Violation(`a page brings events ${first} to ${next} twice`);
  }

  append(events: readonly RoomEvent[]): void {
    for (const event of events) {
      const { newest } = this;
      const isBehindGap = this.#gaps.some(({ next }) => next === event.seq);
      if (newest !== 0 && event.seq !== newest + 1 && !isBehindGap)
        throw new Violation(`a guest keeps event ${event.seq} after ${newest}`);
      this.events.push(event);
    }
  }

  keepItem(item: OutboxItem): void {
    this.#outbox.set(item.id, item);
  }

  dropItem(id: string): void {
    this.#outbox.delete(id);
  }
}
