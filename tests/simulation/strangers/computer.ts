import type { Clock } from '../clock.ts';

/**
 * One core: what arrives while it is busy waits for the next turn, in the order in which it came. Its clock counts in
 * microseconds.
 */
export class Computer {
  readonly #clock: Clock;
  readonly #turnEnds: () => void;
  #ready: (() => void)[] = [];
  #isBusy = false;
  #spent = 0;

  /** @param turnEnds runs when everything that was ready has been done */
  constructor(clock: Clock, turnEnds: () => void) {
    this.#clock = clock;
    this.#turnEnds = turnEnds;
  }

  /** Milliseconds, with fractions, by a clock that only goes forward. */
  get now(): number {
    return (this.#clock.now + this.#spent) / 1_000;
  }

  /** Work costs so many microseconds, which pass for everything that comes behind it. */
  spend(microseconds: number): void {
    this.#spent += microseconds;
  }

  /** Runs `work` in a turn of its own or with what else is ready, `delay` microseconds from now. */
  after(delay: number, work: () => void): void {
    this.#clock.after(this.#spent + delay, () => this.arrives(work));
  }

  /** Runs `work` elsewhere, `delay` microseconds from now: it costs this computer nothing. */
  later(delay: number, work: () => void): void {
    this.#clock.after(this.#spent + delay, work);
  }

  /** Something is there for the process: it is done in the next turn that begins. */
  arrives(work: () => void): void {
    this.#ready.push(work);
    if (!this.#isBusy) this.#turn();
  }

  #turn(): void {
    this.#isBusy = true;
    const ready = this.#ready;
    this.#ready = [];
    for (const work of ready) work();
    this.#turnEnds();
    const spent = this.#spent;
    this.#clock.after(spent, () => {
      this.#spent = 0;
      this.#isBusy = false;
      if (this.#ready.length > 0) this.#turn();
    });
  }
}
