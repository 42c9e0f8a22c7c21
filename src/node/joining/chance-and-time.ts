import { randomBytes } from 'node:crypto';
import { digests } from '../secure/digests.ts';
import { guestWords } from '../secure/words.ts';
import { wallNow } from '../time/clocks.ts';

const DEVICE_DIGITS = 32;
const DIGITS_PER_BYTE = 2;

/** What a session has of the system: chance, the time of day, digests. */
export class ChanceAndTime {
  /** @internal */
  readonly digests = digests;
  /** @internal */
  readonly words = guestWords;

  /** @internal */
  newDevice(): string {
    return this.randomHex(DEVICE_DIGITS);
  }

  /** @internal */
  randomHex(digits: number): string {
    return randomBytes(digits / DIGITS_PER_BYTE).toString('hex');
  }

  /** @internal */
  wallNow(): number {
    return wallNow();
  }

  /** @internal */
  random(): number {
    return Math.random();
  }
}
