/** The part of the IPC contract that doors need; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import { WORD_LENGTH } from '../limits.ts';
import { placeKeySchema } from '../places/place-models.ts';
import { doorSchema, managingSchema } from './door-models.ts';

const key = placeKeySchema;
export const wordSchema = z.string().min(1).max(WORD_LENGTH);

/** Each fails with `no_room` where the key names no place. */
export const doorSchemas = {
  /** Asks the host for what only some may do; it decides. */
  'doors:manage': z.strictObject({ key, asked: managingSchema }),
  /** Who comes into a room that is hosted here; with a passphrase, that one counts from now on. */
  'doors:set': z.strictObject({ key, door: doorSchema, word: wordSchema.optional() }),
  /** Says the passphrase at the door of a room that asks for it; what comes of it is in the place's connection. */
  'doors:word': z.strictObject({ key, word: wordSchema }),
} as const;

export type DoorResults = {
  'doors:manage': Result<undefined>;
  'doors:set': Result<undefined>;
  'doors:word': Result<undefined>;
};
