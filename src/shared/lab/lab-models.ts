/** What the window draws of the practice lab. Times are milliseconds since 1970, by this computer's clock. */
import type { Problem } from '../error-codes.ts';
import type { Impairment } from '../impairment/impairment.ts';
import type { LabClientConfig, LabServerConfig } from './lab-config.ts';

/** What has travelled. A chunk is what one `recv` returned or one `send` took; over UDP it is a datagram. */
export interface LabCounters {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly chunksIn: number;
  readonly chunksOut: number;
}

/** One connection of a practice server; over UDP an address that datagrams came from. */
export interface LabConnection extends LabCounters {
  /** Unique within its server, also after a restart; 1, 2, 3, … */
  readonly id: number;
  /** `address:port`, or `[v6]:port`. */
  readonly peer: string;
  /**
   * `waiting`: accepted, but not read until the one before it is done (habit `log`). `ended`: the peer sends no more (FIN)
   * and may still read. `closed`: over, see `closedBy`.
   */
  readonly state: 'waiting' | 'open' | 'ended' | 'closed';
  /**
   * How a closed one ended: `here` by this server, `peer` by the other side with a FIN, `reset` by the other side with an
   * RST (a crash, a `close` with unread bytes), `failed` in another way.
   */
  readonly closedBy: 'here' | 'peer' | 'reset' | 'failed' | undefined;
  readonly problem: Problem | undefined;
  readonly openedAt: number;
  readonly closedAt: number | undefined;
  /** Habit `talk`: the peer has said something that nobody answered. */
  readonly wantsAnswer: boolean;
  /** Bytes that wait here because the peer does not read. */
  readonly queuedBytes: number;
}

export interface LabServer extends LabCounters {
  readonly id: string;
  readonly config: LabServerConfig;
  /** `stopped` keeps its traffic and restarts on the same port. */
  readonly state: 'listening' | 'stopped';
  /** Where it listens, or did; the true port where the configuration says 0. */
  readonly address: string;
  readonly port: number;
  /** Milliseconds since 1970 of the last start. */
  readonly startedAt: number;
  /** Times that it was started again. */
  readonly restarts: number;
  /** False while nothing is read from any connection (`lab:server-reading`). */
  readonly reading: boolean;
  /** How badly its traffic is treated, while it was asked to be. */
  readonly impairment: Impairment | undefined;
  readonly connectionsTotal: number;
  readonly connectionsOpen: number;
  /** Oldest first; at most `LAB_LIMITS.connectionsShown`, the open ones before closed ones. */
  readonly connections: readonly LabConnection[];
}

/** A send that repeats itself. */
export interface LabRepeat {
  readonly everyMs: number;
  /** Times sent so far, and in all; undefined for without end. */
  readonly sent: number;
  readonly times: number | undefined;
}

export interface LabClient extends LabCounters {
  readonly id: string;
  readonly config: LabClientConfig;
  /** `half-closed`: this end sends no more. `ended`: the other side sends no more. UDP is `open` or `closed`. */
  readonly state: 'connecting' | 'open' | 'half-closed' | 'ended' | 'closed';
  readonly closedBy: LabConnection['closedBy'];
  /** Why it could not connect, or broke. For UDP also the last datagram that could not be sent; it stays open. */
  readonly problem: Problem | undefined;
  /** This end's `address:port`; undefined until connected, and for a path. */
  readonly local: string | undefined;
  /** The other end: `address:port` or the path. */
  readonly remote: string;
  readonly openedAt: number;
  readonly closedAt: number | undefined;
  /** False while nothing is read (`lab:client-reading`). */
  readonly reading: boolean;
  readonly impairment: Impairment | undefined;
  readonly queuedBytes: number;
  readonly repeat: LabRepeat | undefined;
  /** The file that is being sent. */
  readonly sendingFile: { readonly path: string; readonly sent: number; readonly total: number } | undefined;
}

/** Bytes that travelled, as one call saw them. */
export interface LabChunk {
  /** 1, 2, 3, … within its server or client; a gap means that some were not kept. */
  readonly number: number;
  readonly at: number;
  readonly direction: 'in' | 'out';
  /** The server's connection, or 0 for a client. */
  readonly connection: number;
  /** The other end's address, as in {@link LabConnection.peer}. */
  readonly peer: string;
  /** True size; 0 is an empty datagram. */
  readonly size: number;
  /** The first `LAB_LIMITS.chunkBytesKept` of them. */
  readonly bytes: Uint8Array;
}

/** The newest chunks of one server or client. */
export interface LabTraffic {
  /** Id of the server or client. */
  readonly of: string;
  /** In the order of their numbers. */
  readonly chunks: readonly LabChunk[];
}

/** All servers and clients, in the order in which they were opened. */
export interface LabState {
  readonly servers: readonly LabServer[];
  readonly clients: readonly LabClient[];
}
