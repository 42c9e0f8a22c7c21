import { CongestionWindow } from './congestion-window.ts';
import {
  GRANULARITY_MS,
  MAX_ACK_DELAY_MS,
  PACKET_THRESHOLD,
  PERSISTENT_CONGESTION_THRESHOLD,
  PROBE_TIMEOUT_LONGEST_MS,
  PROBE_TIMEOUT_MOST_MS,
  SKIP_BETWEEN,
  TIME_THRESHOLD,
} from './constants.ts';
import { Rtt } from './rtt.ts';
import { FATE, SentPackets } from './sent-packets.ts';

/** Hears of each packet that arrived or got lost, by its number; its fields are still in {@link LossRecovery.packets}. */
export interface FateListener {
  arrived(number: number): void;
  lost(number: number, now: number): void;
}

/** Loss detection of RFC 9002, section 6 and appendix A, for one packet number space. Milliseconds. */
export class LossRecovery {
  readonly packets = new SentPackets();
  readonly rtt = new Rtt();
  readonly window: CongestionWindow;
  readonly #listener: FateListener;
  readonly #random32: () => number;
  /** The next number to leave out. */
  #skipAt = 0;
  /** largest_acked_packet. */
  #largestAcked = -1;
  /** loss_time: when the oldest overtaken packet counts as lost. */
  #lossTime = Number.POSITIVE_INFINITY;
  /** time_of_last_ack_eliciting_packet. */
  #lastSentAt = 0;
  /** pto_count. */
  #probes = 0;
  /** Packets in flight. */
  #count = 0;
  /** first_rtt_sample: what was sent before tells nothing of persistent congestion (7.6.2). */
  #firstSampleAt = Number.NEGATIVE_INFINITY;
  /** Of the ack that is being taken: whether its largest is new, when that was sent, and how many are new. */
  #isNewsOfLargest = false;
  #largestSentAt = 0;
  #newlyAcked = 0;

  constructor(packetSize: number, random32: () => number, listener: FateListener) {
    this.window = new CongestionWindow(packetSize);
    this.#random32 = random32;
    this.#listener = listener;
    this.#planSkip();
  }

  /** Probes sent since the last ack. */
  get probes(): number {
    return this.#probes;
  }

  get isIdle(): boolean {
    return this.#count === 0;
  }

