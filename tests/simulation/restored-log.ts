import { DEFAULT_LIMITS } from '../../src/shared/limits.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** Times that a log is set back in one run, at the most. */
const SET_BACK_MOST = 3;

/** A room that drops and forgets nothing because of its limits: what a log lacks then was lost by being set back. */
export function withoutForgetting(scenario: Scenario): Scenario {
  const { messageLength, messagesPerSecond, messageBurst } = scenario.limits;
  return { ...scenario, limits: { ...DEFAULT_LIMITS, messageLength, messagesPerSecond, messageBurst } };
}

/**
 * Plans that the host's log is set back while people talk: the computer crashes and comes up with its disk as it was at
 * some moment before, as after a power cut (moments) or when a backup is restored (long before).
 */
export function planSetBacks(world: World, seed: number): void {
  const random = new Random(Math.imul(seed, 43) + 1);
  const { troubleMs } = world.scenario;
  for (let count = random.int(1, SET_BACK_MOST); count > 0; count -= 1) {
    const at = random.int(0, troubleMs);
    const back = random.chance(0.5) ? random.skewed(1, 500) : random.int(1, troubleMs);
    let restore: (() => void) | undefined;
    world.clock.after(Math.max(0, at - back), () => {
      restore = world.backup();
    });
    world.clock.after(at, () => {
      world.host.crash(random.chance(0.5));
      restore?.();
      world.clock.after(random.skewed(10, 10_000), () => world.startHost());
    });
  }
}
