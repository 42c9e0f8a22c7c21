import type { Path } from '../datagram/path.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';
import { cutBefore, splitLines } from './whole-characters.ts';

/** Bytes of one datagram at the most: what `recvfrom(1024)` returns whole. */
export const DATAGRAM_BYTES = 1_024;
/** Bytes of the headers of IPv4 and UDP, which travel with each datagram. */
export const HEADER_BYTES = 28;
/** How many times what came from an address goes there until it has shown that it hears, as in QUIC (RFC 9000, section 8). */
export const UNPROVEN_FACTOR = 3;
const CUT_OFF = utf8Bytes('…\n');
const SAY_MORE = utf8Bytes('* Say something to hear more: over UDP nobody knows whether you still listen.\n');

export interface PlainDatagramLinkOptions {
  readonly path: Path;
  /** Bytes that it is sent after each datagram of its own, once it has shown that it hears. */
  readonly allowance: number;
  /** Bytes that it is sent beyond {@link UNPROVEN_FACTOR} times its own before that. */
  readonly firstBytes: number;
  /** By saying this it shows that it hears. */
  readonly code: string;
  readonly transmit: (bytes: Uint8Array) => void;
  /** The room ends it. */
  readonly closed: () => void;
}

/** The bytes of a datagram with its headers, both of which somebody has to carry. */
export function carriedBytes(payload: number): number {
  return HEADER_BYTES + payload;
}

/**
 * The way back to a plain guest over UDP: each line is a datagram. Its address may be forged, so what it is sent is in
 * proportion to what came from there, until it says a code that only who hears can know; and even then it is bounded
 * after each datagram that came, for nobody can tell when it has gone.
 */
export class PlainDatagramLink {
  readonly address: string;
  readonly port: number;
  readonly #options: PlainDatagramLinkOptions;
  readonly #hint: Uint8Array;
  #isProven = false;
  /** Bytes that it may still be sent: with their headers until it is proven, without from then on. */
  #left: number;
  /** It was told something since it spoke last. */
  #isTold = false;
  /** Lines left out since it spoke last; of that it is told with the first of them. */
  #omitted = 0;
  #isClosed = false;

  constructor(options: PlainDatagramLinkOptions) {
    this.#options = options;
    this.address = options.path.address;
    this.port = options.path.port;
    this.#left = options.firstBytes;
    this.#hint = utf8Bytes(`* Lines are left out; /hear ${options.code} lets you hear all.\n`);
  }

  /** A datagram of so many bytes came from it. */
  heard(payload: number): void {
    const { allowance, transmit } = this.#options;
    const omitted = this.#omitted;
    this.#omitted = 0;
    this.#isTold = false;
    if (!this.#isProven) {
      const most = Math.max(allowance, UNPROVEN_FACTOR * carriedBytes(payload));
      this.#left = Math.min(most, this.#left + UNPROVEN_FACTOR * carriedBytes(payload));
      return;
    }
    this.#left = allowance;
    if (omitted > 0) transmit(utf8Bytes(`* ${omitted} ${omitted === 1 ? 'line was' : 'lines were'} left out.\n`));
  }

  /** Whether this is what only who hears can know. */
  isCode(code: string): boolean {
    return code.toLowerCase() === this.#options.code;
  }

  /** It has shown that it hears. */
  prove(): void {
    this.#isProven = true;
    this.#omitted = 0;
    this.#left = this.#options.allowance;
  }

  /** Sends whole lines. @returns 0, for nothing ever waits */
  send(lines: Uint8Array): number {
    if (this.#isClosed) return 0;
    const each = splitLines(lines);
    if (this.#isProven) for (const line of each) this.#sendBounded(line);
    else this.#sendInProportion(each);
    return 0;
  }

  /** Sends the last line, for which all may be used that is left. */
  sendLast(line: Uint8Array): void {
    if (!this.#isClosed && costOf(line) <= this.#left) this.#spend(line);
  }

  /** Datagrams that nobody reads get lost: there is nothing to hold back. */
  pause(): void {}

  queuedBytes(): number {
    return 0;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.closed();
  }

  destroy(): void {
    this.close();
  }

  #sendBounded(line: Uint8Array): void {
    if (this.#omitted > 0 || line.length > this.#left) {
      if (this.#omitted === 0) this.#options.transmit(SAY_MORE);
      this.#omitted += 1;
      return;
    }
    this.#left -= line.length;
    this.#transmit(line);
  }

  /** Sends the newest of the lines that fit: who takes turns waits for the answer to what it said last. */
  #sendInProportion(lines: readonly Uint8Array[]): void {
    const hint = this.#omitted === 0 ? costOf(this.#hint) : 0;
    const all = lines.reduce((sum, line) => sum + costOf(line), 0);
    // What answers a datagram may use all; behind that enough stays to say that lines are left out.
    let left = all <= this.#left && !this.#isTold ? this.#left : this.#left - hint;
    let from = lines.length;
    while (from > 0 && costOf(lines[from - 1] as Uint8Array) <= left) {
      from -= 1;
      left -= costOf(lines[from] as Uint8Array);
    }
    for (const line of lines.slice(from)) this.#spend(line);
    const newest = lines.at(-1);
    if (newest && !this.#isTold) this.#spend(this.#cut(newest));
    if (from > 0 && this.#omitted === 0 && costOf(this.#hint) <= this.#left) this.#spend(this.#hint);
    this.#omitted += from;
  }

  /** As much of a line as fits. */
  #cut(line: Uint8Array): Uint8Array {
    const most = Math.min(DATAGRAM_BYTES, this.#left - HEADER_BYTES) - CUT_OFF.length;
    const cut = line.subarray(0, cutBefore(line, Math.max(0, most)));
    return Uint8Array.of(...cut, ...CUT_OFF);
  }

  #spend(line: Uint8Array): void {
    this.#left -= costOf(line);
    this.#isTold = true;
    this.#transmit(line);
  }

  #transmit(line: Uint8Array): void {
    for (let from = 0; from < line.length; ) {
      const end = cutBefore(line, from + DATAGRAM_BYTES);
      this.#options.transmit(line.slice(from, end));
      from = end;
    }
  }
}

/** What a line costs in datagrams; a few bytes more where characters don't fit. */
function costOf(line: Uint8Array): number {
  return line.length + HEADER_BYTES * Math.ceil(line.length / (DATAGRAM_BYTES - 3));
}
