import { addressText } from '../address.ts';
import { type IdentityKey, identityKeySchema } from './identity-models.ts';

const START = 'partyline://verify/';

/** What a person's QR code says, for somebody to make sure of their key. @param key as 64 hex digits */
export function formatVerifyLink(key: IdentityKey): string {
  return `${START}${key}`;
}

/** The key that such a code says; undefined for anything else, whatever stands before or behind it. */
export function parseVerifyLink(text: string): IdentityKey | undefined {
  const read = addressText(text);
  if (!read.toLowerCase().startsWith(START)) return undefined;
  return identityKeySchema.safeParse(read.slice(START.length).toLowerCase()).data;
}
