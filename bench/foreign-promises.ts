/** What is promised beside foreign servers under a foreign load (bench/load/foreign). */
export interface ForeignFanOut {
  readonly name: string;
  readonly title: string;
  readonly members: number;
  /** Which pattern, and how many messages each talker has in flight. */
  readonly pattern: readonly (string | number)[];
  /** Messages of each talker before anything is measured, so that V8 has compiled what a server does with each. */
  readonly warmUp: number;
  /** Messages of each talker that are measured; fewer of `ws`, which would take minutes. */
  readonly messages: number;
  readonly wsMessages: number;
  /** Deliveries at least so many times those of the other server. */
  readonly targets: Readonly<Record<'cpu' | 'clock', { readonly ws: number; readonly nats: number }>>;
}

const IN_FLIGHT = 256;

/** One of the members talks as fast as it may. @param counts messages of the warm-up, of what is measured, and of `ws` */
function oneTalks(
  members: number,
  [warmUp, messages, wsMessages]: readonly [warmUp: number, messages: number, wsMessages: number],
  targets: ForeignFanOut['targets'],
): ForeignFanOut {
  return {
    name: `foreign-one-of-${members}`,
    title: `one of ${members} members talks, ${IN_FLIGHT} messages in flight`,
    members,
    pattern: ['one', IN_FLIGHT],
    ...{ warmUp, messages, wsMessages, targets },
  };
}

export const FOREIGN: readonly ForeignFanOut[] = [
  {
    name: 'foreign-all-of-50',
    title: '50 members, all talk, each waits for its own message',
    members: 50,
    pattern: ['all', 1],
    warmUp: 500,
    messages: 1_500,
    wsMessages: 100,
    targets: { cpu: { ws: 12, nats: 2 }, clock: { ws: 4.4, nats: 2 } },
  },
  oneTalks(10, [50_000, 200_000, 10_000], { cpu: { ws: 16, nats: 1 }, clock: { ws: 7, nats: 1 } }),
  oneTalks(50, [25_000, 100_000, 4_000], { cpu: { ws: 37, nats: 2.6 }, clock: { ws: 20, nats: 1 } }),
  oneTalks(200, [10_000, 40_000, 1_500], { cpu: { ws: 67, nats: 4.7 }, clock: { ws: 20, nats: 1 } }),
];

export const FOREIGN_LATENCY = {
  name: 'foreign-latency',
  title: '10 members, 200 messages a second',
  members: 10,
  pattern: ['steady', 200, 400, 2_000],
  /** At most so many times the figure of the other server. */
  targets: { p50: 1.1, p99: 1.3 },
} as const;

export const FOREIGN_IDLE = {
  name: 'foreign-idle',
  title: '1,000 members join one after the other and say nothing, all resident memory',
  members: 1_000,
  /** KiB of the host's growth since it was started for each of them, at most, with all that is counted as resident. */
  target: 14,
} as const;

export const FOREIGN_LATE = {
  name: 'foreign-late',
  title: 'five join a long log, one message in each row',
  events: 1_000_000,
  /** Of a quick run. */
  fewEvents: 100_000,
  newcomers: 5,
  pingsPerSecond: 200,
  /** Milliseconds at most: of a live member's answers meanwhile, and until the newest page is at each newcomer. */
  targets: { ping: 20, firstPage: 300 },
} as const;
