/**
 * Every bound that a room holds, by name. docs/limits.md has a row and a reason for each, tested against
 * this table. A host can raise or lower them by configuration (`partyline host --limit NAME=VALUE`).
 */
export interface RoomLimits {
  /** Members with a live session at one time. */
  readonly members: number;
  /** Characters (UTF-16 code units, what `String.length` counts) in one message. */
  readonly messageLength: number;
  /** Messages a member may send per second, long-term. */
  readonly messagesPerSecond: number;
  /** Messages a member may send at once before `messagesPerSecond` counts. */
  readonly messageBurst: number;
  /** Bytes that may wait for one slow reader before it is caught up from the log instead. */
  readonly linkQueueBytes: number;
  /** Milliseconds a link may take nothing while bytes wait for it, before it is dropped. */
  readonly linkStallMs: number;
  /** Milliseconds a new link may take to say `hello`. */
  readonly helloMs: number;
  /** Proofs that it is the room of before which a link may ask for. */
  readonly proofsPerLink: number;
  /** Milliseconds without a byte after which a link whose peer sends heartbeats counts as dead. */
  readonly silenceMs: number;
  /** Milliseconds a member whose link broke keeps its place before the room says it left. */
  readonly graceMs: number;
  /** New links one address may open per second. */
  readonly linksPerAddressPerSecond: number;
  /** TCP connections that are let in per second, long-term. */
  readonly connectionsPerSecond: number;
  /** The same at once, before `connectionsPerSecond` counts. */
  readonly connections: number;
  /** TCP connections of one address that are let in per second, long-term. */
  readonly connectionsPerAddressPerSecond: number;
  /** The same at once, before `connectionsPerAddressPerSecond` counts. */
  readonly connectionsPerAddress: number;
  /** Milliseconds without a byte after which a new TCP connection counts as silent. */
  readonly silentConnectionMs: number;
  /** TCP connections of one address per second that may be silent, or end without a byte, long-term. */
  readonly silentConnectionsPerAddressPerSecond: number;
  /** The same at once, before `silentConnectionsPerAddressPerSecond` counts. */
  readonly silentConnectionsPerAddress: number;
  /** Members of one address who may speak at the pace of one each, at the same time. */
  readonly speakersPerAddress: number;
  /** Members who may come in from one address per second, long-term. */
  readonly entriesPerAddressPerSecond: number;
  /** The same at once, before `entriesPerAddressPerSecond` counts. */
  readonly entriesPerAddress: number;
  /** Other nicknames that a member may take per minute, long-term. */
  readonly renamesPerMinute: number;
  /** The same at once, before `renamesPerMinute` counts. */
  readonly renames: number;
  /** Bytes per second of what a link sends without an event coming of it, long-term. */
  readonly overheadBytesPerSecond: number;
  /** The same at once, before `overheadBytesPerSecond` counts. */
  readonly overheadBytes: number;
  /** Milliseconds that a link may send more than that, and not be read, before it is let go. */
  readonly overheadMs: number;
  /** Open links of all kinds. */
  readonly links: number;
  /** Links of one address, in percent of `links`. */
  readonly linksPerAddress: number;
  /** Links that have said no `hello` yet, in percent of `links`. */
  readonly halfOpen: number;
  /** The same of one address. */
  readonly halfOpenPerAddress: number;
  /** Handshakes of sealed links that begin per second, long-term. */
  readonly handshakesPerSecond: number;
  /** The same at once, before `handshakesPerSecond` counts. */
  readonly handshakes: number;
  /** The same of one address per second, long-term. */
  readonly handshakesPerAddressPerSecond: number;
  /** The same at once, before `handshakesPerAddressPerSecond` counts. */
  readonly handshakesPerAddress: number;
  /** Strangers who wait to be let in at one time. */
  readonly knocks: number;
  /** The same of one address, and how often it may knock at once. */
  readonly knocksPerAddress: number;
  /** Knocks of one address per minute, long-term. */
  readonly knocksPerAddressPerMinute: number;
  /** Knocks of all addresses per minute, long-term. */
  readonly knocksPerMinute: number;
  /** The same at once, before `knocksPerMinute` counts. */
  readonly knocksAtOnce: number;
  /** Milliseconds that a knock may wait for an answer. */
  readonly knockMs: number;
  /** Wrong passphrases per minute, from all addresses, long-term. */
  readonly wordTriesPerMinute: number;
  /** The same at once. */
  readonly wordTries: number;
  /** Wrong passphrases of one address per minute, long-term. */
  readonly wordTriesPerAddressPerMinute: number;
  /** The same at once. */
  readonly wordTriesPerAddress: number;
  /** Wrong passphrases of one identity key per minute, long-term. */
  readonly wordTriesPerKeyPerMinute: number;
  /** The same at once. */
  readonly wordTriesPerKey: number;
  /** Milliseconds that a link may take to say the passphrase. */
  readonly wordMs: number;
  /** Bans that a room keeps. */
  readonly bans: number;
  /** Moderators of a room. */
  readonly moderators: number;
  /** Plain guests in the room at one time, over TCP and UDP. */
  readonly plainGuests: number;
  /** The same from one address. */
  readonly plainGuestsPerAddress: number;
  /** Plain guests of one address who come in without a word per minute, long-term. */
  readonly silentGuestsPerAddressPerMinute: number;
  /** The same at once, before `silentGuestsPerAddressPerMinute` counts. */
  readonly silentGuestsPerAddress: number;
  /** Addresses and ports from which plain guests speak over UDP. */
  readonly plainDatagramGuests: number;
  /** The same of one address. */
  readonly plainDatagramGuestsPerAddress: number;
  /** Milliseconds without a datagram after which a plain guest over UDP is not here any more. */
  readonly plainDatagramSilenceMs: number;
  /** Bytes that a plain guest over UDP, once it has shown that it hears, is sent after each datagram of its own. */
  readonly plainDatagramBytes: number;
  /** Bytes that a new plain guest over UDP is sent beyond three times what came from it. */
  readonly plainDatagramFirstBytes: number;
  /** Sessions remembered for `resume`; the longest unused is forgotten first. */
  readonly sessionsKept: number;
  /** Of these, sessions of who offered files without ever coming in. */
  readonly visitorsKept: number;
  /** Newest message ids remembered, so that a repeated `say` is recognised. */
  readonly messageIdsKept: number;
  /** Events kept in the log; the oldest are dropped first. */
  readonly eventsKept: number;
  /** Bytes of the log in one page: of the newest, which comes first, and of the past that is asked for. */
  readonly pageBytes: number;
  /** Bytes of one file; more than 32 GiB have more pieces than a list of them can name. */
  readonly fileBytes: number;
  /** Bytes of all files that the host keeps; those that nobody wanted for longest go first. */
  readonly spoolBytes: number;
  /** Milliseconds that a file is kept since it was wanted last. */
  readonly spoolAgeMs: number;
}

