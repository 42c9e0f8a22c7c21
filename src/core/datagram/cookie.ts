import { COOKIE_AT, COOKIE_LIFE_MS, COOKIE_SIZE, COOKIE_TIME_AT } from './constants.ts';
import { readU32 } from './little-endian.ts';
import { cookiePacket, type LinkId, readId } from './packet.ts';
import type { Path } from './path.ts';

/** A keyed hash that nobody else can make, of at least {@link COOKIE_SIZE} bytes, such as HMAC-SHA-256. */
export type Sign = (text: string) => Uint8Array;

/**
 * Proof of an address (RFC 9000, section 8.1.2): the host signs where a guest's packet came from and keeps nothing;
 * only whoever gets its packets there can send the signature back.
 */
export class Cookies {
  readonly #sign: Sign;

  constructor(sign: Sign) {
    this.#sign = sign;
  }

  /** Answers an `initial` packet. @param seals whether a sealed link is offered */
  answer(initial: Uint8Array, from: Path, now: number, seals = false): Uint8Array {
    const id = readId(initial);
    // Milliseconds of a u32 last 49 days before they begin again, which a life of seconds does not mind.
    const time = Math.floor(now) >>> 0;
    return cookiePacket(id, time, this.#sign(subject(id, time, from)).subarray(0, COOKIE_SIZE), seals);
  }

  /** Whether a `connect` packet has a cookie for the address that it came from, and not an old one. */
  isGood(connect: Uint8Array, from: Path, now: number): boolean {
    const time = readU32(connect, COOKIE_TIME_AT);
    const age = ((Math.floor(now) >>> 0) - time) >>> 0;
    if (age > COOKIE_LIFE_MS) return false;
    const expected = this.#sign(subject(readId(connect), time, from));
    let difference = 0;
    for (let i = 0; i < COOKIE_SIZE; i += 1) {
      difference |= (expected[i] as number) ^ (connect[COOKIE_AT + i] as number);
    }
    return difference === 0;
  }
}

function subject({ index, secret }: LinkId, time: number, { address, port }: Path): string {
  return `${address} ${port} ${index} ${secret} ${time}`;
}