  /** A packet of `size` bytes leaves, with the next number. `asks` when it wants an ack. */
  sent(asks: boolean, size: number, now: number, cargo: number, ackOf: number): void {
    this.packets.add(asks ? FATE.inFlight : FATE.none, size, now, cargo, ackOf);
    if (!asks) {
      this.packets.advance(this.#largestAcked);
      return;
    }
    this.#count += 1;
    this.#lastSentAt = now;
    this.window.sent(size);
  }

  /** Before a packet is made: now and then leaves a number out, which nobody can honestly ack. */
  skipNow(): void {
    if (this.packets.next !== this.#skipAt) return;
    this.packets.add(FATE.skipped, 0, 0, 0, -1);
    this.#planSkip();
  }

  #planSkip(): void {
    const [least, most] = SKIP_BETWEEN;
    this.#skipAt = this.packets.next + least + (this.#random32() % (most - least));
  }

  /**
   * Begins an ack (A.7): its ranges follow, newest first, through {@link ackRange}, then {@link endAck}.
   * @returns false when it tells of a packet that was never sent
   */
  beginAck(largest: number): boolean {
    if (largest >= this.packets.next) return false;
    this.#isNewsOfLargest = largest >= this.packets.base && this.packets.fate(largest) === FATE.inFlight;
    this.#largestSentAt = this.#isNewsOfLargest ? this.packets.sentAt(largest) : 0;
    this.#newlyAcked = 0;
    this.#largestAcked = Math.max(this.#largestAcked, largest);
    return true;
  }
  /** The packets `first` to `last` arrived. @returns false when one of them was left out on purpose */
  ackRange(first: number, last: number): boolean {
    const { packets } = this;
    for (let number = Math.max(first, packets.base); number <= last; number += 1) {
      const fate = packets.fate(number);
      if (fate === FATE.skipped) return false;
      if (fate !== FATE.inFlight) continue;
      packets.settle(number, FATE.acked);
      this.#count -= 1;
      this.#newlyAcked += 1;
      this.window.acked(packets.size(number), packets.sentAt(number));
      this.#listener.arrived(number);
    }
    return true;
  }

  /** All ranges of the ack were given. `delay` is how long the peer held it back. */
  endAck(delay: number, now: number): void {
    if (this.#newlyAcked === 0) return;
    if (this.#isNewsOfLargest) {
      if (!this.rtt.hasSample) this.#firstSampleAt = now;
      this.rtt.sample(Math.max(0, now - this.#largestSentAt), delay);
    }
    this.#probes = 0;
    this.detectLost(now);
  }

  /** DetectAndRemoveLostPackets (A.10). */
  detectLost(now: number): void {
    const { packets, rtt } = this;
    const lossDelay = Math.max(TIME_THRESHOLD * Math.max(rtt.latest, rtt.smoothed), GRANULARITY_MS);
    this.#lossTime = Number.POSITIVE_INFINITY;
    let runStart = Number.NaN;
    let isPersistent = false;
    for (let number = packets.base; number < this.#largestAcked; number += 1) {
      const fate = packets.fate(number);
      if (fate === FATE.acked) runStart = Number.NaN;
      if (fate !== FATE.inFlight) continue;
      const sentAt = packets.sentAt(number);
      // The very sum that the deadline is: with another one, rounding could put the loss behind it.
      const lostAt = sentAt + lossDelay;
      if (lostAt > now && this.#largestAcked - number < PACKET_THRESHOLD) {
        this.#lossTime = Math.min(this.#lossTime, lostAt);
        continue;
      }
      packets.settle(number, FATE.lost);
      this.#count -= 1;
      this.window.lost(packets.size(number), sentAt, now);
      this.#listener.lost(number, now);
      if (sentAt <= this.#firstSampleAt) continue;
      if (Number.isNaN(runStart)) runStart = sentAt;
      if (sentAt - runStart > this.#persistentDuration) isPersistent = true;
    }
    if (isPersistent && rtt.hasSample) this.window.collapse();
    packets.advance(this.#largestAcked);
  }

  /** When {@link timedOut} is to be called; infinite while nothing is under way. */
  get deadline(): number {
    if (this.#lossTime !== Number.POSITIVE_INFINITY) return this.#lossTime;
    return this.#count === 0 ? Number.POSITIVE_INFINITY : this.#lastSentAt + this.#probeTimeout;
  }

  /** OnLossDetectionTimeout (A.9). @returns true when a probe must be sent */
  timedOut(now: number): boolean {
    if (now < this.deadline) return false;
    if (this.#lossTime !== Number.POSITIVE_INFINITY) {
      this.detectLost(now);
      return false;
    }
    this.#probes += 1;
    // Should the probe not be able to leave, the next one is due only after the next timeout.
    this.#lastSentAt = now;
    return true;
  }

  /** The oldest packet in flight that `isWanted`, to send again what it carried; undefined for none. */
  oldest(isWanted: (number: number) => boolean): number | undefined {
    const { packets } = this;
    for (let number = packets.base; number < packets.next; number += 1) {
      if (packets.fate(number) === FATE.inFlight && isWanted(number)) return number;
    }
    return undefined;
  }

  /** Another path (RFC 9000, section 9.4). */
  newPath(): void {
    this.rtt.reset();
    this.window.reset();
    this.#probes = 0;
  }

  get #probeTimeout(): number {
    const first = Math.min(this.rtt.probeTimeout, PROBE_TIMEOUT_LONGEST_MS);
    return Math.max(first, Math.min(first * 2 ** Math.min(this.#probes, 16), PROBE_TIMEOUT_MOST_MS));
  }

  /** Section 7.6.1. */
  get #persistentDuration(): number {
    const { smoothed, variation } = this.rtt;
    return (smoothed + Math.max(4 * variation, GRANULARITY_MS) + MAX_ACK_DELAY_MS) * PERSISTENT_CONGESTION_THRESHOLD;
  }
}
