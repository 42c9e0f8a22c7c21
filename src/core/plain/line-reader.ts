import { Utf16ToUtf8, utf16Of } from '../decode-text.ts';
import { endsWithinCharacter, readText } from './read-text.ts';

/** What a plain guest sent as one message. */
export type PlainLine =
  | { readonly kind: 'text'; readonly text: string }
  /** Neither UTF-8 nor GB18030, or full of control characters. */
  | { readonly kind: 'unreadable' }
  /** More bytes than any message may have. */
  | { readonly kind: 'too-long' };

/** Bytes of a line; the longest message that a room takes fits in. */
export const LINE_BYTES_MAX = 65_536;
/**
 * Milliseconds without a byte after which what has no line end is a message all the same. Once it was so, what comes in
 * one piece is a message at once.
 */
export const QUIET_MS = 50;
/** The same where more can be expected: from who ended a line before, key by key, and within a character. */
export const PATIENT_MS = 1_000;

/** What came of a chunk. */
export interface ReadLines {
  /** The messages that it ended. */
  readonly lines: PlainLine[];
  /** How many of its bytes they are made of, or were kept: all of them unless as many messages ended as were wanted. */
  readonly taken: number;
}

/** Less than any network carries in one TCP segment: what is longer may have been cut on its way. */
export const PACKET_BYTES = 512;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NUL = 0x00;
const FIRST_NOT_ASCII = 0x80;
/** Messages of a datagram that are looked at. */
export const DATAGRAM_LINES = 512;
/** Bytes of the longest character in UTF-8 and in GB18030. */
const CHARACTER_BYTES = 4;

/**
 * Finds messages in what a script or a terminal sends. A line feed, a carriage return, or both end a message, the zeros
 * behind a string of C do, and so does a pause: most scripts of a tutorial send no line end at all. Keeps at most
 * {@link LINE_BYTES_MAX} bytes.
 */
export class LineReader {
  #rest = new Uint8Array(256);
  #length = 0;
  /** The line is too long, and all of it up to its end is passed over. */
  #isSkipping = false;
  /** The last byte was a carriage return: a line feed or a zero behind it is part of the line end. */
  #isAfterReturn = false;
  /** Whether the newest message had a line end; undefined before the first. */
  #endsLines: boolean | undefined = undefined;
  /** The newest chunk may be a key that somebody pressed. */
  #isKey = false;
  #heardAt = 0;
  #deadline = Number.POSITIVE_INFINITY;

  /** When {@link tick} is due, in milliseconds; infinite while nothing waits for its end. */
  get deadline(): number {
    return this.#deadline;
  }

  /**
   * True when what waits may be a message as it is: somebody who ends no lines sent it at once, in less than a packet
   * holds, and it is whole characters.
   */
  get mayEnd(): boolean {
    if (!this.#hasRest || this.#endsLines || this.#isKey || this.#length >= PACKET_BYTES) return false;
    return !endsWithinCharacter(this.#rest.subarray(0, this.#length));
  }

  /** The bytes of the message whose end has not come; valid until the next call. */
  get rest(): Uint8Array {
    return this.#rest.subarray(0, this.#length);
  }

  /** Takes a chunk, which is the caller's again afterwards. @returns the messages that it ended */
  push(chunk: Uint8Array, now: number): PlainLine[] {
    return this.read(chunk, now, Number.POSITIVE_INFINITY).lines;
  }

  /** The same, but takes no more of the chunk when `most` messages have ended. */
  read(chunk: Uint8Array, now: number, most: number): ReadLines {
    const lines: PlainLine[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length && lines.length < most; at += 1) {
      const byte = chunk[at];
      const belongsToReturn = this.#isAfterReturn && (byte === LINE_FEED || byte === NUL);
      this.#isAfterReturn = byte === CARRIAGE_RETURN;
      if (belongsToReturn) from = at + 1;
      else if (byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === NUL) {
        if (at > from) this.#keep(chunk.subarray(from, at), lines);
        // Zeros behind a message are its end, or fill a buffer: they are no messages of their own.
        if (byte !== NUL || this.#hasRest) this.#endLine(lines);
        if (byte !== NUL) this.#endsLines = true;
        from = at + 1;
      }
    }
    const taken = lines.length < most ? chunk.length : from;
    this.#keep(chunk.subarray(from, taken), lines);
    this.#heardAt = now;
    this.#isKey = isKey(chunk);
    const patience = this.#endsLines || this.#isKey || this.#isSkipping ? PATIENT_MS : QUIET_MS;
    this.#deadline = this.#hasRest ? now + patience : Number.POSITIVE_INFINITY;
    if (this.#endsLines === false && lines.length < most && this.mayEnd) lines.push(...this.flush());
    return { lines, taken };
  }

  /** Nothing came for a while. @returns what is a message therefore */
  tick(now: number): PlainLine[] {
    if (now < this.#deadline) return [];
    const isPatient = now >= this.#heardAt + PATIENT_MS;
    if (isPatient || !endsWithinCharacter(this.#rest.subarray(0, this.#length))) return this.flush();
    this.#deadline = this.#heardAt + PATIENT_MS;
    return [];
  }

  /** Nothing more comes: what has no line end is a message. @returns it, or nothing */
  flush(): PlainLine[] {
    const lines: PlainLine[] = [];
    if (this.#hasRest) {
      this.#endLine(lines);
      this.#endsLines = false;
    }
    this.#deadline = Number.POSITIVE_INFINITY;
    return lines;
  }

  get #hasRest(): boolean {
    return this.#length > 0 || this.#isSkipping;
  }

  #keep(bytes: Uint8Array, lines: PlainLine[]): void {
    if (this.#isSkipping || bytes.length === 0) return;
    const needed = this.#length + bytes.length;
    if (needed > LINE_BYTES_MAX) {
      this.#isSkipping = true;
      this.#length = 0;
      lines.push({ kind: 'too-long' });
      return;
    }
    if (needed > this.#rest.length) {
      const grown = new Uint8Array(Math.min(LINE_BYTES_MAX, Math.max(needed, 2 * this.#rest.length)));
      grown.set(this.#rest.subarray(0, this.#length));
      this.#rest = grown;
    }
    this.#rest.set(bytes, this.#length);
    this.#length = needed;
  }

  #endLine(lines: PlainLine[]): void {
    if (this.#isSkipping) this.#isSkipping = false;
    else {
      const text = readText(this.#rest.subarray(0, this.#length));
      lines.push(text === undefined ? { kind: 'unreadable' } : { kind: 'text', text });
    }
    this.#length = 0;
  }
}

/** True for a chunk of one single character, which may be a key that somebody pressed. */
function isKey(chunk: Uint8Array): boolean {
  const [first = 0] = chunk;
  return chunk.length === 1 || (chunk.length <= CHARACTER_BYTES && first >= FIRST_NOT_ASCII);
}

/**
 * The messages in a datagram, which are whole always; none when it is empty, and no more than {@link DATAGRAM_LINES}: more
 * than anybody may say at once, or 60,000 line feeds would be as many messages.
 */
export function linesIn(datagram: Uint8Array): PlainLine[] {
  const reader = new LineReader();
  const utf16 = utf16Of(datagram);
  const text = utf16 ? new Utf16ToUtf8(utf16).convert(datagram, true) : datagram;
  const { lines } = reader.read(text, 0, DATAGRAM_LINES);
  return lines.length < DATAGRAM_LINES ? [...lines, ...reader.flush()] : lines;
}
