import type { NetworkedWorld } from './datagram-network.ts';
import type { Rest } from './rest.ts';

/** Does what is due and says when it wants to be called next. */
type Ring = (now: number) => number;

/** One timer for many deadlines over the virtual clock, as src/node/net/alarm.ts has one over the real clock. */
export class Alarm {
  readonly #world: NetworkedWorld;
  readonly #rest: Rest;
  readonly #ring: Ring;
  readonly #read: Ring;
  #at = Number.POSITIVE_INFINITY;
  /** Counts timers, so that one that was replaced does not ring. */
  #timer = 0;
  #isSoon = false;

  constructor(world: NetworkedWorld, rest: Rest, ring: Ring, read: Ring = ring) {
    this.#world = world;
    this.#rest = rest;
    this.#ring = ring;
    this.#read = read;
  }

  by(deadline: number): void {
    if (deadline >= this.#at) return;
    this.#at = deadline;
    const wait = deadline - this.#rest.monotonicNow;
    if (wait <= 0) {
      this.soon();
      return;
    }
    this.#timer += 1;
    const timer = this.#timer;
    this.#world.clock.after(Math.ceil(wait) + this.#world.network.timerLateness(), () =>
      this.#rest.awake(() => {
        if (timer === this.#timer) this.#rung();
      }),
    );
  }

  soon(): void {
    if (this.#isSoon) return;
    this.#isSoon = true;
    this.#world.clock.after(0, () =>
      this.#rest.awake(() => {
        if (this.#isSoon) this.#readAll();
      }),
    );
  }

  stop(): void {
    this.#timer += 1;
    this.#isSoon = false;
    this.#at = Number.NEGATIVE_INFINITY;
  }

  #readAll(): void {
    this.#isSoon = false;
    const now = this.#rest.monotonicNow;
    this.by(this.#read(now));
    if (this.#at <= now) this.#rung();
  }

  #rung(): void {
    this.#timer += 1;
    this.#at = Number.POSITIVE_INFINITY;
    this.by(this.#ring(this.#rest.monotonicNow));
  }
}
