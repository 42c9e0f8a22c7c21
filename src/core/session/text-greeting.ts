import { joinBytes } from '../join-bytes.ts';
import { GREETING_START } from '../plain/plain-words.ts';
import { LENGTH_SIZE } from '../wire/constants.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';

const START = utf8Bytes(GREETING_START);
const LINE_FEED = 0x0a;
const NOTHING = new Uint8Array(0);
/** Bytes of a line of text, beyond which this is no host that greets. */
const LINE_MOST = 65_536;

/**
 * Passes over what a host says to a guest that it took for a plain one, because its `hello` was late by more than a
 * second: lines of text, the first of them our greeting. The host answers the `hello` in frames all the same.
 */
export class TextGreeting {
  #state: 'start' | 'lines' | 'frames' = 'start';
  #held: Uint8Array = NOTHING;

  /** Takes what one `recv()` returned. @returns what of it, and of what was held back before, are frames */
  skip(chunk: Uint8Array): Uint8Array {
    if (this.#state === 'frames') return chunk;
    let bytes = this.#held.length === 0 ? chunk : joinBytes(this.#held, chunk);
    this.#held = NOTHING;
    if (this.#state === 'start') {
      if (!START.subarray(0, bytes.length).every((byte, at) => bytes[at] === byte)) return this.#begin(bytes);
      if (bytes.length < START.length) return this.#hold(bytes);
      this.#state = 'lines';
    }
    while (bytes.length >= LENGTH_SIZE && !(bytes[2] === 0 && bytes[3] === 0)) {
      const end = bytes.indexOf(LINE_FEED) + 1;
      if (end === 0) return bytes.length > LINE_MOST ? this.#begin(bytes) : this.#hold(bytes);
      bytes = bytes.subarray(end);
    }
    return bytes.length < LENGTH_SIZE ? this.#hold(bytes) : this.#begin(bytes);
  }

  #begin(frames: Uint8Array): Uint8Array {
    this.#state = 'frames';
    return frames;
  }

  #hold(bytes: Uint8Array): Uint8Array {
    this.#held = bytes.slice();
    return NOTHING;
  }
}
