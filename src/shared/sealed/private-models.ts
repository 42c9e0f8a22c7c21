/** Private conversations within a room, as engine, command line and window know them. */
import { z } from 'zod';
import type { Problem } from '../error-codes.ts';
import type { SealedContent } from './sealed-models.ts';

/**
 * Names a private conversation within a room: the identity keys of everybody in it but this person, in ascending order,
 * with commas between them. Whoever has another key is in another conversation.
 */
export const conversationIdSchema = z.string().regex(/^[0-9a-f]{64}(?:,[0-9a-f]{64}){0,31}$/);
export type ConversationId = z.infer<typeof conversationIdSchema>;

/** Why the words of a message are not shown, or under whose name they are not. */
export type PrivateProblem =
  /** They were altered on the way, or are not by whom they say, or this version can't understand them. */
  | 'unopened'
  /** The room says that they are a member's whose key is another one: somebody passes for that member. */
  | 'other_card';

/** A message of a private conversation, opened. */
export interface PrivateMessage {
  readonly conversation: ConversationId;
  /** Number of its event in the room's log. */
  readonly seq: number;
  /** Milliseconds since 1970, by the host's clock. */
  readonly at: number;
  readonly id: string;
  /** Its author's identity key: proven unless {@link problem} says otherwise. */
  readonly key: string;
  /** What the author was called in the room then. */
  readonly nick: string;
  readonly isOwn: boolean;
  /** Undefined where it could not be opened. */
  readonly content: SealedContent | undefined;
  readonly problem: PrivateProblem | undefined;
  /** When it was said at first, in milliseconds since 1970, of what is said again because the log had lost it. */
  readonly late: number | undefined;
}

/** What this person said in a private conversation and the host has not yet accepted. */
export interface PrivateWaiting {
  readonly conversation: ConversationId;
  readonly id: string;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly at: number;
  /** Undefined where this device can't open it any more. */
  readonly content: SealedContent | undefined;
  readonly state: 'waiting' | 'failed';
  readonly problem: Problem | undefined;
}

/**
 * - `here`: in the room with this key
 * - `away`: not in the room; what is written waits for them
 * - `changed`: whoever is in the room under this name has another key: nothing is sent until that is settled
 * - `unknown`: this device has no card of theirs, and can seal nothing for them
 */
export type PrivateStanding = 'here' | 'away' | 'changed' | 'unknown';

/** Somebody in a private conversation, this person not counted. */
export interface PrivatePerson {
  readonly key: string;
  /** What they are or were called in the room; empty where that is not known. */
  readonly nick: string;
  /** Member id, while they are here. */
  readonly member: string | undefined;
  readonly standing: PrivateStanding;
}

/** A private conversation as the sidebar shows it under its place. */
export interface PrivateCard {
  readonly conversation: ConversationId;
  readonly people: readonly PrivatePerson[];
  /** Messages of others that were not read here. */
  readonly unread: number;
  /** Number of the newest event of it. */
  readonly newest: number;
}
