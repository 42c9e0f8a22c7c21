/** What is measured, and what the project promises of it. */
export interface FanOut {
  readonly name: string;
  readonly title: string;
  /** Pattern and its arguments, as load/process.ts takes them. */
  readonly pattern: readonly string[];
  /** The same, before anything is measured. */
  readonly warmUp: readonly string[];
  /** Deliveries per second of the server's CPU time must be this many times those of `ws`. */
  readonly target: number;
  /** System calls of the server per delivery, at most; only where it is promised. */
  readonly systemCalls?: number;
}

/**
 * Messages after which V8 has compiled what a server does with each, for either server: with 1,200 to 5,000, as it once
 * was, up to a fifth of the time measured was the compiler's. Among few members, so that `ws` is done in seconds.
 */
const ONE_TALKS_WARM_UP = ['oneTalks', '10', '256', '25000'];
const ALL_TALK_WARM_UP = ['everybodyTalks', '10', '2500'];

const oneTalks = (members: number, messages: number, target: number): FanOut => ({
  name: `one-of-${members}`,
  title: `one of ${members} members sends, 256 messages in flight`,
  pattern: ['oneTalks', String(members), '256', String(messages)],
  warmUp: ONE_TALKS_WARM_UP,
  target,
  systemCalls: 0.02,
});

export const FAN_OUT: readonly FanOut[] = [
  {
    name: 'all-of-50',
    title: '50 members, all talk, each waits for its own message',
    pattern: ['everybodyTalks', '50', '300'],
    warmUp: ALL_TALK_WARM_UP,
    target: 10,
  },
  oneTalks(10, 100_000, 10),
  oneTalks(50, 25_000, 30),
  // Of either server; 6,000 were 0.1 s of the host's time, of which one collection by V8 or one checkpoint is a tenth.
  oneTalks(200, 15_000, 60),
  {
    name: 'single-of-50',
    title: '50 members, one message in flight',
    pattern: ['oneTalks', '50', '1', '5000'],
    warmUp: ['oneTalks', '10', '1', '10000'],
    target: 1.3,
  },
];

/** Ten members, 200 messages a second, for ten seconds. */
export const LATENCY = {
  name: 'latency',
  title: '10 members, 200 messages a second: delivery time',
  pattern: ['steadyTalk', '10', '200', '10'],
  warmUp: ['steadyTalk', '10', '200', '2'],
  /** At most this many times the figure of `ws`. */
  medianTarget: 1.1,
  p99Target: 1.3,
} as const;

/** Members of a room with a user's limits, beside somebody who knocks without end. */
export const KNOCKING = {
  name: 'knocking',
  title: '10 members, 200 messages a second',
  pattern: LATENCY.pattern,
  warmUp: LATENCY.warmUp,
  /** For as long as the members talk, in all. */
  connections: 5_000,
  hellos: 100_000,
  seconds: 10,
  /** Times the 99th percentile without anybody who knocks, at most. */
  target: 2,
  /** MiB that the host has more than before once it is over, at most. */
  memoryTarget: 8,
} as const;

export interface IdlePromise {
  readonly name: string;
  readonly title: string;
  readonly members: number;
  /** Whether their links are sealed. */
  readonly how: 'clear' | 'sealed';
  readonly memoryTarget: number;
  readonly joinTarget: number;
}

export const IDLE: IdlePromise = {
  name: 'idle',
  title: '1,000 members join and stay idle',
  members: 1_000,
  how: 'clear',
  /** KiB of the host's resident memory per member, at most. */
  memoryTarget: 16,
  /** Seconds for all to be in, at most. */
  joinTarget: 2,
};

/** The same over sealed links, with the pace of handshakes that a user has. */
export const IDLE_SEALED: IdlePromise = {
  ...IDLE,
  name: 'idle-sealed',
  title: '1,000 members join over sealed links and stay idle',
  how: 'sealed',
  memoryTarget: 24,
  joinTarget: 8,
};

/** What the recorder of the bytes on the wire may cost. */
export const RECORDING = {
  title: '50 members, all talk',
  pattern: ['everybodyTalks', '50', '300'],
  warmUp: ALL_TALK_WARM_UP,
  /** Times the CPU per delivery without it, at most. */
  onTarget: 1.25,
  /** Times the CPU per delivery before there was a recorder, at most, while it is off. */
  offTarget: 1.02,
} as const;

/** What the reliable datagram link is measured by. */
export const UDP = {
  fanOut: {
    title: '50 members on UDP, all talk',
    pattern: ['everybodyTalks', '50', '300'],
    warmUp: ALL_TALK_WARM_UP,
    /** Deliveries per second of CPU time, at least so many times those of `ws` and of our own TCP. */
    wsTarget: 4,
    tcpTarget: 0.3,
  },
  load: {
    title: 'ten receivers, 5,000 messages a second offered',
    pattern: ['steadyTalk', '10', '5000', '5'],
    warmUp: ['steadyTalk', '10', '5000', '1'],
  },
  stream: {
    mebibytes: 256,
    /** Of the rate at which bare datagrams arrive, at least. */
    target: 0.5,
    badMebibytes: 4,
    network: { loss: 0.01, delayMs: 20 },
    stopAndWaitBytes: 240_000,
    /** Times the rate of a link that waits for the ack of each packet, at least. */
    badTarget: 5,
  },
  sealedFiles: {
    name: 'udp-sealed-files',
    title: 'a file to a room and from it over sealed UDP',
    mebibytes: 128,
    /** Bytes per second of CPU, of those in clear, at least. */
    target: 0.6,
  },
  sealedFanOut: {
    name: 'udp-sealed-all-of-50',
    title: '50 members on sealed UDP, all talk',
    /** Deliveries per second of CPU time, of those in clear, at least. */
    target: 0.5,
  },
  sealed: {
    name: 'udp-sealed',
    title: '128 MiB over a sealed datagram link',
    mebibytes: 128,
    /** Of the rate in clear, at least: a cipher object and two calls for each packet cost more than half of all else (ADR 41). */
    target: 0.5,
  },
  latency: {
    title: '10 members, 200 messages a second',
    pattern: LATENCY.pattern,
    warmUp: LATENCY.warmUp,
    /** At most so many times the figure over TCP. */
    target: 2,
  },
} as const;

