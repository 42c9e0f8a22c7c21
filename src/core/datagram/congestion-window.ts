import { INITIAL_WINDOW_PACKETS, LOSS_REDUCTION, MINIMUM_WINDOW_PACKETS } from './constants.ts';

/** The NewReno congestion controller of RFC 9002, section 7: how many bytes may be under way. */
export class CongestionWindow {
  /** congestion_window, bytes. */
  size: number;
  /** bytes_in_flight. */
  inFlight = 0;
  #packetSize: number;
  /** ssthresh: below it the window doubles each round trip (7.3.1). */
  #slowStartThreshold = Number.POSITIVE_INFINITY;
  /** congestion_recovery_start_time; packets sent before it tell nothing new (7.3.2). */
  #recoveryStart = Number.NEGATIVE_INFINITY;

  constructor(packetSize: number) {
    this.#packetSize = packetSize;
    this.size = INITIAL_WINDOW_PACKETS * packetSize;
  }

  get isFull(): boolean {
    return this.inFlight + this.#packetSize > this.size;
  }

  sent(bytes: number): void {
    this.inFlight += bytes;
  }

  /** A packet of `bytes` sent at `sentAt` arrived. */
  acked(bytes: number, sentAt: number): void {
    const used = this.inFlight;
    this.inFlight -= bytes;
    if (sentAt <= this.#recoveryStart) return;
    if (this.size < this.#slowStartThreshold) {
      // A window that was not even half used proves nothing (7.8).
      if (2 * used + this.#packetSize >= this.size) this.size += bytes;
    } else if (used + 3 * this.#packetSize >= this.size) {
      this.size += (this.#packetSize * bytes) / this.size;
    }
  }

  /** A packet is lost: once per round trip that halves the window (7.3.2, 7.6 aside). */
  lost(bytes: number, sentAt: number, now: number): void {
    this.inFlight -= bytes;
    if (sentAt <= this.#recoveryStart) return;
    this.#recoveryStart = now;
    this.#slowStartThreshold = Math.max(this.size * LOSS_REDUCTION, this.#minimum);
    this.size = this.#slowStartThreshold;
  }

  /** Persistent congestion (7.6.2). */
  collapse(): void {
    this.size = this.#minimum;
    this.#recoveryStart = Number.NEGATIVE_INFINITY;
  }

  /** Packets have another size from now on. */
  resize(packetSize: number): void {
    this.#packetSize = packetSize;
    this.size = Math.max(this.size, this.#minimum);
  }

  /** Another path: begins anew, with what is under way still counted (RFC 9000, section 9.4). */
  reset(): void {
    this.size = INITIAL_WINDOW_PACKETS * this.#packetSize;
    this.#slowStartThreshold = Number.POSITIVE_INFINITY;
    this.#recoveryStart = Number.NEGATIVE_INFINITY;
  }

  get #minimum(): number {
    return MINIMUM_WINDOW_PACKETS * this.#packetSize;
  }
}
