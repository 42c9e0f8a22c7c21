/** The practice lab's part of the IPC contract; src/shared/ipc-contract.ts merges it. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import { impairmentSchema } from '../impairment/impairment.ts';
import { labClientConfigSchema, labServerConfigSchema, labTextSchema } from './lab-config.ts';
import { LAB_LIMITS } from './lab-limits.ts';
import type { LabClient, LabServer, LabState, LabTraffic } from './lab-models.ts';

const id = z.string().min(1).max(20);
const one = z.strictObject({ id });
const connectionOf = { id, connection: z.number().int().min(1) };
const piecesSchema = z.array(labTextSchema).min(1).max(LAB_LIMITS.pieces);

/** Payload schemas of the lab's calls. */
export const labInvokeSchemas = {
  'lab:state': z.undefined(),
  /** Everything that is still kept of a server's or client's traffic. */
  'lab:traffic': one,
  'lab:clear-traffic': one,

  'lab:open-server': labServerConfigSchema,
  /** Stops listening and closes its connections; it stays in the list. */
  'lab:stop-server': one,
  /**
   * Stops, and starts at once on the same port; a stopped one starts. With `config` it starts as that, which is how a
   * setting is changed.
   */
  'lab:restart-server': z.strictObject({ id, config: labServerConfigSchema.optional() }),
  /** Stops it and takes it off the list. */
  'lab:remove-server': one,
  /** Whether it reads its connections; what is not read fills the system's buffers, first here and then there. */
  'lab:server-reading': z.strictObject({ id, reading: z.boolean() }),
  /** Habit `talk`: the person's answer. Empty text sends `太忙`; `拜拜` is sent and ends the conversation. */
  'lab:answer': z.strictObject({ ...connectionOf, text: labTextSchema }),
  /** `end` closes orderly (FIN), `reset` at once (RST); over UDP both forget the address. */
  'lab:close-connection': z.strictObject({ ...connectionOf, how: z.enum(['end', 'reset']) }),

  /**
   * Treats this server's or client's own traffic badly, bare: datagrams get lost, and streams come late and in pieces.
   * `NO_IMPAIRMENT` ends it. It lasts as long as the server or client is in the list.
   */
  'lab:impair': z.strictObject({ id, impairment: impairmentSchema }),

  /** Answers when the client is connected, or could not be; a client that failed is in the list too, as `closed`. */
  'lab:open-client': labClientConfigSchema,
  /** Connects again; one that is open is closed first. */
  'lab:reopen-client': one,
  /** Each piece is a `send` (a datagram) of its own, all in one turn. */
  'lab:send': z.strictObject({ id, pieces: piecesSchema }),
  /** Sends the same pieces every `everyMs`, first at once; a repetition that already runs is replaced. */
  'lab:repeat': z.strictObject({
    id,
    pieces: piecesSchema,
    everyMs: z.number().int().min(LAB_LIMITS.repeatMs).max(3_600_000),
    /** Absent for without end. */
    times: z.number().int().min(1).optional(),
  }),
  'lab:stop-repeat': one,
  /** Sends a file's bytes as they are, in pieces of `pieceBytes`; over UDP each is a datagram. */
  'lab:send-file': z.strictObject({
    id,
    path: z.string().min(1).max(4_096),
    pieceBytes: z.number().int().min(1).max(65_507),
  }),
  'lab:stop-file': one,
  'lab:client-reading': z.strictObject({ id, reading: z.boolean() }),
  /** `half-close` sends a FIN and goes on reading, `close` closes both ways, `reset` sends an RST. */
  'lab:close-client': z.strictObject({ id, how: z.enum(['half-close', 'close', 'reset']) }),
  'lab:remove-client': one,

  /** The system's dialog; the path that was chosen, or undefined. */
  'lab:choose-file': z.strictObject({ purpose: z.enum(['file', 'program']) }),
} as const;

export interface LabInvokeResults {
  'lab:state': LabState;
  'lab:traffic': LabTraffic;
  'lab:clear-traffic': Result<undefined>;
  /** `port_in_use` names the next free port in its detail, as for a room. */
  'lab:open-server': Result<LabServer>;
  'lab:stop-server': Result<LabServer>;
  'lab:restart-server': Result<LabServer>;
  'lab:remove-server': Result<undefined>;
  'lab:server-reading': Result<undefined>;
  'lab:answer': Result<undefined>;
  'lab:close-connection': Result<undefined>;
  'lab:impair': Result<undefined>;
  'lab:open-client': Result<LabClient>;
  'lab:reopen-client': Result<LabClient>;
  /** How many bytes this call put on their way, and how many of this client wait for a peer that does not read. */
  'lab:send': Result<{ readonly sent: number; readonly queued: number }>;
  'lab:repeat': Result<undefined>;
  'lab:stop-repeat': Result<undefined>;
  'lab:send-file': Result<undefined>;
  'lab:stop-file': Result<undefined>;
  'lab:client-reading': Result<undefined>;
  'lab:close-client': Result<undefined>;
  'lab:remove-client': Result<undefined>;
  'lab:choose-file': string | undefined;
}

/** What main tells of the lab. A server's or client's view replaces the one before it; several a second at most. */
export type LabPush =
  | { readonly kind: 'lab-server'; readonly server: LabServer }
  | { readonly kind: 'lab-client'; readonly client: LabClient }
  /** A server or client was taken off the list. */
  | { readonly kind: 'lab-removed'; readonly id: string }
  /**
   * Chunks that came since the last push of this server or client. `skipped` more came before them and were not
   * carried here; `lab:traffic` may still have them.
   */
  | { readonly kind: 'lab-traffic'; readonly traffic: LabTraffic; readonly skipped: number };
