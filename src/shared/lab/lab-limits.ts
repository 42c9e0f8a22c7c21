/** Every bound of the practice lab, by name. docs/limits.md has a row and a reason for each, tested against this table. */
export const LAB_LIMITS = {
  /** Practice servers, and practice clients, at one time. */
  servers: 32,
  clients: 256,
  /** Connections of one server that are open at one time, and UDP addresses that it remembers. */
  connections: 1_000,
  /** Connections of one server that the window is shown: all that are open come first, then the newest closed ones. */
  connectionsShown: 250,
  /** Bytes of one chunk that are kept to be shown; its true size is told with it. */
  chunkBytesKept: 4_096,
  /** Chunks, and bytes of chunks, that are kept of one server or client. */
  chunksKept: 2_000,
  chunkBytesKeptInAll: 1_048_576,
  /** Chunks of one server or client that one push carries; what is more in between is counted and skipped. */
  chunksPerPush: 200,
  /** Bytes that may wait for a peer that does not read, before nothing more is read from it. */
  queueBytes: 262_144,
  /** Bytes that a client may have waiting for a peer that does not read; sends beyond that are refused. */
  clientQueueBytes: 67_108_864,
  /** Bytes of one send, all its pieces together. */
  sendBytes: 1_048_576,
  /** Small sends in one turn. */
  pieces: 1_000,
  /** Shortest time between two repeated sends, in milliseconds. */
  repeatMs: 1,
  /** Bytes of one line of `command`, and lines that wait while a program runs. */
  lineBytes: 65_536,
  linesWaiting: 1_000,
  /** Milliseconds that a program of `command` may run. */
  programMs: 10_000,
  /** Bytes of a program's output; what is more is cut off and the program is ended. */
  programBytes: 1_048_576,
  /** Programs of one server that run at one time; further commands wait. */
  programs: 8,
  /** Milliseconds that a closed connection may take to get rid of its last bytes. */
  lingerMs: 5_000,
  /** Milliseconds that a connect may take. */
  connectMs: 15_000,
} as const;

/** Port of a practice server unless told otherwise: the one that most tutorials use, and not that of a room. */
export const DEFAULT_PRACTICE_PORT = 8080;
/** Where a practice server listens unless told otherwise: on this computer alone. */
export const DEFAULT_PRACTICE_BIND = '127.0.0.1';
/** What `sticky` asks `recv` for, and how long after the first byte, unless told otherwise. */
export const DEFAULT_RECV_SIZE = 1_024;
export const DEFAULT_RECV_WAIT_MS = 200;
