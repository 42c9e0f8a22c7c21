import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { PING_INTERVAL_MS } from '../wire/constants.ts';

/** Weight of a new sample in the smoothed round-trip time, as in RFC 6298, section 2. */
const SMOOTHING = 1 / 8;

/** Whether a link survived a change of this computer's network shows within so many milliseconds, or four round trips. */
const CHANGED_PROBE_MS = 1_000;
const CHANGED_PROBE_ROUND_TRIPS = 4;
/** The same after a sleep, from which the network itself wakes up slowly. */
export const WOKEN_PROBE_MS = 5_000;

/** Tells a live link from a dead one, and how long an answer takes. Time in milliseconds. */
export class Heartbeat {
  #heardAt = 0;
  #sentAt = 0;
  #probeUntil: number | undefined;
  #roundTripMs: number | undefined;

  /** Smoothed; undefined before the first answer. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  get isProbing(): boolean {
    return this.#probeUntil !== undefined;
  }

  /** Within so many milliseconds an answer comes over a link that survived a change of this computer's network. */
  get changedProbeMs(): number {
    return Math.max(CHANGED_PROBE_MS, CHANGED_PROBE_ROUND_TRIPS * (this.#roundTripMs ?? 0));
  }

  /** Something begins anew: connecting, greeting, being online. */
  restart(now: number): void {
    this.#heardAt = now;
    this.#probeUntil = undefined;
  }

  heard(now: number): void {
    this.restart(now);
  }

  sent(now: number): void {
    this.#sentAt = now;
  }

  /** A ping goes out: the link counts as dead when nothing comes until then. */
  probe(until: number): void {
    this.#probeUntil = Math.min(until, this.#probeUntil ?? until);
  }

  /** The answer to a ping that was sent at `sentAt` came. */
  answered(sentAt: number, now: number): void {
    const sample = now - sentAt;
    // Whatever a host echoes: only what can be true counts.
    if (!(sample >= 0 && sample <= DEFAULT_LIMITS.silenceMs)) return;
    this.#roundTripMs =
      this.#roundTripMs === undefined ? sample : this.#roundTripMs + SMOOTHING * (sample - this.#roundTripMs);
  }

  /** True when the host was silent for too long. */
  isDead(now: number): boolean {
    if (this.#probeUntil !== undefined && now >= this.#probeUntil) return true;
    return now - this.#heardAt >= DEFAULT_LIMITS.silenceMs;
  }

  /** True when a ping must go out, lest the host takes this end for dead. */
  isDue(now: number): boolean {
    return now - this.#sentAt >= PING_INTERVAL_MS;
  }
}
