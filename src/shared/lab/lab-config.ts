/** What a practice server or client is made of: the forms of the lab, as they cross to main. */
import { z } from 'zod';
import { transportSchema } from '../models.ts';
import { habitSchema } from './habits.ts';
import { LAB_LIMITS } from './lab-limits.ts';

const pathSchema = z.string().min(1).max(4_096);

export const labServerConfigSchema = z.strictObject({
  habit: habitSchema,
  transport: transportSchema,
  /** One numeric address of this computer; empty for all of them, IPv4 and IPv6. */
  bind: z.string().max(64),
  /** 0 picks a free one. */
  port: z.number().int().min(0).max(65_535),
  /** Connections that the system may complete before the server accepts them (the second argument of `listen`). */
  backlog: z.number().int().min(1).max(65_535).optional(),
  /**
   * False for a TCP server that listens and never accepts, as a program that is busy elsewhere: the system completes
   * connections until the backlog is full, and nobody reads them. It is real (a thread that stands still), so it
   * knows nothing of its connections and lists none.
   */
  accepts: z.boolean().optional(),
  /** `sticky`: what is asked of each `recv`, in bytes. */
  recvSize: z.number().int().min(1).max(65_536).optional(),
  /** `sticky`: how long after the first byte it calls `recv`, in milliseconds; 0 for at once. */
  recvWaitMs: z.number().int().min(0).max(60_000).optional(),
  /** `file`: what is sent. */
  file: pathSchema.optional(),
  /** `file`: `described` is `{file_name, file_desc, file_size}`, `hashed` is `{filename, total_size, hash}`. */
  fileHeader: z.enum(['described', 'hashed']).optional(),
  /** `file`: the text `file_desc`. */
  fileDescription: z.string().max(1_000).optional(),
  /** `command`: names or paths of the programs that a client may start; none by default. */
  programs: z.array(pathSchema).max(50).optional(),
  /** `command`: `length` is length, JSON header and output; `ready` is the size as text, `recv_ready`, the output. */
  framing: z.enum(['length', 'ready']).optional(),
  /** `command`: the user has read what it means that other computers start programs here. */
  outsideConfirmed: z.boolean().optional(),
});
export type LabServerConfig = z.infer<typeof labServerConfigSchema>;

/** Where a client connects to, or sends its datagrams. */
const targetSchema = z.discriminatedUnion('kind', [
  /** `host:port` or `[v6]:port`. */
  z.strictObject({ kind: z.literal('address'), address: z.string().max(300) }),
  /** A Unix socket's path, or a named pipe's such as `\\.\pipe\name`; over TCP's interface only. */
  z.strictObject({ kind: z.literal('path'), path: pathSchema }),
]);

export const labClientConfigSchema = z.strictObject({
  transport: transportSchema,
  target: targetSchema,
  /** UDP: the address to bind; empty for any. TCP: ignored. */
  bind: z.string().max(64).optional(),
  /** UDP: the port to bind; 0 or absent for any free one. */
  port: z.number().int().min(0).max(65_535).optional(),
  /** TCP: send small pieces at once (TCP_NODELAY). Off by default, as in Python: the system may merge them. */
  noDelay: z.boolean().optional(),
});
export type LabClientConfig = z.infer<typeof labClientConfigSchema>;

export const encodingSchema = z.enum(['utf-8', 'gbk', 'latin1', 'hex']);
/** How typed text becomes bytes; `hex` reads pairs of hex digits, with or without blanks between them. */
export type LabEncoding = z.infer<typeof encodingSchema>;

export const lineEndingSchema = z.enum(['none', 'lf', 'crlf']);
/** What is put behind each piece of text; behind hex nothing is. */
export type LineEnding = z.infer<typeof lineEndingSchema>;

/** What a person typed, to be sent. */
export const labTextSchema = z.strictObject({
  text: z.string().max(LAB_LIMITS.sendBytes),
  encoding: encodingSchema,
  ending: lineEndingSchema,
});
export type LabText = z.infer<typeof labTextSchema>;
