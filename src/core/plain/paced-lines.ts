import { joinBytes } from '../join-bytes.ts';
import { KeptPace } from '../kept-pace.ts';
import { LineReader, type PlainLine } from './line-reader.ts';

/** How fast a guest may speak: so many messages a second in the long run, and so many at once. */
export interface PlainPace {
  readonly perSecond: number;
  readonly burst: number;
}

/** How often it is looked whether more of what waits may be read, in milliseconds. */
export const PACE_MS = 50;
const NOTHING = new Uint8Array(0);

/**
 * The messages in a stream, no faster than the room lets anybody speak: what came too early waits as the bytes that it
 * is. While {@link isBehind} nothing more should be read of the stream, so that whoever pours a file in is slowed down.
 */
export class PacedLines {
  readonly #reader = new LineReader();
  readonly #pace: KeptPace;
  /** Bytes that may not be read yet. */
  #unread: Uint8Array = NOTHING;
  /** When the pace lets more be read. */
  #readAt = Number.NEGATIVE_INFINITY;

  readonly #isHeld: () => boolean;

  /** @param isHeld whether the room has yet to hear what it was told: at its own pace, by its own clock */
  constructor(pace: PlainPace, isHeld: () => boolean, now: number) {
    this.#isHeld = isHeld;
    this.#pace = new KeptPace(pace, now);
  }

  /** When {@link tick} is due, in milliseconds; infinite while nothing waits. */
  get deadline(): number {
    return this.isBehind ? this.#readAt : Math.max(this.#reader.deadline, this.#readAt);
  }

  /** True while something waits for the pace alone. */
  get isBehind(): boolean {
    return this.#unread.length > 0;
  }

  /** True while no part of a message waits. */
  get isEmpty(): boolean {
    return !this.isBehind && this.#reader.deadline === Number.POSITIVE_INFINITY;
  }

  /** See {@link LineReader.mayEnd}. */
  get mayEnd(): boolean {
    return !this.isBehind && this.#reader.mayEnd;
  }

  /** Takes a chunk, which is the caller's again afterwards. @returns the messages that may be heard now */
  push(chunk: Uint8Array, now: number): PlainLine[] {
    this.settle(now);
    return this.#read(this.isBehind ? joinBytes([this.#unread, chunk]) : chunk, now);
  }

  /** Nothing came for a while, or more may be heard. @returns the messages that are to be heard therefore */
  tick(now: number): PlainLine[] {
    if (now < this.deadline) return [];
    this.settle(now);
    if (this.isBehind) return this.#read(this.#unread, now);
    if (this.#left(now) > 0) return this.#paid(this.#reader.tick(now));
    this.#readAt = now + PACE_MS;
    return [];
  }

  /** What has no line end is a message. @returns it, or nothing */
  flush(now: number): PlainLine[] {
    this.settle(now);
    return this.#paid(this.#reader.flush());
  }

  /** Lets so many messages through that did not come in a stream. @returns how many that are */
  admit(wanted: number, now: number): number {
    this.settle(now);
    const admitted = Math.min(wanted, this.#pace.left(now));
    this.#pace.said(admitted);
    return admitted;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#unread = NOTHING;
  }

  /** Call it when the room was told what was let through: where it holds nothing back, it has heard it. */
  settle(now: number): void {
    if (!this.#isHeld()) this.#pace.heardAll(now);
  }

  #read(bytes: Uint8Array, now: number): PlainLine[] {
    const heard: PlainLine[] = [];
    let unread = bytes;
    for (let most = this.#left(now); unread.length > 0 && most > 0; most = this.#left(now)) {
      const { lines, taken } = this.#reader.read(unread, now, most);
      heard.push(...this.#paid(lines));
      unread = unread.subarray(taken);
    }
    this.#unread = unread.length > 0 ? unread.slice() : NOTHING;
    if (this.isBehind) this.#readAt = now + PACE_MS;
    return heard;
  }

  /** How many messages may be heard now. */
  #left(now: number): number {
    return this.#isHeld() ? 0 : this.#pace.left(now);
  }

  /** An empty line costs as much as any: a flood of them is work as well. */
  #paid(lines: PlainLine[]): PlainLine[] {
    this.#pace.said(lines.length);
    return lines;
  }
}
