import type { Path } from '../datagram/path.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';

/** Bytes of one datagram at the most: what `recvfrom(1024)` returns whole. */
export const DATAGRAM_BYTES = 1_024;
const LINE_FEED = 0x0a;
/** The bits that tell a byte within a UTF-8 character from one that begins it (RFC 3629, section 3). */
const WITHIN_MASK = 0xc0;
const WITHIN = 0x80;
const SAY_MORE = utf8Bytes('* Say something to hear more: over UDP nobody knows whether you still listen.\n');

export interface PlainDatagramLinkOptions {
  readonly path: Path;
  /** Bytes that it is sent after each datagram of its own. */
  readonly allowance: number;
  readonly transmit: (bytes: Uint8Array) => void;
  /** The room ends it. */
  readonly closed: () => void;
}

/**
 * The way back to a plain guest over UDP: each line is a datagram. Since its address may be forged, it gets a bounded
 * amount after each datagram that came from there, and is told when that is used up.
 */
export class PlainDatagramLink {
  readonly address: string;
  readonly port: number;
  readonly #options: PlainDatagramLinkOptions;
  #left: number;
  #omitted = 0;
  #isClosed = false;

  constructor(options: PlainDatagramLinkOptions) {
    this.#options = options;
    this.address = options.path.address;
    this.port = options.path.port;
    this.#left = options.allowance;
  }

  /** A datagram came from it. */
  heard(): void {
    this.#left = this.#options.allowance;
    const omitted = this.#omitted;
    this.#omitted = 0;
    if (omitted > 0)
      this.#options.transmit(utf8Bytes(`* ${omitted} ${omitted === 1 ? 'line was' : 'lines were'} left out.\n`));
  }

  /** Sends whole lines. @returns 0, for nothing ever waits */
  send(lines: Uint8Array): number {
    for (let from = 0; from < lines.length && !this.#isClosed; ) {
      const end = lines.indexOf(LINE_FEED, from) + 1 || lines.length;
      this.#sendLine(lines.subarray(from, end));
      from = end;
    }
    return 0;
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

  #sendLine(line: Uint8Array): void {
    if (this.#omitted > 0 || line.length > this.#left) {
      if (this.#omitted === 0) this.#options.transmit(SAY_MORE);
      this.#omitted += 1;
      return;
    }
    this.#left -= line.length;
    for (let from = 0; from < line.length; ) {
      const end = cutBefore(line, from + DATAGRAM_BYTES);
      this.#options.transmit(line.slice(from, end));
      from = end;
    }
  }
}

/** The last place up to `end` at which the line can be cut without tearing a character. */
function cutBefore(line: Uint8Array, end: number): number {
  if (end >= line.length) return line.length;
  let cut = end;
  while (((line[cut] as number) & WITHIN_MASK) === WITHIN) cut -= 1;
  return cut;
}
