import { randomBytes } from 'node:crypto';
import { TokenBucket } from '../core/token-bucket.ts';
import { WORD_SIZE } from '../core/wire/byte-words.ts';
import { LENGTH_SIZE, PROTOCOL_VERSION } from '../core/wire/constants.ts';
import { encodeFrame } from '../core/wire/frame-writer.ts';
import type { Pace } from '../core/wire/messages.ts';
import type { MemoryLink } from '../node/net/memory-link.ts';
import type { RoomHost } from '../node/room-host.ts';

/** Header of a frame that is no event. */
interface SpokenFrame {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface SpeakerListener {
  /**
   * The `event` frames that one turn brought: their headers as UTF-8 JSON, a line each.
   * @returns true when the bytes are still needed; else the next turn's are written over them
   */
  events(lines: Buffer): boolean;
  /** Any other frame. */
  frame(header: SpokenFrame): void;
}

/** How often it is looked whether what waits may be said, in milliseconds. */
const PACE_MS = 50;
/** It keeps this far below the room's pace, so that the room never refuses it. */
const PACE_SHARE = 0.9;
/** Where the second letter of a header's type stands, behind `{"type":"e`: of all that a host sends only `event` has a v. */
const LETTER_AT = 10;
const LETTER_OF_EVENT = 0x76;
const NEWLINE = 0x0a;

/**
 * The member at the host's own terminal. It speaks the protocol over a link in memory, as any member, but passes an
 * event's JSON on as it came: a busy room's terminal costs the host no parsing.
 */
export class LocalSpeaker {
  readonly #link: MemoryLink;
  readonly #run = randomBytes(4).toString('hex');
  #said = 0;
  /** What was said and must wait, for the room lets nobody speak faster than its pace. */
  #waiting: string[] = [];
  #bucket: TokenBucket | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(host: RoomHost, nick: string, device: string, listener: SpeakerListener) {
    this.#link = host.connectLocal();
    const heard: SpeakerListener = {
      events: (lines) => listener.events(lines),
      frame: (header) => {
        if (header.type === 'welcome') this.#startAtPace(header.pace as Pace);
        listener.frame(header);
      },
    };
    this.#link.listen({
      received: (chunk) => deliver(chunk, heard),
      drained: () => {},
      ended: () => {},
      closed: () => {},
    });
    this.#link.send(encodeFrame({ type: 'hello', v: PROTOCOL_VERSION, nick, device }));
  }

  /** Says `text` as soon as the room's pace allows. */
  say(text: string): void {
    this.#waiting.push(text);
    if (this.#timer === undefined) this.#sendDue();
  }

  /** Stops or goes on taking events; meanwhile they wait in the room's log. */
  hold(held: boolean): void {
    this.#link.hold(held);
  }

  /** What still waits stays unsaid. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #startAtPace({ per_second, burst }: Pace): void {
    this.#bucket = new TokenBucket(per_second * PACE_SHARE, Math.max(1, burst * PACE_SHARE), Date.now());
    this.#sendDue();
  }

  #sendDue(): void {
    this.#timer = undefined;
    let sent = 0;
    while (sent < this.#waiting.length && this.#bucket?.take(Date.now())) {
      this.#said += 1;
      const id = `${this.#run}-${this.#said.toString(36)}`;
      this.#link.send(encodeFrame({ type: 'say', id, text: this.#waiting[sent] }));
      sent += 1;
    }
    this.#waiting.splice(0, sent);
    if (this.#bucket && this.#waiting.length > 0) this.#timer = setTimeout(() => this.#sendDue(), PACE_MS);
  }
}

/** Lines of the last turn, which the next one overwrites: a busy room would allocate tens of megabytes a second. */
let lines = Buffer.alloc(0);
/** Memory kept for lines at the most. */
const KEPT_BYTES = 1_048_576;

/** The room hands over whole frames without bodies; JSON has no line feed in it, so a header makes a line. */
function deliver(chunk: Uint8Array, listener: SpeakerListener): void {
  if (lines.length < chunk.length) lines = Buffer.allocUnsafeSlow(Math.max(chunk.length, 2 * lines.length));
  const from = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const to = new DataView(lines.buffer, lines.byteOffset, lines.length);
  let length = 0;
  for (let at = 0; at < chunk.length; ) {
    const start = at + LENGTH_SIZE;
    at = start + from.getInt32(at, true);
    if (from.getUint8(start + LETTER_AT) === LETTER_OF_EVENT) {
      copyBytes(from, start, at, to, length);
      length += at - start;
      to.setUint8(length, NEWLINE);
      length += 1;
    } else {
      listener.frame(JSON.parse(textOf(chunk.subarray(start, at))));
    }
  }
  const isKept = length > 0 && listener.events(lines.subarray(0, length));
  if (isKept || lines.length > KEPT_BYTES) lines = Buffer.alloc(0);
}

/** Four bytes at a time: for a message's few hundred bytes that is quicker than a call out of JavaScript. */
function copyBytes(from: DataView, start: number, end: number, to: DataView, target: number): void {
  const shift = target - start;
  let at = start;
  for (; at + WORD_SIZE <= end; at += WORD_SIZE) to.setInt32(at + shift, from.getInt32(at, true), true);
  for (; at < end; at += 1) to.setUint8(at + shift, from.getUint8(at));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
