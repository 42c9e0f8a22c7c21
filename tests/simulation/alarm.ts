import type { NetworkWorld } from './network-world.ts';
import type { Rest } from './rest.ts';

/** One timer for many deadlines over the virtual clock, as src/node/net/alarm.ts has one over the real clock. */
export class Alarm {
  readonly #world: NetworkWorld;
  readonly #rest: Rest;
  readonly #ring: (now: number) => number;
  #at = Number.POSITIVE_INFINITY;
  /** Counts timers, so that one that was replaced does not ring. */
  #timer = 0;
  #isSoon = false;

  constructor(world: NetworkWorld, rest: Rest, ring: (now: number) => number) {
    this.#world = world;
    this.#rest = rest;
    this.#ring = ring;
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
        if (timer === this.#timer) this.#work();
      }),
    );
  }

  soon(): void {
    if (this.#isSoon) return;
    this.#isSoon = true;
    this.#world.clock.after(0, () =>
      this.#rest.awake(() => {
        if (this.#isSoon) this.#work();
      }),
    );
  }

  stop(): void {
    this.#timer += 1;
    this.#isSoon = false;
    this.#at = Number.NEGATIVE_INFINITY;
  }

  #work(): void {
    this.#timer += 1;
    this.#isSoon = false;
    this.#at = Number.POSITIVE_INFINITY;
    this.by(this.#ring(this.#rest.monotonicNow));
  }
}
