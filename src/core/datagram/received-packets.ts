import {
  ACK_DELAY_UNIT_MS,
  ACK_EVERY,
  ACK_EVERY_WHEN_CALM,
  ACK_RANGES_MOST,
  CALM_PACKETS,
  FRAME,
  MAX_ACK_DELAY_MS,
  NUMBER_AHEAD_MOST,
} from './constants.ts';
import { writeU16, writeU32 } from './little-endian.ts';

/** Ranges from which on it is worth knowing which acks arrived. */
const RAGGED_RANGES = 8;
const U16_MOST = 0xffff;
/** Bytes of an ack with one range, and of each range more. */
const ACK_HEAD = 10;
const ACK_RANGE = 4;

/** Which packets came, and when the peer must be told (RFC 9000, sections 13.2 and 19.3). */
export class ReceivedPackets {
  /** Ranges of numbers, newest first: last, first, last, first, … */
  readonly #ranges: number[] = [];
  /** Numbers up to here are of no interest any more. */
  #floor = -1;
  /** When the newest number came, of which an ack tells how long it waited. */
  #largestAt = 0;
  /** Packets that ask for an ack, since the last ack was sent. */
  #owed = 0;
  #owedSince = 0;
  #isUrgent = false;
  /** Packets in a row without a gap. */
  #calm = 0;

  /** False for a number that came before, is older than what is remembered, or can't be. */
  isNew(number: number): boolean {
    const ranges = this.#ranges;
    const largest = ranges[0] ?? this.#floor;
    if (number > largest) return number - largest < NUMBER_AHEAD_MOST;
    for (let i = 0; i < ranges.length; i += 2) {
      if (number > (ranges[i] as number)) return true;
      if (number >= (ranges[i + 1] as number)) return false;
    }
    return number > this.#floor;
  }

  /** Whether this is the newest number so far. */
  isLargest(number: number): boolean {
    return number > this.largest;
  }

  /** A packet came. `asks` when its sender wants an ack. */
  add(number: number, asks: boolean, now: number): void {
    if (this.isLargest(number)) this.#largestAt = now;
    const inOrder = this.#insert(number);
    this.#calm = inOrder ? this.#calm + 1 : 0;
    if (!asks) return;
    if (this.#owed === 0) this.#owedSince = now;
    this.#owed += 1;
    if (!inOrder || this.#owed >= (this.#calm >= CALM_PACKETS ? ACK_EVERY_WHEN_CALM : ACK_EVERY)) this.#isUrgent = true;
  }

  /** The newest number; -1 before the first. */
  get largest(): number {
    return this.#ranges[0] ?? this.#floor;
  }

  /** True when there are so many gaps that the peer should be asked which acks it got, see {@link forgetUpTo}. */
  get isRagged(): boolean {
    return this.#ranges.length > 2 * RAGGED_RANGES;
  }

  /** The peer got an ack that told of everything up to `number`: it need not be told again (section 13.2.4). */
  forgetUpTo(number: number): void {
    const ranges = this.#ranges;
    if (number <= this.#floor) return;
    let keep = ranges.length;
    // The newest range always stays, for the next number to join.
    while (keep > 2 && (ranges[keep - 2] as number) <= number) keep -= 2;
    if (keep === ranges.length) return;
    this.#floor = ranges[keep] as number;
    ranges.length = keep;
  }

  /** True when an ack should go along with whatever is sent. */
  get isOwed(): boolean {
    return this.#owed > 0;
  }

  /** True when the ack waits no longer. */
  isDue(now: number): boolean {
    return this.#isUrgent || (this.#owed > 0 && now >= this.#owedSince + MAX_ACK_DELAY_MS);
  }

  /** When the ack must go out; infinite while none is owed. */
  get deadline(): number {
    if (this.#isUrgent) return 0;
    return this.#owed > 0 ? this.#owedSince + MAX_ACK_DELAY_MS : Number.POSITIVE_INFINITY;
  }

  /** Bytes that {@link writeAck} writes at most. */
  get ackLength(): number {
    return ACK_HEAD + ACK_RANGE * (this.#ranges.length / 2 - 1);
  }

  /** Writes an ack frame; something must have come. @returns the position behind it */
  writeAck(packet: Uint8Array, at: number, now: number): number {
    const ranges = this.#ranges;
    const largest = ranges[0] as number;
    packet[at] = FRAME.ack;
    writeU32(packet, at + 1, largest);
    writeU16(packet, at + 5, Math.min(U16_MOST, Math.max(0, Math.round((now - this.#largestAt) / ACK_DELAY_UNIT_MS))));
    const first = largest - (ranges[1] as number);
    writeU16(packet, at + 8, Math.min(U16_MOST, first));
    let end = at + ACK_HEAD;
    let more = 0;
    // Behind a range that was cut nothing can follow: its end is where the next gap is counted from.
    for (let i = 2; i < ranges.length && first <= U16_MOST; i += 2) {
      // Numbers that are missing between the ranges, less one, as in QUIC: there is at least one.
      const gap = (ranges[i - 1] as number) - (ranges[i] as number) - 2;
      const length = (ranges[i] as number) - (ranges[i + 1] as number);
      if (gap > U16_MOST || length > U16_MOST) break;
      writeU16(packet, end, gap);
      writeU16(packet, end + 2, length);
      end += ACK_RANGE;
      more += 1;
    }
    packet[at + 7] = more;
    this.#owed = 0;
    this.#isUrgent = false;
    return end;
  }

  /** @returns true when it is the next number after the newest */
  #insert(number: number): boolean {
    const ranges = this.#ranges;
    const largest = ranges[0];
    if (largest === undefined) {
      ranges.push(number, number);
      return number === 0;
    }
    if (number === largest + 1) {
      ranges[0] = number;
      return true;
    }
    let i = 0;
    while (i < ranges.length && number < (ranges[i + 1] as number)) i += 2;
    // `number` lies above range i, whose beginning it is not under.
    const joinsOlder = i < ranges.length && number === (ranges[i] as number) + 1;
    const joinsNewer = i > 0 && number === (ranges[i - 1] as number) - 1;
    if (joinsOlder && joinsNewer) ranges.splice(i - 1, 2);
    else if (joinsOlder) ranges[i] = number;
    else if (joinsNewer) ranges[i - 1] = number;
    else ranges.splice(i, 0, number, number);
    if (ranges.length > 2 * ACK_RANGES_MOST) {
      this.#floor = ranges[2 * ACK_RANGES_MOST] as number;
      ranges.length = 2 * ACK_RANGES_MOST;
    }
    return false;
  }
}
