import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';
import { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import { Random } from '../random.ts';
import { Member } from './member.ts';
import { PricedHost } from './priced-host.ts';
import { ALL_HABITS, growthOf, type Habit, Stranger } from './stranger.ts';

/** What members are promised whatever strangers do: milliseconds to the answer of 99 in a hundred questions, and of all. */
const ANSWER_P99_MS = 40;
const ANSWER_MOST_MS = 80;
/** Milliseconds to a message's number. */
const ACCEPTED_MOST_MS = 150;
/** Bytes that may wait for one link beside what a socket's buffer holds. */
const QUEUE_MOST = 2 * DEFAULT_LIMITS.linkQueueBytes + 524_288;
const SECOND = 1_000_000;

export interface CrowdOptions {
  /** Whom members are beside; drawn from the seed unless it is said. */
  readonly habits?: readonly Habit[];
  readonly members?: number;
  /** Bytes of messages in the log before anybody comes. */
  readonly history?: number;
  /** Whether a stretch of the log can't be read any more once the members are in. */
  readonly isDamaged?: boolean;
  /** Makes the host wrong on purpose: it does not see that time passes. */
  readonly isTimeless?: boolean;
  /** Virtual seconds. */
  readonly seconds?: number;
}

export interface CrowdOutcome {
  readonly seed: number;
  readonly habits: readonly Habit[];
  readonly failure: string | undefined;
  /** Milliseconds to the answers of the member that was served worst. */
  readonly p99: number;
  readonly most: number;
  readonly accepted: number;
  readonly events: number;
  readonly turnedOut: number;
}

/** Members who keep to the rules beside strangers who keep to none, on one computer that can do so much a second. */
export function crowd(seed: number, options: CrowdOptions = {}): CrowdOutcome {
  const random = new Random(seed);
  const clock = new Clock();
  const drawn = Array.from({ length: random.int(1, 12) }, () => random.pick(ALL_HABITS));
  const { habits = drawn, members: count = random.int(2, 5), seconds = random.int(2, 6), isTimeless = false } = options;
  const { history = random.pick([0, 0, 1_000_000]), isDamaged = random.chance(0.3) } = options;
  const host = new PricedHost({ clock, random, limits: DEFAULT_LIMITS, history, isTimeless });
  const members = Array.from({ length: count }, (_, index) => new Member(clock, host, index + 1));
  let strangers: Stranger[] = [];
  let failure: string | undefined;
  try {
    clock.run(2 * SECOND);
    for (const member of members) member.answered.length = 0;
    const before = host.store.newest;
    if (isDamaged) host.damaged = { from: Math.ceil(before / 3), to: Math.ceil(before / 2) };
    strangers = habits.map((habit) => new Stranger(clock, host, random, habit));
    for (let second = 1; second <= seconds; second += 1) {
      clock.run(SECOND);
      check(host, members);
      checkGrowth(host.store.newest - before, second, members.length, habits);
    }
    for (const stranger of strangers) stranger.goes();
    clock.run(20 * SECOND);
    checkQuiet(host, members);
  } catch (error) {
    failure = error instanceof Violation ? error.message : String((error as Error).stack);
  }
  const answers = members.map(({ answered }) => sorted(answered));
  return {
    seed,
    habits,
    failure,
    p99: Math.max(...answers.map((times) => at(times, 0.99))),
    most: Math.max(...answers.map((times) => at(times, 1))),
    accepted: Math.max(...members.flatMap(({ accepted }) => accepted), 0),
    events: host.store.newest,
    turnedOut: strangers.reduce((sum, { turnedOut }) => sum + turnedOut, 0),
  };
}

/** @throws Violation where a promise is broken by now */
function check(host: PricedHost, members: readonly Member[]): void {
  if (host.mostQueued > QUEUE_MOST) throw new Violation(`${host.mostQueued} bytes wait for one link`);
  if (host.defects.length > 0 && !host.damaged) throw new Violation(`a defect: ${String(host.defects[0])}`);
  for (const { name, answered, accepted } of members) {
    const times = sorted(answered);
    if (times.length === 0) throw new Violation(`${name} has no answer to anything`);
    if (at(times, 0.99) > ANSWER_P99_MS) throw new Violation(`${name} is answered in ${at(times, 0.99)} ms (p99)`);
    if (at(times, 1) > ANSWER_MOST_MS) throw new Violation(`${name} was answered after ${at(times, 1)} ms`);
    const latest = Math.max(...accepted, 0);
    if (latest > ACCEPTED_MOST_MS) throw new Violation(`a message of ${name} was accepted after ${latest} ms`);
  }
}

/** @throws Violation where strangers make the log longer than their pace allows */
function checkGrowth(events: number, seconds: number, members: number, habits: readonly Habit[]): void {
  const most = habits.reduce((sum, habit) => sum + growthOf(habit, seconds), members * (2 * seconds + 2));
  if (events > most) throw new Violation(`${events} events in ${seconds} s, where ${most} are enough`);
}

/** @throws Violation where something of the strangers is left, or members do not have the same log */
function checkQuiet(host: PricedHost, members: readonly Member[]): void {
  check(host, members);
  if (host.links !== members.length) throw new Violation(`${host.links} links are left of ${members.length}`);
  for (const { name, newest, waiting } of members) {
    if (host.store.newest - newest > members.length)
      throw new Violation(`${name} has event ${newest} of ${host.store.newest}`);
    if (waiting > 1) throw new Violation(`${waiting} messages of ${name} have no number`);
  }
  const [first, ...others] = members.map(({ texts }) => texts);
  for (const texts of others) {
    const both = Math.min(texts.length, (first as string[]).length);
    if (texts.slice(0, both).join('\n') !== (first as string[]).slice(0, both).join('\n'))
      throw new Violation('two members heard something else');
  }
}

function sorted(times: readonly number[]): readonly number[] {
  return times.toSorted((one, other) => one - other);
}

/** The value below which that share of the sorted times lies. */
function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
}
