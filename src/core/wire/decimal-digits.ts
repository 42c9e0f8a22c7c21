import { type ByteWords, WORD_SIZE } from './byte-words.ts';

/** Digits of the largest whole number that JavaScript counts without a gap, and the words that they fill. */
const DIGITS_MOST = 16;
const TEN = 10;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
const BILLION = 1_000_000_000;
const BILLION_DIGITS = 9;
/** Numbers below it, and the billions of larger ones, are whole numbers of 31 bits, which are quick to divide. */
const SMALL_NUMBER = 2 ** 31;

/**
 * A whole number from 0 up to 2 ** 53 in decimal digits, ready to be copied. Most numbers that a busy host writes are the one before,
 * or one more: then its last digit is counted up instead of dividing for all of them.
 */
export class DecimalDigits implements ByteWords {
  readonly words = new Int32Array(DIGITS_MOST / WORD_SIZE);
  #length = 0;
  #value = -1;

  get length(): number {
    return this.#length;
  }

  /** From now on it is this number. */
  set(value: number): void {
    if (value === this.#value) return;
    if (value !== this.#value + 1 || !this.#countUp()) this.#write(value);
    this.#value = value;
  }

  /** @returns false when more than the last digit changes */
  #countUp(): boolean {
    const last = this.#length - 1;
    const shift = 8 * (last & 3);
    const word = this.words[last >> 2] as number;
    if (last < 0 || ((word >>> shift) & 0xff) === DIGIT_NINE) return false;
    this.words[last >> 2] = word + (1 << shift);
    return true;
  }

  #write(value: number): void {
    this.words.fill(0);
    if (value < SMALL_NUMBER) {
      this.#length = digitsOf(value);
      this.#put(value, 0, this.#length);
      return;
    }
    const high = Math.floor(value / BILLION);
    const size = digitsOf(high);
    this.#length = size + BILLION_DIGITS;
    this.#put(high, 0, size);
    this.#put(value - high * BILLION, size, this.#length);
  }

  /** Puts the digits of a small number to places `from` up to `to` (exclusive). */
  #put(value: number, from: number, to: number): void {
    let rest = value | 0;
    for (let at = to - 1; at >= from; at -= 1) {
      const shorter = (rest / TEN) | 0;
      const digit = DIGIT_ZERO + rest - shorter * TEN;
      this.words[at >> 2] = (this.words[at >> 2] as number) | (digit << (8 * (at & 3)));
      rest = shorter;
    }
  }
}

function digitsOf(value: number): number {
  let size = 1;
  for (let limit = TEN; limit <= value; limit *= TEN) size += 1;
  return size;
}
