/** The part of the IPC contract that identities and contacts need; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import { placeKeySchema } from '../places/place-models.ts';
import {
  type ComparisonCode,
  type Contact,
  contactColourSchema,
  identityKeySchema,
  type KeyChange,
  type OwnIdentity,
  verifiedHowSchema,
} from './identity-models.ts';

const nothing = z.undefined();
const contact = z.strictObject({ key: identityKeySchema });

export const identitySchemas = {
  'identity:own': nothing,
  /** Everybody who is known, and every change of a key that is open. */
  'contacts:list': nothing,
  /** What to compare with a member of a place; fails with `no_room`, or `contact_unknown` where they came without a key. */
  'contacts:code': z.strictObject({ key: placeKeySchema, member: z.string().max(64) }),
  /** The codes were alike. Fails with `contact_unknown`. */
  'contacts:verify': z.strictObject({ key: identityKeySchema, how: verifiedHowSchema }),
  'contacts:unverify': contact,
  /**
   * What a QR code said that somebody showed; whose key it is, is verified. With `key` it has to be theirs.
   * Fails with `bad_verify_link`, `other_key` or `contact_unknown`.
   */
  'contacts:scan': z.strictObject({ text: z.string().max(1_024), key: identityKeySchema.optional() }),
  /** What this person calls and sees them in; what is absent stays, null is as before. */
  'contacts:describe': z.strictObject({
    key: identityKeySchema,
    alias: z.string().max(64).nullable().optional(),
    colour: contactColourSchema.nullable().optional(),
  }),
  'contacts:forget': contact,
  /**
   * What this person decided about a change of a key: it is the same person with a new key, which has to be verified anew, or
   * somebody else of that name. Fails with `contact_unknown` where it is open no more.
   */
  'contacts:decide': z.strictObject({ id: z.string().max(200), as: z.enum(['same', 'other']) }),
} as const;

export type IdentityResults = {
  'identity:own': OwnIdentity;
  'contacts:list': { readonly contacts: readonly Contact[]; readonly changes: readonly KeyChange[] };
  'contacts:code': Result<ComparisonCode>;
  'contacts:verify': Result<Contact>;
  'contacts:unverify': Result<Contact>;
  'contacts:scan': Result<Contact>;
  'contacts:describe': Result<Contact>;
  'contacts:forget': Result<undefined>;
  'contacts:decide': Result<undefined>;
};

export type IdentityPush =
  /** Contacts that are new or otherwise than before, and keys of those that were forgotten. */
  | { readonly kind: 'contacts'; readonly changed: readonly Contact[]; readonly gone: readonly string[] }
  /** All changes of keys that are open. */
  | { readonly kind: 'key-changes'; readonly changes: readonly KeyChange[] };