/** How much is moved; in MiB where it says so. */
export interface FileSizes {
  readonly relayMebibytes: number;
  readonly bulkMebibytes: number;
  readonly memoryMebibytes: number;
  /** Files of `bulkMebibytes` that are sent one after another while messages are measured, at the most. */
  readonly latencyFiles: number;
}

/** What is promised of files. */
export const FILES = {
  full: { relayMebibytes: 1_024, bulkMebibytes: 256, memoryMebibytes: 1_024, latencyFiles: 48 },
  quick: { relayMebibytes: 256, bulkMebibytes: 64, memoryMebibytes: 64, latencyFiles: 160 },
  /** Throughput from the sender's file to the receiver's, at least so many times that of these. */
  relays: [
    { name: 'files-of-pipe', kind: 'pipe-relay', title: 'a relay that pipes in Node', target: 0.8 },
    { name: 'files-of-recv', kind: 'recv-relay', title: 'a relay with recv(1024) in Python', target: 1.5 },
    { name: 'files-of-ws', kind: 'ws', title: '64 KiB messages over ws', target: 3 },
  ],
  /** Over sealed links, times what it is in clear, at least: by the clock, and in bytes per second of the host's CPU. */
  sealed: { name: 'files-sealed', title: 'through a room over sealed links', target: 0.6 },
  receivers: { name: 'files-receivers', receivers: 10, target: 2 },
  /** Files a second, at least. */
  small: { name: 'files-small', files: 5_000, bytesEach: 1_024, target: 1_000 },
  /** MiB above idle, at most. */
  memory: { name: 'files-memory', transfers: 10, target: 150 },
  latency: {
    name: 'files-latency',
    title: '10 members, 200 messages a second',
    pattern: LATENCY.pattern,
    warmUp: LATENCY.warmUp,
    /** Times the figure without a transfer, at most. */
    target: 3,
  },
} as const;

/** How soon all rooms on a network are known to somebody who begins to look. */
export const DISCOVERY = {
  name: 'discovery',
  /** Milliseconds until the list is complete, at most. */
  lists: [
    { rooms: 1, target: 1_000 },
    { rooms: 20, target: 1_500 },
    { rooms: 200, target: 3_000 },
  ],
  /** What is told of new rooms has been told after this. */
  settleMs: 4_000,
} as const;

/** Of a person who is in five rooms in which nobody says anything, two of them hosted here. */
export const IDLE_ROOMS = {
  name: 'idle-rooms',
  title: 'five rooms, nobody talks',
  seconds: 60,
  quickSeconds: 15,
  settleMs: 10_000,
  /** Milliseconds of CPU time a minute, at most. */
  cpuTarget: 600,
  /** Sent and got on the adapter in a minute, at most. */
  packetsTarget: 1_000,
  /** MiB of all resident memory, at most. */
  memoryTarget: 150,
} as const;

/** Of the built app's window. */
export const WINDOW = {
  size: { width: 1_200, height: 800 },
  /** In each long room. */
  messages: 10_000,
  quickMessages: 1_000,
  start: {
    name: 'window-start',
    title: 'ten long rooms, five hosted here',
    rooms: 10,
    /** Milliseconds from the start of the process, at most. */
    target: 3_000,
    /** Milliseconds more than a start without any room, at most. */
    moreTarget: 750,
  },
  switching: {
    name: 'switching',
    title: 'from one long room to another and back',
    switches: 20,
    /** Milliseconds from the click to the painted conversation, at most. */
    target: 50,
    p95Target: 100,
  },
} as const;

/** Rooms whose members' links are sealed, beside the same in clear, `ws` in clear, and `ws` over TLS. */
export const SEALED_FAN_OUT = [
  {
    name: 'sealed-all-of-50',
    title: '50 members over sealed links, all talk',
    pattern: ['everybodyTalks', '50', '300'],
    warmUp: ALL_TALK_WARM_UP,
    /** Deliveries per second of CPU time, at least so many times those of the other. */
    targets: { partyline: 0.5, ws: 6 },
  },
  {
    name: 'sealed-one-of-50',
    title: 'one of 50 members over sealed links sends, 256 messages in flight',
    pattern: ['oneTalks', '50', '256', '25000'],
    warmUp: ONE_TALKS_WARM_UP,
    targets: { ws: 12 },
  },
] as const;

/** What sealed links cost a host beyond links in clear: a handshake when somebody comes, and one seal per link and turn. */
export const SEALING = {
  handshake: {
    name: 'handshake',
    title: "a sealed link's handshake, the host's part of it",
    /** Milliseconds of CPU, at most. */
    target: 3,
    handshakes: 1_000,
  },
  record: {
    name: 'sealing-record',
    title: 'to seal a turn of 200 bytes for one link',
    /** Microseconds of CPU, at most. */
    target: 6,
    bytes: 200,
    records: 200_000,
  },
  bulk: {
    name: 'sealing-bulk',
    title: 'to seal a file and to open it, in pieces of 256 KiB',
    /** MB a second of CPU, at least. */
    target: 400,
    bytes: 262_144,
    pieces: 2_000,
  },
};
