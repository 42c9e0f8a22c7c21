import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { trimBytes } from './bytes.ts';
import { LineSplitter } from './line-splitter.ts';
import { type PeerAction, type ProgramOutput, QuietPeer, send } from './practice-peer.ts';
import { splitWords } from './split-words.ts';

/** A script's command has no line end: it is whole when nothing follows for this long, in milliseconds. */
const QUIET_MS = 100;
const READY = 'recv_ready';

/** How the output travels: as length, JSON header and bytes; or as size in decimal text, `recv_ready`, bytes. */
export type Framing = 'length' | 'ready';

/**
 * Answers each line with a program's output, one after the other. In the older framing the client says `recv_ready`
 * between the size and the bytes, because both would stick together otherwise.
 */
export class CommandPeer extends QuietPeer {
  readonly #framing: Framing;
  readonly #lines = new LineSplitter(LAB_LIMITS.lineBytes);
  readonly #waiting: (readonly string[])[] = [];
  #running = false;
  /** The output whose size was said, and what came since then. */
  #announced: { readonly output: Uint8Array; heard: string } | undefined;
  #clientEnded = false;
  #wakeAt: number | undefined;

  constructor(framing: Framing) {
    super();
    this.#framing = framing;
  }

  override get wakeAt(): number | undefined {
    return this.#wakeAt;
  }

  override received(bytes: Uint8Array, now: number): readonly PeerAction[] {
    if (this.#announced) return this.#hearReady(bytes, this.#announced, now);
    for (const line of this.#lines.push(bytes)) this.#take(line);
    this.#wakeAt = this.#lines.rest.length > 0 ? now + QUIET_MS : undefined;
    return this.#next();
  }

  override woken(now: number): readonly PeerAction[] {
    if (this.#wakeAt === undefined || now < this.#wakeAt) return [];
    this.#takeRest();
    return this.#next();
  }

  override ended(): readonly PeerAction[] {
    this.#clientEnded = true;
    this.#takeRest();
    // Nobody is left to say that it is ready.
    if (this.#announced) return [{ kind: 'end' }];
    return this.#next();
  }

  override finished({ program, output, hash }: ProgramOutput): readonly PeerAction[] {
    this.#running = false;
    if (this.#framing === 'length') {
      const frame = encodeFrame({ filename: program, total_size: output.length, hash }, output);
      return [send(frame), ...this.#next()];
    }
    this.#announced = { output, heard: '' };
    return [send(asciiBytes(String(output.length))), ...(this.#clientEnded ? END : [])];
  }

  #hearReady(
    bytes: Uint8Array,
    announced: { readonly output: Uint8Array; heard: string },
    now: number,
  ): readonly PeerAction[] {
    // Only as much is kept as may still become the word.
    const heard = announced.heard + String.fromCharCode(...bytes.subarray(0, LAB_LIMITS.lineBytes));
    const at = heard.indexOf(READY);
    if (at === -1) {
      announced.heard = heard.slice(1 - READY.length);
      return [];
    }
    const behind = bytes.subarray(Math.min(bytes.length, at + READY.length - announced.heard.length));
    this.#announced = undefined;
    const more = trimBytes(behind).length > 0 ? this.received(behind, now) : this.#next();
    return announced.output.length > 0 ? [send(announced.output), ...more] : more;
  }

  #takeRest(): void {
    this.#wakeAt = undefined;
    this.#take(this.#lines.takeRest());
  }

  #take(line: Uint8Array): void {
    const words = splitWords(trimBytes(line));
    if (words.length > 0 && this.#waiting.length < LAB_LIMITS.linesWaiting) this.#waiting.push(words);
  }

  #next(): readonly PeerAction[] {
    if (this.#running || this.#announced) return [];
    const words = this.#waiting.shift();
    if (words === undefined) return this.#clientEnded ? END : [];
    this.#running = true;
    return [{ kind: 'run', words }];
  }
}

const END: readonly PeerAction[] = [{ kind: 'end' }];
