import type { Sabotage } from './host-process.ts';
import { Violation } from './ledger.ts';
import { planTrouble } from './trouble.ts';
import { World } from './world.ts';

/** Virtual milliseconds without any new event after which, on a clean network, everything must have come right. */
const HEAL_MS = 120_000;
/** The same with new events all the time: a slow room works off what was held up. */
const LONGEST_HEAL_MS = 600_000;
const STEP_MS = 1_000;

export interface Outcome {
  readonly seed: number;
  /** What was broken; undefined for a good run. */
  readonly failure: string | undefined;
  /** Events in the host's log. */
  readonly events: number;
  readonly abandoned: number;
  readonly overtaken: number;
}

export interface Options {
  readonly sabotage?: Sabotage;
  /** Gets a line for each thing that happens. */
  readonly trace?: (line: string) => void;
}

/** One run: trouble, then a clean network, then everything must be right. The same seed gives the same run. */
export function simulate(seed: number, { sabotage = 'none', trace }: Options = {}): Outcome {
  const world = new World(seed, sabotage, trace);
  let failure: string | undefined;
  try {
    run(world);
  } catch (error) {
    failure = error instanceof Violation ? error.message : String((error as Error).stack);
    world.trace(() => `FAILED: ${failure}`);
  }
  const { abandoned } = world.host;
  return { seed, failure, events: world.ledger.events.length, abandoned, overtaken: world.ledger.overtaken };
}

function run(world: World): void {
  world.trace(() => JSON.stringify(world.scenario));
  world.startHost();
  planTrouble(world);
  world.clock.run(world.scenario.troubleMs);
  world.inTrouble = false;
  world.isUnreachable = false;
  world.host.store.isFull = false;
  world.trace(() => 'the network is clean from here on');
  letSurplusLeave(world);
  heal(world);
  for (const person of world.people) person.say();
  heal(world);
}

/** Where the room holds fewer than there are, the others are gone for good. */
function letSurplusLeave(world: World): void {
  for (const person of world.people.slice(world.scenario.limits.members)) {
    person.leave();
    person.isGone = true;
  }
}

function heal(world: World): void {
  const latest = world.clock.now + LONGEST_HEAL_MS;
  let waiting = '';
  let events = -1;
  for (let passed = 0; passed < HEAL_MS; passed += STEP_MS) {
    if (world.ledger.events.length !== events && world.clock.now < latest) passed = 0;
    events = world.ledger.events.length;
    world.startHost();
    world.clock.run(STEP_MS);
    for (const person of world.people) {
      person.start();
      person.tidyUp();
    }
    waiting = whatIsMissing(world) ?? '';
    if (waiting === '') return;
  }
  throw new Violation(`still after ${HEAL_MS / 1_000} s: ${waiting}`);
}

/** @returns what is not yet as it must be in the end */
function whatIsMissing(world: World): string | undefined {
  const { ledger, host } = world;
  if (!host.room) return 'the host is down';
  const expected = describeMembers(host.room.members());
  for (const { isGone, process, name, identity } of world.people) {
    if (isGone) continue;
    if (!process) return `${name} does not run, and the room has ${expected}`;
    const { session } = process;
    if (session.connection.state !== 'online') return `${name} is ${session.connection.state}`;
    if (session.newest !== ledger.events.length)
      return `${name} has event ${session.newest} of ${ledger.events.length}`;
    if (session.outbox.length > 0) return `${name} has ${session.outbox.length} in its outbox`;
    const members = describeMembers(session.members);
    if (members !== expected) return `${name} sees the members ${members} instead of ${expected}`;
    if (process.keeps && identity.store.newest !== session.newest) return `${name} did not keep its log`;
  }
  const gone = new Set(world.people.filter(({ isGone }) => isGone).map(({ name }) => name));
  for (const { guest, text, state, kept } of ledger.sayings.values()) {
    if (state === 'open' && kept && !gone.has(guest) && !ledger.hasInLog(text)) return `nobody has seen: ${text}`;
  }
  return undefined;
}

function describeMembers(members: readonly { id: string; nick: string }[]): string {
  return members
    .map(({ id, nick }) => `${id}=${nick}`)
    .sort()
    .join(' ');
}
