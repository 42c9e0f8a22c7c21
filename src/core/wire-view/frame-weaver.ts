import type { WireDirection } from '../../shared/wire/wire-model.ts';
import { isProtocolError } from '../wire/protocol-error.ts';
import { FrameTracker, type Stretch } from './frame-tracker.ts';
import { describe, lineSummary } from './summary.ts';
import type { FrameItem } from './wire-items.ts';

/** Makes frames of one direction of one link, each with an id of its own. */
export type NewFrame = () => FrameItem;

export function frameMaker(link: number, direction: WireDirection, nextId: () => number): NewFrame {
  return () => ({
    id: nextId(),
    link,
    direction,
    state: 'pending',
    type: '',
    length: 0,
    headerLength: 0,
    summary: '',
    breach: undefined,
    key: undefined,
    by: undefined,
    seq: undefined,
    chunks: [],
    chunkCount: 0,
    packed: undefined,
    row: -1,
  });
}

/** Says that the bytes from `from` up to `to` of the content are those of a frame from its byte `at` on. */
export type Place = (frame: FrameItem, from: number, to: number, at: number) => void;

/** Makes items of what a tracker finds, the unfinished one at the end included, which grows. */
export class FrameWeaver {
  readonly #tracker: FrameTracker;
  readonly #newFrame: NewFrame;
  readonly #place: Place;
  /** The unfinished frame, and where it begins. */
  #open: FrameItem | undefined;
  /** Content up to here was placed. */
  #placed = 0;

  constructor(isFromStart: boolean, newFrame: NewFrame, place: Place) {
    this.#tracker = new FrameTracker(isFromStart);
    this.#newFrame = newFrame;
    this.#place = place;
  }

  /** Content before this offset is placed and will not be asked for again. */
  get placed(): number {
    return this.#placed;
  }

  /** Takes the next bytes of the content. */
  push(bytes: Uint8Array): void {
    for (const stretch of this.#tracker.push(bytes)) this.#take(stretch);
  }

  #take({ from, to, found }: Stretch): void {
    const frame = this.#open ?? this.#newFrame();
    const start = Math.max(from, this.#placed);
    this.#open = found === undefined ? frame : undefined;
    this.#placed = to;
    complete(frame, found, to - from);
    if (start < to) this.#place(frame, start, to, start - from);
  }
}

function complete(frame: FrameItem, found: Stretch['found'], length: number): void {
  frame.length = length;
  if (found === undefined) return;
  if (found instanceof Uint8Array) {
    frame.state = 'text';
    frame.summary = lineSummary(found);
    return;
  }
  if (isProtocolError(found)) {
    frame.state = 'broken';
    frame.breach = found;
    frame.summary = found.text;
    return;
  }
  frame.state = 'whole';
  frame.headerLength = length - 4 - found.body.length;
  describe(frame, found.header);
}
