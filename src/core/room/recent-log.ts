import { joinSegments, type LogReader, type LogSegment } from './log-segment.ts';

/** Bytes of the newest events kept in memory for links that are a little behind. */
const RECENT_BYTES = 4_194_304;

/**
 * The newest segments in memory, in front of the whole log on disk: many slow readers and late joiners share these
 * bytes instead of reading the disk each for itself.
 */
export class RecentLog implements LogReader {
  readonly #disk: LogReader;
  readonly #segments: LogSegment[] = [];
  #bytes = 0;
  /** The last answer: a crowd that joins at once asks the same for each, and shares one copy. */
  #last: { readonly from: number; readonly maxBytes: number; readonly segment: LogSegment } | undefined;

  constructor(disk: LogReader) {
    this.#disk = disk;
  }

  add(segment: LogSegment): void {
    this.#last = undefined;
    this.#segments.push(segment);
    this.#bytes += segment.frames.length;
    let drop = 0;
    while (this.#bytes > RECENT_BYTES && drop < this.#segments.length - 1) {
      this.#bytes -= (this.#segments[drop] as LogSegment).frames.length;
      drop += 1;
    }
    if (drop > 0) this.#segments.splice(0, drop);
  }

  read(from: number, maxBytes: number): LogSegment | undefined {
    if (this.#last?.from === from && this.#last.maxBytes === maxBytes) return this.#last.segment;
    const segment = this.#find(from, maxBytes);
    this.#last = segment && { from, maxBytes, segment };
    return segment;
  }

  #find(from: number, maxBytes: number): LogSegment | undefined {
    const oldest = this.#segments[0];
    if (oldest === undefined || from < oldest.first) return this.#disk.read(from, maxBytes);
    const start = this.#indexOf(from);
    let end = start;
    for (let bytes = 0; end < this.#segments.length && (end === start || bytes < maxBytes); end += 1) {
      bytes += (this.#segments[end] as LogSegment).frames.length;
    }
    return joinSegments(this.#segments.slice(start, end), from);
  }

  /** Index of the segment that holds event `from`, or the count of segments when it is newer than all. */
  #indexOf(from: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle] as LogSegment).next <= from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
