import { GRANULARITY_MS, INITIAL_RTT_MS, MAX_ACK_DELAY_MS, RTT_MOST_MS } from './constants.ts';

/** The round-trip time estimate of RFC 9002, section 5. Milliseconds. */
export class Rtt {
  /** latest_rtt (5.1); 0 before the first sample. */
  latest = 0;
  /** min_rtt (5.2). */
  min = 0;
  /** smoothed_rtt (5.3). */
  smoothed = INITIAL_RTT_MS;
  /** rttvar (5.3). */
  variation = INITIAL_RTT_MS / 2;
  hasSample = false;

  /**
   * Takes a sample. `ackDelay` is what the peer says that it held the ack back. One that slept can't say, and would
   * stop all timers here for as long as it slept, so that no sample counts for more than {@link RTT_MOST_MS}.
   */
  sample(measured: number, ackDelay: number): void {
    const latest = Math.min(measured, RTT_MOST_MS);
    this.latest = latest;
    if (!this.hasSample) {
      this.hasSample = true;
      this.min = latest;
      this.smoothed = latest;
      this.variation = latest / 2;
      return;
    }
    this.min = Math.min(this.min, latest);
    const delay = Math.min(ackDelay, MAX_ACK_DELAY_MS);
    const adjusted = latest >= this.min + delay ? latest - delay : latest;
    this.variation += (Math.abs(this.smoothed - adjusted) - this.variation) / 4;
    this.smoothed += (adjusted - this.smoothed) / 8;
  }

  /** PTO without backoff (6.2.1). */
  get probeTimeout(): number {
    return this.smoothed + Math.max(4 * this.variation, GRANULARITY_MS) + MAX_ACK_DELAY_MS;
  }

  /** Another path: everything is unknown again (RFC 9000, section 9.4). */
  reset(): void {
    Object.assign(this, new Rtt());
  }
}
