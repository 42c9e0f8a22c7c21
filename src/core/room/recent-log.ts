import { joinSegments, type LogReader, type LogSegment, newestBefore, segmentFrom } from './log-segment.ts';

/** Bytes of the newest events kept in memory for links that are a little behind. */
const RECENT_BYTES = 4_194_304;
/** Segments are joined up to this length, which is what a link that is caught up gets at a time. */
const STRETCH_BYTES = 262_144;

/** Consecutive segments that stand one behind the other in the same memory, `memory[from .. to)`. */
interface Stretch {
  readonly first: number;
  next: number;
  readonly memory: ArrayBufferLike;
  readonly from: number;
  to: number;
}

/**
 * The newest segments in memory, in front of the whole log on disk: many slow readers and late joiners share these
 * bytes instead of reading the disk each for itself. A turn's frames are written behind those of the turn before, so
 * that what is kept is a few long stretches, which are handed out as they stand, and not thousands of messages.
 */
export class RecentLog implements LogReader {
  readonly #disk: LogReader;
  readonly #stretches: Stretch[] = [];
  #bytes = 0;
  /** The last answer: a crowd that joins at once asks the same for each, and shares one copy. */
  #last: { readonly from: number; readonly maxBytes: number; readonly segment: LogSegment } | undefined;

  constructor(disk: LogReader) {
    this.#disk = disk;
  }

  add(segment: LogSegment): void {
    this.#last = undefined;
    this.#bytes += segment.frames.length;
    const newest = this.#stretches.at(-1);
    if (newest && continues(newest, segment)) {
      newest.next = segment.next;
      newest.to += segment.frames.length;
      return;
    }
    this.#stretches.push(stretchOf(segment));
    while (this.#bytes > RECENT_BYTES && this.#stretches.length > 1) {
      this.#bytes -= lengthOf(this.#stretches.shift() as Stretch);
    }
  }

  read(from: number, maxBytes: number): LogSegment | undefined {
    if (this.#last?.from === from && this.#last.maxBytes === maxBytes) return this.#last.segment;
    const segment = this.#find(from, maxBytes);
    this.#last = segment && { from, maxBytes, segment };
    return segment;
  }

  readBefore(before: number, maxBytes: number): LogSegment | undefined {
    return newestBefore(this.#newestFirst(before, maxBytes), before, maxBytes);
  }

  /** Segments of memory and behind them of the disk, from the one that holds the event before `before` on. */
  *#newestFirst(before: number, maxBytes: number): Generator<LogSegment> {
    for (const stretch of this.#stretches.toReversed()) if (stretch.first < before) yield segmentOf(stretch);
    // What it answers is all that can fit: nothing older is asked for.
    const older = this.#disk.readBefore(Math.min(before, this.#stretches[0]?.first ?? before), maxBytes);
    if (older) yield older;
  }

  #find(from: number, maxBytes: number): LogSegment | undefined {
    const oldest = this.#stretches[0];
    if (oldest === undefined || from < oldest.first) return this.#disk.read(from, maxBytes);
    const start = this.#stretches.findIndex(({ next }) => from < next);
    if (start === -1) return undefined;
    const parts = [segmentFrom(segmentOf(this.#stretches[start] as Stretch), from)];
    let bytes = (parts[0] as LogSegment).frames.length;
    for (const stretch of this.#stretches.slice(start + 1)) {
      bytes += lengthOf(stretch);
      if (bytes > maxBytes) break;
      parts.push(segmentOf(stretch));
    }
    return joinSegments(parts, from);
  }
}

function continues(stretch: Stretch, { first, frames }: LogSegment): boolean {
  return (
    frames.buffer === stretch.memory &&
    frames.byteOffset === stretch.to &&
    first === stretch.next &&
    frames.byteOffset + frames.length - stretch.from <= STRETCH_BYTES
  );
}

function stretchOf({ first, next, frames }: LogSegment): Stretch {
  return { first, next, memory: frames.buffer, from: frames.byteOffset, to: frames.byteOffset + frames.length };
}

function lengthOf({ from, to }: Stretch): number {
  return to - from;
}

function segmentOf({ first, next, memory, from, to }: Stretch): LogSegment {
  return { first, next, frames: new Uint8Array(memory, from, to - from) };
}