export const DEFAULT_LIMITS: RoomLimits = {
  members: 1_000,
  messageLength: 16_000,
  messagesPerSecond: 50,
  messageBurst: 500,
  linkQueueBytes: 1_048_576,
  linkStallMs: 30_000,
  helloMs: 10_000,
  proofsPerLink: 8,
  silenceMs: 45_000,
  graceMs: 15_000,
  linksPerAddressPerSecond: 200,
  connectionsPerSecond: 1_000,
  connections: 4_000,
  connectionsPerAddressPerSecond: 250,
  connectionsPerAddress: 2_000,
  silentConnectionMs: 500,
  silentConnectionsPerAddressPerSecond: 10,
  silentConnectionsPerAddress: 100,
  speakersPerAddress: 40,
  entriesPerAddressPerSecond: 2,
  entriesPerAddress: 1_000,
  renamesPerMinute: 6,
  renames: 10,
  overheadBytesPerSecond: 65_536,
  overheadBytes: 262_144,
  overheadMs: 30_000,
  links: 2_000,
  linksPerAddress: 75,
  halfOpen: 75,
  halfOpenPerAddress: 50,
  handshakesPerSecond: 400,
  handshakes: 200,
  handshakesPerAddressPerSecond: 200,
  handshakesPerAddress: 100,
  knocks: 32,
  knocksPerAddress: 4,
  knocksPerAddressPerMinute: 6,
  knocksPerMinute: 60,
  knocksAtOnce: 32,
  knockMs: 600_000,
  wordTriesPerMinute: 60,
  wordTries: 60,
  wordTriesPerAddressPerMinute: 2,
  wordTriesPerAddress: 6,
  wordTriesPerKeyPerMinute: 2,
  wordTriesPerKey: 6,
  wordMs: 300_000,
  bans: 200,
  moderators: 50,
  plainGuests: 200,
  plainGuestsPerAddress: 100,
  silentGuestsPerAddressPerMinute: 20,
  silentGuestsPerAddress: 40,
  plainDatagramGuests: 64,
  plainDatagramGuestsPerAddress: 16,
  plainDatagramSilenceMs: 120_000,
  plainDatagramBytes: 8_192,
  plainDatagramFirstBytes: 512,
  sessionsKept: 10_000,
  visitorsKept: 100,
  messageIdsKept: 65_536,
  eventsKept: 1_000_000,
  pageBytes: 32_768,
  fileBytes: 34_359_738_368,
  spoolBytes: 68_719_476_736,
  spoolAgeMs: 2_592_000_000,
};

/** Port that a room listens on unless told otherwise. */
export const DEFAULT_PORT = 8888;
/** UDP port on which every process with a room hears who looks for rooms, and rooms tell that they are there; it is shared. */
export const DISCOVERY_PORT = 18_888;
/** Length of the listening socket's queue of connections not yet accepted. */
export const DEFAULT_BACKLOG = 511;
/** Numbers that a room's file notes ahead of the log: as many may be left out when the log's end can't be read any more. */
export const NUMBERS_AHEAD = 1_024;
/** Copies of rooms of one id that never proved to be it; the oldest in which nothing of the member's own is go first. */
export const UNPROVEN_COPIES = 3;
/** Files that a room's details list, the newest ones; all of them are counted. */
export const DETAILED_FILES = 200;
/** Characters in a room's passphrase. */
export const WORD_LENGTH = 256;
/** Characters in a nickname, after trimming. */
export const NICK_LENGTH = 32;
/** Characters in a room's name, after trimming. */
export const ROOM_NAME_LENGTH = 64;
/** Rooms that one was in and is not in any more, remembered in the list of one's rooms; those that were left longest ago go first. */
export const KNOWN_ROOMS = 200;
