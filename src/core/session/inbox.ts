import type { Problem } from '../../shared/error-codes.ts';
import type { RoomEvent } from '../../shared/models.ts';
import type { LogSegment } from '../room/log-segment.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import type { EventMessage } from '../wire/messages.ts';

/** What one chunk brought of the log. */
export interface Arrived {
  readonly segment: LogSegment;
  readonly events: readonly RoomEvent[];
}

/** The room's log as it comes in: each event once and in order, handed on in one piece for each chunk, acknowledged later. */
export class Inbox {
  readonly #frames = new FrameWriter();
  #events: RoomEvent[] = [];
  #newest = 0;
  #unacked = 0;
  /** The newest event's frame, and its length while it is only collected. */
  #lastFrame: Uint8Array | undefined;
  #lastLength = 0;

  /** The newest event's frame; undefined while it did not come in this run. */
  get lastFrame(): Uint8Array | undefined {
    return this.#lastFrame;
  }

  /** Number of the newest event that is here. */
  get newest(): number {
    return this.#newest;
  }

  /** Events handed on and not yet acknowledged. */
  get unacked(): number {
    return this.#unacked;
  }

  /** Another log, or the same one anew. @param newest its newest event that is here */
  restart(newest: number): void {
    this.#newest = newest;
    this.#lastFrame = undefined;
  }

  /** The next event that comes is number `first`. */
  skipTo(first: number): void {
    this.#newest = first - 1;
    this.#lastFrame = undefined;
  }

  /**
   * Collects an event. One that is here already is passed over; a gap means that this link can't be trusted.
   * @param raw the frame as it travelled
   * @returns the event, if it is new
   */
  take({ type: _, ...event }: EventMessage, raw: Uint8Array): RoomEvent | Problem | undefined {
    if (event.seq <= this.#newest) return undefined;
    if (this.#newest !== 0 && event.seq !== this.#newest + 1) {
      return { code: 'bad_message', text: `event ${event.seq} came after ${this.#newest}` };
    }
    this.#newest = event.seq;
    this.#frames.writeRaw(raw);
    this.#lastLength = raw.length;
    this.#events.push(event);
    return event;
  }

  /** Hands on what was collected; undefined when that is nothing. */
  handOn(): Arrived | undefined {
    const [first] = this.#events;
    if (first === undefined) return undefined;
    const events = this.#events;
    this.#events = [];
    this.#unacked += events.length;
    const frames = this.#frames.take();
    this.#lastFrame = frames.slice(frames.length - this.#lastLength);
    return { segment: { first: first.seq, next: this.#newest + 1, frames }, events };
  }

  /** All that was handed on is acknowledged, or nobody is there any more who waits for it. */
  acknowledged(): void {
    this.#unacked = 0;
  }
}
