import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { RoomEvent } from '../../src/shared/models.ts';
import { headersOf } from '../support/frames.ts';

/** A promise that was broken. Thrown, so that the run stops at the instant at which it happened. */
export class Violation extends Error {}

/** One thing that somebody said, from the moment at which they said it. */
export interface Saying {
  readonly guest: string;
  /** Counts what this guest said. */
  readonly number: number;
  readonly text: string;
  /** False when the guest could not keep it on its disk, so that a crash may lose it. */
  readonly kept: boolean;
  state: 'open' | 'accepted' | 'given-up';
}

/**
 * The truth of a run: what the host committed, from the first event on and never trimmed, and what people said. Texts
 * are unique in a run, so a text that stands in the log twice was doubled.
 */
export class Ledger {
  readonly events: RoomEvent[] = [];
  readonly sayings = new Map<string, Saying>();
  /** Guests that were refused something, or said something again: the order of theirs may differ. */
  readonly disturbed = new Set<string>();
  /** Messages that were accepted after a later one of the same guest. */
  overtaken = 0;
  readonly #seqByText = new Map<string, number>();
  readonly #last = new Map<string, number>();
  /** Logs that were given up when the host's was set back: what was sent of them may still be on its way. */
  readonly #givenUp: (readonly RoomEvent[])[] = [];
  readonly #forgetsMembers: boolean;
  readonly #oldestKept: () => number;
  readonly #happened: (event: RoomEvent) => void;

  /**
   * @param forgetsMembers whether the room keeps so few sessions that it may forget a guest. One that it forgot comes
   *   back as a stranger, and what it says again is then a stranger's message.
   * @param oldestKept number of the oldest event in the host's log; a restarted host knows no older message's id
   */
  constructor(forgetsMembers: boolean, oldestKept: () => number, happened: (event: RoomEvent) => void = () => {}) {
    this.#happened = happened;
    this.#forgetsMembers = forgetsMembers;
    this.#oldestKept = oldestKept;
  }

  say(saying: Saying): void {
    this.sayings.set(saying.text, saying);
  }

  /** The host's disk has a segment. */
  committed(segment: LogSegment): void {
    const events = headersOf(segment.frames) as unknown as RoomEvent[];
    if (segment.first !== this.events.length + 1)
      throw new Violation(`event ${segment.first} follows ${this.events.length}`);
    if (segment.next !== segment.first + events.length) throw new Violation('a segment counts its events wrongly');
    for (const event of events) this.#add(event);
  }

  /** Somebody was told that `text` was accepted. */
  accepted(text: string): void {
    const saying = this.sayings.get(text);
    if (!saying) throw new Violation(`accepted, but never said: ${text}`);
    const wasInLog = this.#givenUp.some((events) => events.some((event) => event.text === text));
    if (!this.#seqByText.has(text) && !wasInLog) throw new Violation(`accepted, but not in the log: ${text}`);
    saying.state = 'accepted';
  }

  givenUp(text: string): void {
    const saying = this.sayings.get(text);
    // Also what was accepted, lost with a log that was set back, and refused when it was said again.
    if (saying && (saying.state === 'open' || !this.hasInLog(text))) saying.state = 'given-up';
  }

  /** A guest was shown `event`. */
  shown(guest: string, event: RoomEvent): void {
    const truths = [this.events, ...this.#givenUp].flatMap((events) => events[event.seq - 1] ?? []);
    if (truths.length === 0)
      throw new Violation(`${guest} was shown event ${event.seq}, which is not on the host's disk`);
    const same = truths.some(
      ({ text, from, id, kind }) =>
        text === event.text && from === event.from && id === event.id && kind === event.kind,
    );
    if (!same) throw new Violation(`${guest} was shown another event ${event.seq} than the log has`);
  }

  /** Keeps the truth as it is now. @returns what makes it the truth again, as when the host's log is set back to this */
  backup(): () => void {
    const kept = [...this.events];
    return () => {
      this.#givenUp.push(this.events.splice(0));
      this.#seqByText.clear();
      for (const event of kept) {
        this.events.push(event);
        if (event.kind === 'message') this.#seqByText.set(event.text, event.seq);
      }
      for (const { guest } of this.sayings.values()) this.disturbed.add(guest);
    };
  }

  hasInLog(text: string): boolean {
    return this.#seqByText.has(text);
  }

  #add(event: RoomEvent): void {
    if (event.seq !== this.events.length + 1) throw new Violation(`event ${event.seq} follows ${this.events.length}`);
    const before = this.events.at(-1);
    if (before && event.at < before.at) throw new Violation(`event ${event.seq} is earlier than the one before it`);
    this.events.push(event);
    this.#happened(event);
    if (event.kind !== 'message') return;
    const first = this.#seqByText.get(event.text);
    if (first !== undefined && this.#isForgotten(first, event)) return;
    if (first !== undefined) throw new Violation(`in the log twice, as ${first} and ${event.seq}: ${event.text}`);
    const saying = this.sayings.get(event.text);
    if (!saying) throw new Violation(`in the log, but never said: ${event.text}`);
    this.#seqByText.set(event.text, event.seq);
    this.#checkOrder(saying);
  }

  /** Whether the room could not know any more that it had this message before. */
  #isForgotten(before: number, event: RoomEvent): boolean {
    if (before < this.#oldestKept()) return true;
    return this.#forgetsMembers && (this.events[before - 1] as RoomEvent).from !== event.from;
  }

  #checkOrder({ guest, number, text }: Saying): void {
    const last = this.#last.get(guest) ?? 0;
    this.#last.set(guest, Math.max(last, number));
    if (number > last) return;
    this.overtaken += 1;
    if (!this.disturbed.has(guest) && !this.#forgetsMembers)
      throw new Violation(`number ${number} of ${guest} came after its number ${last}: ${text}`);
  }
}
