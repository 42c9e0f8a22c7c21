import type { LogSegment } from '../../src/core/room/log-segment.ts';
import { type Digests, eventProof } from '../../src/core/secure/proofs.ts';
import type { Entered } from '../../src/core/session/guest-ports.ts';
import type { CopyOfLog } from '../../src/core/session/lost-of-own.ts';
import type { Gap, PastPage } from '../../src/core/session/past.ts';
import { frameOffsets } from '../../src/core/wire/event-frame.ts';
import type { OutboxItem, RoomEvent } from '../../src/shared/models.ts';
import { Violation } from './ledger.ts';

/** What a guest's disk keeps, as src/node/store/member-store.ts does. It outlives the process. */
export class GuestStore {
  readonly #digests: Digests;
  session: string | undefined;
  /** What the room proves itself with. */
  key: string | undefined;
  /** The room's own key, where its links are sealed. */
  roomKey: string | undefined;
  events: RoomEvent[] = [];
  /** Copies whose place another took, and which were not compared with it yet, the newest last. */
  older: readonly CopyOfLog[] = [];
  /** This member's id. */
  you: string | undefined;
  /** By number, as they travelled. */
  #frames = new Map<number, Uint8Array>();
  /** What the copy passed over; a gap above the newest event belongs to a page that never came. */
  #gaps: Gap[] = [];
  readonly #outbox = new Map<string, OutboxItem>();

  constructor(digests: Digests) {
    this.#digests = digests;
  }

  get newest(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps.filter(({ first }) => first <= this.newest);
  }

  get outbox(): readonly OutboxItem[] {
    return [...this.#outbox.values()];
  }

  enter({ welcome: { session, you }, fresh, roomKey }: Entered, key: string | undefined): void {
    this.session = session;
    this.key = key;
    this.roomKey = roomKey;
    if (fresh && this.events.length > 0) {
      this.older = [...this.older, this.copyOfLog()];
    }
    this.you = you;
    if (!fresh) return;
    this.events = [];
    this.#frames = new Map();
    this.#gaps = [];
  }

  passOver(gap: Gap): void {
    this.#gaps = [...this.#gaps.filter(({ first }) => first < gap.first), gap];
  }

  fill({ segment: { first, next, frames }, events, gap }: PastPage): void {
    if (!this.#gaps.some((one) => one.first === gap.first && one.next === gap.next))
      throw new Violation(`a page fills ${gap.first} to ${gap.next}, which is no gap`);
    this.#gaps = this.#gaps.filter((one) => one.first !== gap.first);
    if (first > gap.first) this.#gaps.push({ first: gap.first, next: first });
    this.#keepFrames(frames, events);
    this.events = [...this.events, ...events].toSorted((one, other) => one.seq - other.seq);
    const numbers = this.events.map(({ seq }) => seq);
    if (new Set(numbers).size !== numbers.length) throw new Violation(`a page brings events ${first} to ${next} twice`);
  }

  /** Proof of the newest event. */
  get proof(): string | undefined {
    const frame = this.#frames.get(this.newest);
    return frame && eventProof(this.#digests, frame);
  }

  /** The copy as it is now, to be compared with another. */
  copyOfLog(): CopyOfLog {
    const { events, you, newest } = this;
    const frames = this.#frames;
    const read = (from: number) => {
      const found = events.find(({ seq }) => seq >= from);
      const frame = found && frames.get(found.seq);
      return found && frame && { first: found.seq, next: found.seq + 1, frames: frame };
    };
    const between = (from: number, to: number) => events.filter(({ seq }) => seq >= from && seq < to);
    return { log: { read }, oldest: events[0]?.seq ?? 0, newest, you, events: between };
  }

  /** The copy was compared, and this is what has to be said again, before all else. */
  compared(again: readonly OutboxItem[]): void {
    this.older = [];
    const rest = this.outbox;
    this.#outbox.clear();
    for (const item of [...again, ...rest]) this.#outbox.set(item.id, item);
  }

  append({ first, next, frames }: LogSegment, events: readonly RoomEvent[]): void {
    this.#keepFrames(frames, events);
    // What was passed over in front of a page that never came may come live.
    this.#gaps = this.#gaps
      .map((gap) => (gap.first >= first && gap.first < next ? { first: next, next: gap.next } : gap))
      .filter((gap) => gap.first < gap.next);
    for (const event of events) {
      const { newest } = this;
      const isBehindGap = this.#gaps.some(({ next }) => next === event.seq);
      if (newest !== 0 && event.seq !== newest + 1 && !isBehindGap)
        throw new Violation(`a guest keeps event ${event.seq} after ${newest}`);
      this.events.push(event);
    }
  }

  #keepFrames(frames: Uint8Array, events: readonly RoomEvent[]): void {
    const starts = [...frameOffsets(frames), frames.length];
    for (const [index, { seq }] of events.entries())
      this.#frames.set(seq, frames.slice(starts[index], starts[index + 1]));
  }

  keepItem(item: OutboxItem): void {
    this.#outbox.set(item.id, item);
  }

  dropItem(id: string): void {
    this.#outbox.delete(id);
  }
}
