import type { Clock } from './clock.ts';
import { Random } from './random.ts';

/** Most times that somebody sets a clock in one run. */
const JUMPS_MOST = 8;
const YEAR_MS = 31_536_000_000;
/** Makes another seed of a run's seed: runs without clocks that jump stay as they were. */
const SALT = 0x2c1b_3c6d;

/** One computer's clock on the wall: right until somebody sets it. Milliseconds since 1970. */
export class WallClock {
  readonly #clock: Clock;
  #ahead = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): number {
    return this.#clock.now + this.#ahead;
  }

  /** Sets it forwards by so many milliseconds, or back. */
  jump(by: number): void {
    this.#ahead += by;
  }
}

/** What is needed of the world in which clocks are set. */
interface TimedWorld {
  readonly clock: Clock;
  readonly scenario: { readonly troubleMs: number };
  readonly host: { readonly wall: WallClock };
  readonly people: readonly { readonly identity: { readonly wall: WallClock } }[];
  trace(line: () => string): void;
}

/** Plans when the clocks of the host and of the guests are set, by a second or by a year. */
export function planClockJumps(world: TimedWorld, seed: number): void {
  const random = new Random(seed ^ SALT);
  if (random.chance(0.4)) return;
  for (let count = random.int(1, JUMPS_MOST); count > 0; count -= 1) {
    world.clock.after(random.int(0, world.scenario.troubleMs), () => {
      const isHost = random.chance(0.5);
      const { wall } = isHost ? world.host : random.pick(world.people).identity;
      const by = random.pick([-1, 1]) * random.skewed(100, YEAR_MS);
      world.trace(() => `fault: the clock of ${isHost ? 'the host' : 'a guest'} jumps by ${by} ms`);
      wall.jump(by);
    });
  }
}
