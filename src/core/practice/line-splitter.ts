import { joinBytes } from '../join-bytes.ts';

const LINE_FEED = 0x0a;
const NUL = 0x00;

/** Where the next line ends: at a line feed, or at the zero of C. @returns -1 for nowhere */
function lineEnd(bytes: Uint8Array, from: number): number {
  return bytes.subarray(from).findIndex((byte) => byte === LINE_FEED || byte === NUL);
}

/** Finds lines in a stream that may be cut anywhere; a zero ends one as well. A line that grows beyond the limit keeps its first bytes only. */
export class LineSplitter {
  readonly #limit: number;
  #rest: Uint8Array = new Uint8Array(0);

  /** @param limit bytes of one line */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The bytes of the line whose end has not come. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /** @returns the lines that ended, without what ends them */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let length = lineEnd(bytes, from); length !== -1; length = lineEnd(bytes, from)) {
      lines.push(this.#with(bytes.subarray(from, from + length)));
      this.#rest = new Uint8Array(0);
      from += length + 1;
    }
    if (from < bytes.length) this.#rest = this.#with(bytes.subarray(from));
    return lines;
  }

  /** The line as far as it came; the next begins with the next byte. */
  takeRest(): Uint8Array {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return rest;
  }

  #with(more: Uint8Array): Uint8Array {
    return joinBytes([this.#rest, more.subarray(0, this.#limit - this.#rest.length)]);
  }
}
