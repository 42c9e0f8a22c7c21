import type { OutboxItem, RoomEvent } from '../../src/shared/models.ts';
import { Violation } from './ledger.ts';

/** What a guest's disk keeps, as src/node/store/member-store.ts does. It outlives the process. */
export class GuestStore {
  session: string | undefined;
  readonly events: RoomEvent[] = [];
  readonly #outbox = new Map<string, OutboxItem>();

  get newest(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  get outbox(): readonly OutboxItem[] {
    return [...this.#outbox.values()];
  }

  startSession(token: string, fresh: boolean): void {
    this.session = token;
    if (fresh) this.events.length = 0;
  }

  append(events: readonly RoomEvent[]): void {
    for (const event of events) {
      const { newest } = this;
      if (newest !== 0 && event.seq !== newest + 1)
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
