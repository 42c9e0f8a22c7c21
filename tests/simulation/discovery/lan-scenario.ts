import { Violation } from '../ledger.ts';
import { Random } from '../random.ts';
import type { LanWeather } from './lan.ts';
import { checkLists, checkTruth, type Promises } from './lan-checks.ts';
import type { LanSabotage } from './lan-sabotage.ts';
import { LanWorld, type Life } from './lan-world.ts';
import { Liar } from './liar.ts';

const MINUTE_MS = 60_000;
/** What happens lasts so long; then lies are over, and what they left must be gone. */
const EVENTS_MS = 2 * MINUTE_MS;
const REST_MS = 3 * MINUTE_MS;
const LOOK_MS = 250;
/** Lies of a second, when somebody means it. */
const FLOOD = 10_000;
const FLOOD_MS = 1_000;

export interface LanRun {
  readonly violation: string | undefined;
  readonly packets: number;
}

/** A network for five minutes: rooms begin, end, crash, move and change, people look for them, and somebody lies. */
export function simulateLan(seed: number, sabotage: LanSabotage = 'none'): LanRun {
  const random = new Random(seed);
  const weather: LanWeather = {
    loss: random.pick([0, 0, 0.02, 0.05, 0.1]),
    duplication: random.pick([0, 0.1, 0.3]),
    delayMs: random.pick([1, 10, 40]),
  };
  const isFlooded = random.chance(0.1);
  const world = new LanWorld(random.int(1, 0xffff_ffff), weather, sabotage);
  try {
    plan(world, random, isFlooded);
    watch(world, EVENTS_MS, promisesOf(weather, isFlooded));
    watch(world, REST_MS, promisesOf(weather, isFlooded));
    checkTruth(world);
    return { violation: undefined, packets: world.lan.packets };
  } catch (error) {
    if (error instanceof Violation) return { violation: error.message, packets: world.lan.packets };
    throw error;
  }
}

/** Where packets get lost, any three in a row may: then a beacon, or silence, makes good for it. */
function promisesOf({ loss }: LanWeather, isFlooded: boolean): Promises {
  const isCalm = loss === 0 && !isFlooded;
  return { foundMs: isCalm ? 3_000 : 35_000, endedMs: isCalm ? 2_000 : 35_000, crashedMs: 35_000 };
}

function watch(world: LanWorld, duration: number, promises: Promises): void {
  for (let passed = 0; passed < duration; passed += LOOK_MS) {
    world.clock.run(LOOK_MS);
    checkLists(world, promises);
  }
}

function plan(world: LanWorld, random: Random, isFlooded: boolean): void {
  const { clock } = world;
  const some = (most: number, work: () => void) => {
    for (let count = random.skewed(1, most); count > 0; count -= 1) clock.after(random.next() * EVENTS_MS, work);
  };
  const withAny = (work: (life: Life) => void) => () => {
    const here = world.lives.filter(({ end }) => end === undefined);
    if (here.length > 0) work(random.pick(here));
  };
  for (let count = random.skewed(1, 30); count > 0; count -= 1) world.host();
  world.seek();
  if (random.chance(0.7)) clock.after(random.next() * EVENTS_MS, () => world.seek());
  some(10, () => world.host());
  some(
    8,
    withAny((life) => world.end(life, true)),
  );
  some(
    4,
    withAny((life) => world.end(life, false)),
  );
  some(
    4,
    withAny((life) => world.move(life)),
  );
  some(
    10,
    withAny((life) => world.change(life, { members: random.int(1, 99) })),
  );
  if (random.chance(0.3))
    some(
      3,
      withAny((life) => world.change(life, { name: `Renamed ${random.int(1, 99_999)}` })),
    );
  if (random.chance(0.5))
    some(
      3,
      withAny(({ room }) => world.host(room.advert.id)),
    );
  const liar = new Liar(world, random);
  if (random.chance(0.6)) some(200, () => liar.lie());
  if (!isFlooded) return;
  const start = random.next() * (EVENTS_MS - FLOOD_MS);
  for (let lie = 0; lie < FLOOD; lie += 1) clock.after(start + (lie * FLOOD_MS) / FLOOD, () => liar.lie());
}
