import { DEFAULT_LIMITS } from '../../src/shared/limits.ts';
import type { Member } from '../../src/shared/models.ts';
import { BulkWorld, bulkRandom } from './bulk.ts';
import { Violation } from './ledger.ts';
import type { Person } from './person.ts';
import { Random } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import { type Carriage, carriageOf, drawScenario, type Scenario } from './scenario.ts';
import { planTrouble } from './trouble.ts';
import { planClockJumps } from './wall-clock.ts';
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
  /** Datagrams sent, and changes of the transport that came true. */
  readonly datagrams: number;
  readonly moves: number;
  /** How often an end of a sealed stream noticed that a byte was changed. */
  readonly noticed: number;
}

export interface Options {
  readonly sabotage?: Sabotage;
  /** What carries the links; each seed in its turn has one, unless told otherwise. */
  readonly transport?: Carriage;
  /** Gets a line for each thing that happens. */
  readonly trace?: (line: string) => void;
  /** Whether each datagram is such a thing. */
  readonly packets?: boolean;
  /** Changes what was drawn from the seed. */
  readonly change?: (scenario: Scenario) => Scenario;
  /** Plans more that goes wrong in the time of trouble. */
  readonly plan?: (world: World) => void;
  /** Makes another run of the same scenario. */
  readonly salt?: number;
}

/** One run: trouble, then a clean network, then everything must be right. The same seed gives the same run. */
export function simulate(seed: number, options: Options = {}): Outcome {
  const { sabotage = 'none', transport = carriageOf(seed), trace, packets = false, change, plan, salt = 0 } = options;
  const random = new Random(seed);
  const drawn = drawScenario(random, seed, transport);
  const scenario = change ? change(drawn) : drawn;
  if (transport === 'bulk') {
    const world = new BulkWorld({ random: bulkRandom(seed, salt), scenario, sabotage, write: trace, packets });
    const failure = failureOf(() => world.run(), world);
    return { ...NOTHING, seed, failure, datagrams: world.network.sent };
  }
  const world = new World({ seed, salt, random, scenario, sabotage, trace, packets });
  planClockJumps(world, seed + salt);
  const failure = failureOf(() => run(world, plan), world);
  const { host, ledger, network, moves, noticed } = world;
  const { abandoned } = host;
  const { events, overtaken } = ledger;
  return { seed, failure, events: events.length, abandoned, overtaken, datagrams: network.sent, moves, noticed };
}

const NOTHING = { events: 0, abandoned: 0, overtaken: 0, datagrams: 0, moves: 0, noticed: 0 };

/** @returns what is wrong, if anything is */
function failureOf(work: () => void, world: { trace(line: () => string): void }): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const failure = error instanceof Violation ? error.message : String((error as Error).stack);
    world.trace(() => `FAILED: ${failure}`);
    return failure;
  }
}

function run(world: World, plan: Options['plan']): void {
  world.trace(() => JSON.stringify(world.scenario));
  world.startHost();
  planTrouble(world);
  plan?.(world);
  world.clock.run(world.scenario.troubleMs);
  world.inTrouble = false;
  world.isUnreachable = false;
  world.host.store.isFull = false;
  world.network.storm = 0;
  world.healedAt = world.clock.now;
  world.trace(() => 'the network is clean from here on');
  letSurplusLeave(world);
  heal(world);
  for (const person of world.people) person.say();
  heal(world);
  if (!world.isMixed) return;
  toggleAll(world);
  for (const person of world.people) person.say();
  heal(world);
}

/** Everybody goes to the other transport once more, while things are said: on a clean network that must succeed. */
function toggleAll(world: World): void {
  for (const person of world.people) {
    const { process } = person;
    if (!process) continue;
    const target = process.transport === 'udp' ? 'tcp' : 'udp';
    const isBlocked = target === 'udp' && world.scenario.datagrams.isBlocked;
    person.say();
    person.toggle((result) => {
      if (result.ok && isBlocked) throw new Violation(`${person.name} is on a transport that is blocked`);
      if (result.ok) return;
      const { code } = result.problem;
      // A choice planned in the time of trouble came in between, and counts.
      if (code === 'superseded') return;
      if (isBlocked && process.session.connection.state !== 'online')
        throw new Violation(`${person.name} lost its session to a transport that is blocked: ${code}`);
      if (!isBlocked && !isTight(world)) throw new Violation(`${person.name} could not go to ${target}: ${code}`);
    });
    person.say();
  }
}

/** Whether the room may turn a member away, forget it, or find it too slow while it is caught up. */
function isTight({ scenario: { limits, guests } }: World): boolean {
  const { links, linksPerAddressPerSecond, linkQueueBytes } = DEFAULT_LIMITS;
  if (limits.linkQueueBytes < linkQueueBytes) return true;
  const hasFewLinks = limits.links < links || limits.linksPerAddressPerSecond < linksPerAddressPerSecond;
  return hasFewLinks || limits.sessionsKept < 2 * guests;
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
    world.checkFlows();
    world.checkStreams();
    world.tidyUpDoor();
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
  for (const person of world.people) {
    const missing = person.isGone ? undefined : whatIsMissingOf(person, world, expected);
    if (missing !== undefined) return `${person.name} ${missing}`;
  }
  const gone = new Set(world.people.filter(({ isGone }) => isGone).map(({ name }) => name));
  // Whose disk failed compares its copies when its program starts the next time.
  const waits = new Set(world.people.filter(({ process }) => process?.keeps === false).map(({ name }) => name));
  for (const { guest, text, state, kept } of ledger.sayings.values()) {
    if (state === 'accepted' && waits.has(guest)) continue;
    if (state !== 'given-up' && kept && !gone.has(guest) && !ledger.hasInLog(text)) return `nobody has seen: ${text}`;
  }
  return undefined;
}

/** @returns what is not yet as it must be of one person; `expected` are the members that the room has */
function whatIsMissingOf(person: Person, { ledger, host }: World, expected: string): string | undefined {
  const { process, transport, isMisplaced } = person;
  if (!process) return `does not run, and the room has ${expected}`;
  const { session } = process;
  if (session.connection.state !== 'online') return `is ${session.connection.state}`;
  if (process.isMoving) return 'is still changing its transport';
  if (isMisplaced) return `is on ${process.transport} and not on ${transport}`;
  if (session.newest !== ledger.events.length) return `has event ${session.newest} of ${ledger.events.length}`;
  if (session.outbox.length > 0) return `has ${session.outbox.length} in its outbox`;
  const members = describeMembers(session.members);
  if (members !== expected) return `sees the members ${members} instead of ${expected}`;
  if (session.door.sight.door !== host.room?.door) return `sees a door that is ${session.door.sight.door}`;
  return process.keeps ? whatItsCopyLacks(person, host.store.oldest, session.newest) : undefined;
}

function whatItsCopyLacks(
  { identity: { store, newestFirst } }: Person,
  oldest: number,
  newest: number,
): string | undefined {
  const { gaps, events } = store;
  if (store.newest !== newest) return 'did not keep its log';
  if (!newestFirst) return undefined;
  if (gaps.length > 0) return `still lacks ${JSON.stringify(gaps)}`;
  // Of a log that was trimmed what is gone lacks for ever.
  return oldest === 1 && events.length !== newest ? `kept ${events.length} events of ${newest}` : undefined;
}

function describeMembers(members: readonly Member[]): string {
  return members
    .map(({ id, nick, role = '', card = '' }) => `${id}=${nick} ${role} ${card.slice(0, 6)}`.trimEnd())
    .sort()
    .join(' ');
}
