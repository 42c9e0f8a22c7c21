import { randomBytes } from 'node:crypto';
import { KeptPace } from '../core/kept-pace.ts';
import { RoomDoor } from '../core/session/room-door.ts';
import { copyLoosely, STEP_SIZE } from '../core/wire/byte-words.ts';
import { LENGTH_SIZE, PROTOCOL_VERSION } from '../core/wire/constants.ts';
import { encodeFrame } from '../core/wire/frame-writer.ts';
import { parseHostMessage } from '../core/wire/host-messages.ts';
import type { Pace } from '../core/wire/messages.ts';
import { isProtocolError } from '../core/wire/protocol-error.ts';
import type { RoomHost } from '../node/hosting/room-host.ts';
import type { MemoryLink } from '../node/net/memory-link.ts';
import { monotonicNow } from '../node/time/clocks.ts';

/** Header of a frame that is no event. */
interface SpokenFrame {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface SpeakerListener {
  /**
   * The `event` frames that came: their headers as UTF-8 JSON, a line each.
   * @returns true when the bytes are still needed; else the next ones are written over them
   */
  events(lines: Buffer): boolean;
  /** Any other frame. */
  frame(header: SpokenFrame): void;
  /** Some of what waited was said. */
  said?(): void;
}

/** Lines that follow others within this time wait for it to pass, in milliseconds; a line after silence never waits. */
const GATHER_MS = 20;
/** Bytes of lines that never wait, and memory kept for lines at the most. */
const GATHER_BYTES = 16_384;
const KEPT_BYTES = 1_048_576;
/** How often it is looked whether what waits may be said, in milliseconds. */
const PACE_MS = 50;
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
  readonly #listener: SpeakerListener;
  readonly #run = randomBytes(4).toString('hex');
  /** The room's door, and what the host may ask for there; who comes in says the log. */
  readonly door = new RoomDoor(() => (header) => void this.#link.send(encodeFrame(header)));
  #said = 0;
  /** What was said and must wait, for the room lets nobody speak faster than its pace. */
  #waiting: string[] = [];
  #pace: KeptPace | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(host: RoomHost, nick: string, device: string, listener: SpeakerListener) {
    this.#link = host.connectLocal();
    this.#listener = listener;
    const heard: SpeakerListener = {
      ...listener,
      frame: (header) => {
        if (this.#hearsOfDoor(header)) return listener.frame({ type: 'knocks' });
        if (header.type === 'welcome') this.#startAtPace(header.pace as Pace);
        else if (header.type === 'accepted' || header.type === 'refused') this.#pace?.heard(1, monotonicNow());
        listener.frame(header);
      },
    };
    const lines = new Lines(heard);
    this.#link.listen({
      received: (chunk) => lines.take(chunk),
      drained: () => {},
      ended: () => lines.handOn(),
      closed: () => lines.handOn(),
    });
    this.#link.send(encodeFrame({ type: 'hello', v: PROTOCOL_VERSION, nick, device }));
  }

  /** Says `text` as soon as the room's pace allows. */
  say(text: string): void {
    this.#waiting.push(text);
    if (this.#timer === undefined) this.#sendDue();
  }

  /** How many texts wait to be said. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Stops or goes on taking events; meanwhile they wait in the room's log. */
  hold(held: boolean): void {
    this.#link.pause(held);
  }

  /** What still waits stays unsaid. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  /** @returns true where others knock than before, or something was answered that was asked for */
  #hearsOfDoor(header: SpokenFrame): boolean {
    const message = parseHostMessage(header);
    if (message === undefined || isProtocolError(message)) return false;
    switch (message.type) {
      case 'knocks':
        this.door.knock(message.knocks);
        return true;
      case 'bans':
        this.door.ban(message.bans);
        return true;
      case 'accepted':
        return this.door.answered(message.id);
      case 'refused':
        return this.door.answered(message.id, message);
      default:
        return false;
    }
  }

  #startAtPace({ per_second, burst }: Pace): void {
    this.#pace = new KeptPace({ perSecond: per_second, burst }, monotonicNow());
    this.#sendDue();
  }

  #sendDue(): void {
    this.#timer = undefined;
    const due = Math.min(this.#waiting.length, this.#pace?.left(monotonicNow()) ?? 0);
    let sent = 0;
    while (sent < due) {
      this.#said += 1;
      const id = `${this.#run}-${this.#said.toString(36)}`;
      this.#link.send(encodeFrame({ type: 'say', id, text: this.#waiting[sent] }));
      sent += 1;
    }
    if (sent > 0) {
      this.#pace?.said(sent);
      this.#waiting.splice(0, sent);
      this.#listener.said?.();
    }
    if (this.#pace && this.#waiting.length > 0) this.#timer = setTimeout(() => this.#sendDue(), PACE_MS);
  }
}

/**
 * Makes lines of frames and hands them on: at once after silence, and where turn follows turn a few times a hundredth of
 * a second, for a write to a terminal or pipe costs as much as several members.
 */
class Lines {
  readonly #listener: SpeakerListener;
  /** Used again and again: a busy room would allocate tens of megabytes a second. */
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #length = 0;
  #handedOnAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(listener: SpeakerListener) {
    this.#listener = listener;
  }

  /** Takes whole frames without bodies, as the room hands them over. JSON has no line feed in it: a header makes a line. */
  take(chunk: Uint8Array): void {
    // A line feed is shorter than the length that it replaces.
    this.#reserve(chunk.length + STEP_SIZE);
    const from = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    for (let at = 0; at < chunk.length; ) {
      const start = at + LENGTH_SIZE;
      at = start + from.getInt32(at, true);
      if (from.getUint8(start + LETTER_AT) === LETTER_OF_EVENT) this.#add(from, start, at);
      else this.#listener.frame(JSON.parse(textOf(chunk.subarray(start, at))));
    }
    if (this.#length >= GATHER_BYTES) this.handOn();
    else if (this.#length > 0 && this.#timer === undefined) this.#handOnSoon();
  }

  /** Hands on what waits. */
  handOn(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    this.#handedOnAt = monotonicNow();
    const isKept = this.#listener.events(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    if (isKept || this.#bytes.length > KEPT_BYTES) this.#hold(Buffer.alloc(0));
  }

  #handOnSoon(): void {
    const wait = this.#handedOnAt + GATHER_MS - monotonicNow();
    if (wait <= 0) this.handOn();
    else this.#timer = setTimeout(() => this.handOn(), wait);
  }

  #add(from: DataView, start: number, end: number): void {
    copyLoosely(from, start, end, this.#view, this.#length);
    this.#length += end - start;
    this.#view.setUint8(this.#length, NEWLINE);
    this.#length += 1;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#hold(grown);
  }

  #hold(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
