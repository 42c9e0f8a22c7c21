/** The part of the IPC contract that private conversations need; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import type { OutboxItem } from '../models.ts';
import { type PlaceKey, placeKeySchema } from '../places/place-models.ts';
import {
  type ConversationId,
  conversationIdSchema,
  type PrivateMessage,
  type PrivatePerson,
  type PrivateWaiting,
} from './private-models.ts';

const conversation = { key: placeKeySchema, conversation: conversationIdSchema };
const reference = z.strictObject({ key: z.string().regex(/^[0-9a-f]{64}$/), id: z.string().min(1).max(64) });

/** Each fails with `no_room` where the key names no place. */
export const privateSchemas = {
  /** The conversation with these members, by their member ids. Fails with `no_recipient`, `recipient_unknown` or `too_many_recipients`. */
  'private:with': z.strictObject({
    key: placeKeySchema,
    members: z.array(z.string().max(64)).min(1).max(1_000),
  }),
  /** Who is in a conversation, which there need be nothing of yet, and what waits to be said in this place. */
  'private:open': z.strictObject(conversation),
  /** The `limit` newest messages before event `before` (exclusive), oldest first, of those that are here. */
  'private:history': z.strictObject({
    ...conversation,
    before: z.number().int().min(1),
    limit: z.number().int().min(1).max(500),
  }),
  /** Fails with what `PrivateWords.say` says. */
  'private:say': z.strictObject({
    ...conversation,
    text: z.string().max(1_000_000),
    replyTo: reference.optional(),
  }),
  /** Shows the system's dialog and sends what is chosen; `undefined` when it was cancelled. */
  'private:send-file': z.strictObject(conversation),
  /** Saves the file of the message with this number among the downloads. */
  'private:save-file': z.strictObject({ key: placeKeySchema, seq: z.number().int().min(1) }),
  'private:react': z.strictObject({
    ...conversation,
    to: reference,
    emoji: z.string().min(1).max(32),
    isTaken: z.boolean(),
  }),
  /** Somebody has this conversation before their eyes, or none of the place any more. */
  'private:looking': z.strictObject({ key: placeKeySchema, conversation: conversationIdSchema.optional() }),
  /** Everything up to event `seq` was read. */
  'private:read': z.strictObject({ ...conversation, seq: z.number().int().min(0) }),
} as const;

/** What a conversation is opened with. */
export interface PrivateOpening {
  readonly people: readonly PrivatePerson[];
  readonly waiting: readonly PrivateWaiting[];
}

export type PrivateResults = {
  'private:with': Result<ConversationId>;
  'private:open': Result<PrivateOpening>;
  'private:history': Result<readonly PrivateMessage[]>;
  'private:say': Result<OutboxItem>;
  'private:send-file': Result<OutboxItem | undefined>;
  /** Its path. */
  'private:save-file': Result<string>;
  'private:react': Result<OutboxItem>;
  'private:looking': Result<undefined>;
  'private:read': Result<undefined>;
};

export type PrivatePush =
  /** Somebody wants to see this conversation, from outside of the window. */
  | { readonly kind: 'show-private'; readonly key: PlaceKey; readonly conversation: ConversationId }
  /** Messages that came and were opened, in order; of several conversations. */
  | { readonly kind: 'private-messages'; readonly key: PlaceKey; readonly messages: readonly PrivateMessage[] }
  /** All that waits to be said in private, each time it changes. */
  | { readonly kind: 'private-waiting'; readonly key: PlaceKey; readonly waiting: readonly PrivateWaiting[] };
