import { sameBytes } from '../same-bytes.ts';
import { trimBytes } from './bytes.ts';
import { LineSplitter } from './line-splitter.ts';

/** A word and what surrounds it in a terminal; a longer line is not the word. */
const LINE_LIMIT = 64;

const LINE_FEED = 0x0a;

/**
 * Notices a word that stands alone: in a chunk, as a script sends it that knows no lines; or in a line, as netcat and
 * telnet send it, also a line that came in pieces or together with others; or behind the last line of a chunk.
 */
export class WordWatcher {
  readonly #spellings: readonly Uint8Array[];
  readonly #lines = new LineSplitter(LINE_LIMIT);

  /** @param spellings the word's bytes in each encoding that counts */
  constructor(spellings: readonly Uint8Array[]) {
    this.#spellings = spellings;
  }

  /** Takes a chunk or datagram. @returns whether the word was said */
  hears(bytes: Uint8Array): boolean {
    const lines = this.#lines.push(bytes);
    const last = bytes.subarray(bytes.lastIndexOf(LINE_FEED) + 1);
    return [bytes, ...lines, last].some((said) => this.#isWord(trimBytes(said)));
  }

  #isWord(said: Uint8Array): boolean {
    return this.#spellings.some((spelling) => sameBytes(spelling, said));
  }
}
