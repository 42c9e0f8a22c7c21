import { z } from 'zod';

/** Who comes in: everybody, whom somebody lets in, who knows the passphrase, nobody new. */
export const doorSchema = z.enum(['open', 'ask', 'word', 'locked']);
export type Door = z.infer<typeof doorSchema>;

/** Ranks that a host gives and takes: who helps at the door and keeps order, and who does not. */
export const roleSchema = z.enum(['moderator', 'member']);
export type Role = z.infer<typeof roleSchema>;

/** Somebody who waits to be let in, as the host and its moderators see them. */
export interface Knock {
  /** Names it while it lasts. */
  readonly id: number;
  readonly nick: string;
  /** IP address without the port. */
  readonly address: string;
  /** Milliseconds since 1970, by the host's clock. */
  readonly at: number;
  /** Identity card as base64url, where the link is sealed. */
  readonly card?: string;
  /** A plain guest, such as netcat. */
  readonly plain?: true;
}

/** Somebody who may not come in any more, as the host sees them. */
export interface Ban {
  /** Names it: the number of the event that told of it. */
  readonly id: number;
  readonly nick: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** By what they are known again: the key of their device, the device's own secret, or their address. */
  readonly by: 'key' | 'device' | 'address';
}

/** What of a room's door a member sees. */
export interface DoorSight {
  readonly door: Door;
  /** Those who wait to be let in, of whoever may know; nobody for all others. */
  readonly knocks: readonly Knock[];
  /** Those who may not come in, of the host. */
  readonly bans: readonly Ban[];
}

/** Of a room that was not entered yet. */
export const NO_SIGHT: DoorSight = { door: 'open', knocks: [], bans: [] };

/** Whom an event is about, beside who caused it. */
export interface About {
  /** Member id; empty for somebody who never was one. */
  readonly id: string;
  readonly nick: string;
}

/** What whoever may asks of a room's state machine. */
export const managingSchema = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['admit', 'turn_away']), knock: z.int().positive() }),
  z.object({ do: z.literal('ban'), knock: z.int().positive().optional(), member: z.string().max(64).optional() }),
  z.object({ do: z.literal('remove'), member: z.string().max(64) }),
  z.object({ do: z.literal('unban'), ban: z.int().positive() }),
  z.object({ do: z.literal('role'), member: z.string().max(64), role: roleSchema }),
  z.object({ do: z.literal('door'), door: doorSchema }),
]);
export type Managing = z.infer<typeof managingSchema>;
