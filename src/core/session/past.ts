import type { Problem } from '../../shared/error-codes.ts';
import type { RoomEvent } from '../../shared/models.ts';
import type { LogSegment } from '../room/log-segment.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import type { PastRange } from '../wire/messages.ts';

/** Consecutive events that a copy of the log lacks: from number `first` up to `next`, which it has. */
export interface Gap {
  readonly first: number;
  readonly next: number;
}

/** What came of the past: `segment` goes into the copy in front of what was there, `gap` is what is still lacking of it. */
export interface PastPage {
  /** Without frames where the host has nothing older: then nothing is lacking any more. */
  readonly segment: LogSegment;
  readonly events: readonly RoomEvent[];
  /** The gap that the page was asked for. */
  readonly gap: Gap;
}

/** What is under way: the page that was asked for and, once the host announced it, the number expected next. */
interface Asked {
  readonly gap: Gap;
  readonly frames: FrameWriter;
  readonly events: RoomEvent[];
  /** Undefined until `past` came. */
  expected: number | undefined;
}

/**
 * Fetches what was passed over when the newest page of the log came first: the newest gap first, one page at a time,
 * each ending where the present copy begins.
 */
export class Past {
  /** The newest last. */
  #gaps: Gap[];
  #asked: Asked | undefined;

  constructor(gaps: readonly Gap[]) {
    this.#gaps = gaps.toSorted((one, other) => one.first - other.first);
  }

  /** True when the copy lacks nothing. */
  get isWhole(): boolean {
    return this.#gaps.length === 0;
  }

  /** True while the events that come are those of a page that was asked for. */
  get isComing(): boolean {
    return this.#asked?.expected !== undefined;
  }

  /** A new link: nothing is under way on it. */
  linkOpened(): void {
    this.#asked = undefined;
  }

  /** The copy passes over these events, which are newer than all that it has. */
  lacks(gap: Gap): void {
    this.#gaps.push(gap);
  }

  /** What to ask the host for now. @returns undefined when something is under way, or nothing is lacking */
  due(): { readonly type: 'past'; readonly before: number } | undefined {
    const gap = this.#gaps.at(-1);
    if (gap === undefined || this.#asked !== undefined) return undefined;
    this.#asked = { gap, frames: new FrameWriter(), events: [], expected: undefined };
    return { type: 'past', before: gap.next };
  }

  /** The host announced a page. @returns it, when it is empty: the log begins behind it; or what is wrong with it */
  announced({ first, next }: PastRange): PastPage | Problem | undefined {
    const asked = this.#asked;
    if (asked === undefined || asked.expected !== undefined) return wrong('a page of the past that nobody asked for');
    if (next !== asked.gap.next || first > next) return wrong(`events ${first} to ${next} are not what was asked for`);
    asked.expected = first;
    return first === next ? this.#end(asked, asked.gap.first) : undefined;
  }

  /** An event of the page. `raw` is its frame. @returns the page, when it is whole; or what is wrong with it */
  take(event: RoomEvent, raw: Uint8Array): PastPage | Problem | undefined {
    const asked = this.#asked;
    if (asked === undefined || event.seq !== asked.expected) {
      return wrong(`event ${event.seq} came where ${asked?.expected} of the past was to come`);
    }
    asked.expected += 1;
    // A page may begin before the gap does.
    if (event.seq >= asked.gap.first) {
      asked.frames.writeRaw(raw);
      asked.events.push(event);
    }
    if (asked.expected < asked.gap.next) return undefined;
    return this.#end(asked, asked.events[0]?.seq ?? asked.gap.next);
  }

  #end({ gap, frames, events }: Asked, first: number): PastPage {
    this.#asked = undefined;
    this.#gaps = this.#gaps.filter((one) => one !== gap);
    if (first > gap.first) this.#gaps.push({ first: gap.first, next: first });
    return { segment: { first, next: gap.next, frames: frames.take() }, events, gap };
  }
}

function wrong(text: string): Problem {
  return { code: 'bad_message', text };
}
