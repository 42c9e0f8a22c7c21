import type { Random } from './random.ts';

/** What a run's datagram network is like; everything is drawn from the seed. */
export interface DatagramScenario {
  /** Chance that a datagram gets lost. */
  readonly loss: number;
  readonly duplicate: number;
  /** Chance that bits of a datagram are turned over, and that it is cut short. */
  readonly damage: number;
  readonly truncate: number;
  /** Chance that a datagram is held up so that others overtake it, and for how many milliseconds at most. */
  readonly reorder: number;
  readonly reorderMs: number;
  /** Least one-way delay and what varies of it, in milliseconds. */
  readonly delayMs: number;
  readonly jitterMs: number;
  /** Bytes per millisecond that pass each way, and bytes that may wait to pass. */
  readonly bandwidth: number;
  readonly buffer: number;
  /** Datagrams that are longer vanish, from so many milliseconds on, in these directions; for ever. */
  readonly mtu: number;
  readonly mtuFromMs: number;
  readonly mtuWay: Way;
  /** Chance that a port where nobody listens is reported (ICMP port unreachable). */
  readonly reports: number;
  /** UDP passes nothing at all, for ever. */
  readonly isBlocked: boolean;
  /** Chance that a program that starts again has the same port. */
  readonly samePort: number;
  /** Chance that the system takes no datagram for the moment. */
  readonly sendFails: number;
  /** Timers are late by up to so many milliseconds. */
  readonly timersLateMs: number;
  /** Datagrams that the system keeps for a process that sleeps. */
  readonly keptAsleep: number;
  /** Somebody on the network records, replays, forges and floods. */
  readonly attacks: number;
  readonly faults: Readonly<Record<DatagramFault, number>>;
}

export type Way = 'up' | 'down' | 'both';

export type DatagramFault = 'toggle' | 'partition' | 'blackout' | 'rebind' | 'roam' | 'storm';

/** A network on which nothing goes wrong by itself. */
export const CALM: DatagramScenario = {
  loss: 0,
  duplicate: 0,
  damage: 0,
  truncate: 0,
  reorder: 0,
  reorderMs: 0,
  delayMs: 1,
  jitterMs: 0,
  bandwidth: Number.POSITIVE_INFINITY,
  buffer: Number.POSITIVE_INFINITY,
  mtu: Number.POSITIVE_INFINITY,
  mtuFromMs: 0,
  mtuWay: 'both',
  reports: 0,
  isBlocked: false,
  samePort: 0,
  sendFails: 0,
  timersLateMs: 0,
  keptAsleep: 1_000,
  attacks: 0,
  faults: { toggle: 0, partition: 0, blackout: 0, rebind: 0, roam: 0, storm: 0 },
};

/** @param mixed whether members go from one transport to the other; else nothing may keep UDP from them for ever */
export function drawDatagrams(random: Random, mixed: boolean, troubleMs: number): DatagramScenario {
  const often = <T>(probability: number, value: T, otherwise: T) => (random.chance(probability) ? value : otherwise);
  const howMany = (most: number) => often(0.4, 0, random.int(1, most));
  const isNarrow = random.chance(0.3);
  return {
    loss: often(0.3, 0, 0.4 * random.next()),
    duplicate: often(0.4, 0, 0.2 * random.next()),
    damage: often(0.5, 0, 0.1 * random.next()),
    truncate: often(0.7, 0, 0.05 * random.next()),
    reorder: often(0.4, 0, 0.2 * random.next()),
    reorderMs: random.skewed(2, 12_000),
    delayMs: random.skewed(1, 200) - 1,
    jitterMs: often(0.3, 0, random.skewed(1, 200)),
    bandwidth: isNarrow ? random.skewed(10, 1_000) : CALM.bandwidth,
    buffer: isNarrow ? random.skewed(3_000, 100_000) : CALM.buffer,
    mtu: often(0.3, random.int(512, 1_199), CALM.mtu),
    mtuFromMs: often(0.5, 0, random.int(0, troubleMs)),
    mtuWay: random.pick<Way>(['up', 'down', 'both', 'both']),
    reports: random.pick([0, 0.5, 1]),
    isBlocked: random.chance(0.1) && mixed,
    samePort: random.pick([0, 0.5, 1]),
    sendFails: often(0.7, 0, 0.1 * random.next()),
    timersLateMs: often(0.5, 0, random.skewed(1, 100)),
    keptAsleep: random.pick([0, 10, 1_000]),
    attacks: howMany(60),
    faults: {
      toggle: mixed ? random.int(1, 12) : 0,
      partition: howMany(4),
      blackout: often(0.75, 0, 1),
      rebind: howMany(6),
      roam: howMany(4),
      storm: howMany(2),
    },
  };
}
