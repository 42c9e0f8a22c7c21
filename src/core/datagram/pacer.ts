import { INITIAL_WINDOW_PACKETS, PACING_GAIN, PACKET_SIZE } from './constants.ts';

/** Timers come late by about this much, in milliseconds; so much may be sent at once lest they slow the link down. */
const TIMER_SLACK_MS = 2;

/** Spreads packets over a round trip (RFC 9002, section 7.7), as a bucket that fills at the pace. Milliseconds, bytes. */
export class Pacer {
  #tokens = INITIAL_WINDOW_PACKETS * PACKET_SIZE;
  #filledAt = 0;
  /** Bytes per millisecond. */
  #rate = Number.POSITIVE_INFINITY;

  /** Whether another packet may leave now. */
  mayLeave(window: number, rtt: number, now: number): boolean {
    this.#rate = (PACING_GAIN * window) / Math.max(rtt, 0.01);
    const most = Math.max(INITIAL_WINDOW_PACKETS * PACKET_SIZE, this.#rate * TIMER_SLACK_MS);
    this.#tokens = Math.min(most, this.#tokens + this.#rate * (now - this.#filledAt));
    this.#filledAt = now;
    return this.#tokens > 0;
  }

  left(bytes: number): void {
    this.#tokens -= bytes;
  }

  /** When the next packet may leave, after {@link mayLeave} said no. */
  get nextAt(): number {
    return this.#filledAt + Math.max(0.1, (PACKET_SIZE - this.#tokens) / this.#rate);
  }
}
