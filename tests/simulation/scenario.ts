import { DEFAULT_LIMITS, type RoomLimits } from '../../src/shared/limits.ts';
import { type DatagramScenario, drawDatagrams } from './datagram-scenario.ts';
import { Random } from './random.ts';

/** What one run is like; everything is drawn from the seed. */
export interface Scenario {
  readonly guests: number;
  /** How many of them keep nothing on disk, as a script does: after a crash only their device is the same. */
  readonly forgetful: number;
  readonly limits: RoomLimits;
  /** Milliseconds in which people act and things break. */
  readonly troubleMs: number;
  /** Usual one-way delay, in milliseconds. */
  readonly delayMs: number;
  /** Chance that a piece of a stream is late by seconds. */
  readonly spikes: number;
  /** Bytes that fit between a sender and its receiver. */
  readonly socketBuffer: number;
  /** Largest piece that the network delivers at a time. */
  readonly chunk: number;
  /** Faults, each as how many are expected in the run. */
  readonly faults: Readonly<Record<Fault, number>>;
  /** Milliseconds between two things that one person does, on average. */
  readonly pauseMs: number;
  /** What carries the links: one transport, or now this and now that one. */
  readonly transport: Carriage;
  readonly datagrams: DatagramScenario;
  /** Whether links are sealed, and everybody has a key. */
  readonly sealed: boolean;
  /** Whether somebody minds the door: shuts it, lets in, removes, bans. Links are sealed then. */
  readonly doors: boolean;
  /** How often a byte of a sealed stream is changed on its way. */
  readonly changes: number;
}

/** `bulk` is no room but one link over datagrams that carries a great deal. */
export type Carriage = 'tcp' | 'udp' | 'mixed' | 'bulk';
const CARRIAGES: readonly Carriage[] = ['mixed', 'tcp', 'udp'];
/** Every so many seeds one is of bulk. */
const BULK_EVERY = 10;

/** What a seed's run is over, when nothing else is asked for: each seed in its turn. */
export function carriageOf(seed: number): Carriage {
  return seed % BULK_EVERY === 0 ? 'bulk' : (CARRIAGES[seed % CARRIAGES.length] as Carriage);
}

/**
 * Every so many seeds the links of one are sealed, and bytes of its streams are changed: handshakes and records make a run four
 * times as long. No number of the carriages' cycle, so that each of them comes to it.
 */
const SEALED_EVERY = 4;

/** Whether a seed's links are sealed, when nothing else is asked for. */
export function isSealed(seed: number): boolean {
  return seed % SEALED_EVERY === 1;
}

/** Every so many of them somebody minds the door. */
const MINDED_EVERY = 2 * SEALED_EVERY;

/** Whether somebody minds the door of a seed's room, when nothing else is asked for. */
export function isMinded(seed: number): boolean {
  return seed % MINDED_EVERY === 1;
}

/** The same scenario with a door that somebody minds, who is one member more. */
export function withDoors(scenario: Scenario): Scenario {
  const limits = { ...scenario.limits, members: DEFAULT_LIMITS.members };
  return { ...scenario, limits, sealed: true, doors: true };
}

export type Fault =
  | 'cut'
  | 'silence'
  | 'hostCrash'
  | 'hostStop'
  | 'hostSleep'
  | 'diskFull'
  | 'guestCrash'
  | 'guestSleep'
  | 'guestStall';

/** Ids of messages that the room knows again: more than a run has, and a small table to make at each start. */
const IDS_KEPT = 2_048;
/** Makes another seed of a run's seed. */
const DATAGRAM_SALT = 0x5bd1_e995;
const CHANGES_SALT = 0x2545_f491;
const CHANGES_MOST = 5;

/** A third of the runs has none of a kind of fault, so that each kind is also seen alone. */
function howMany(random: Random, most: number): number {
  return random.chance(0.4) ? 0 : random.int(1, most);
}

/** @param seed for what concerns datagrams, which has its own source of chance: runs without them stay as they were */
export function drawScenario(random: Random, seed: number, transport: Carriage): Scenario {
  const streams = drawStreams(random);
  const datagrams = drawDatagrams(new Random(seed ^ DATAGRAM_SALT), transport === 'mixed', streams.troubleMs);
  const changes = howMany(new Random(seed ^ CHANGES_SALT), CHANGES_MOST);
  return { ...streams, transport, datagrams, sealed: false, doors: false, changes };
}

function drawStreams(random: Random): Omit<Scenario, 'transport' | 'datagrams' | 'sealed' | 'doors' | 'changes'> {
  const guests = random.int(1, 8);
  return {
    guests,
    forgetful: random.chance(0.5) ? 0 : random.int(0, Math.min(2, guests - 1)),
    limits: { ...drawLimits(random, guests), messageIdsKept: IDS_KEPT },
    troubleMs: random.skewed(4_000, 30_000),
    delayMs: random.skewed(1, 200),
    spikes: random.pick([0, 0, 0.01, 0.1]),
    socketBuffer: random.skewed(64, 65_536),
    chunk: random.skewed(1, 65_536),
    faults: {
      cut: howMany(random, 10),
      silence: howMany(random, 4),
      hostCrash: howMany(random, 4),
      hostStop: howMany(random, 2),
      hostSleep: howMany(random, 1),
      diskFull: howMany(random, 3),
      guestCrash: howMany(random, 6),
      guestSleep: howMany(random, 2),
      guestStall: howMany(random, 3),
    },
    pauseMs: guests * random.skewed(200, 2_000),
  };
}

/** Half of the runs has limits so small that pruning, falling behind and refusing really happen. */
function drawLimits(random: Random, guests: number): RoomLimits {
  if (random.chance(0.3)) return DEFAULT_LIMITS;
  const small = <T>(value: T, usual: T) => (random.chance(0.5) ? value : usual);
  return {
    ...DEFAULT_LIMITS,
    members: small(random.int(Math.max(1, guests - 2), guests + 1), DEFAULT_LIMITS.members),
    messageLength: small(120, DEFAULT_LIMITS.messageLength),
    messagesPerSecond: small(random.int(2, 20), DEFAULT_LIMITS.messagesPerSecond),
    messageBurst: small(random.int(2, 20), DEFAULT_LIMITS.messageBurst),
    linkQueueBytes: small(random.skewed(200, 20_000), DEFAULT_LIMITS.linkQueueBytes),
    linkStallMs: small(random.int(3_000, 10_000), DEFAULT_LIMITS.linkStallMs),
    helloMs: small(random.int(2_000, 5_000), DEFAULT_LIMITS.helloMs),
    silenceMs: small(random.int(20_000, 30_000), DEFAULT_LIMITS.silenceMs),
    graceMs: small(random.int(500, 5_000), DEFAULT_LIMITS.graceMs),
    linksPerAddressPerSecond: small(random.int(3, 5), DEFAULT_LIMITS.linksPerAddressPerSecond),
    links: small(guests + 8, DEFAULT_LIMITS.links),
    sessionsKept: small(random.int(1, guests + 2), DEFAULT_LIMITS.sessionsKept),
    eventsKept: small(random.int(10, 200), DEFAULT_LIMITS.eventsKept),
    // Of no chance of its own: what a seed draws besides stays as it was.
    pageBytes: 300,
  };
}
