import { type IdentityKey, identityKeySchema } from './identity-models.ts';

/** Characters of base64url that hold the key, the first 32 bytes of a card. */
const KEY_CHARACTERS = 44;
const KEY_BYTES = 32;

/** The identity key at the beginning of a card, which is base64url; undefined for what is none. The card's signature is not looked at. */
export function keyOfCard(card: string): IdentityKey | undefined {
  const start = card.slice(0, KEY_CHARACTERS).replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]{44}$/.test(start)) return undefined;
  const bytes = Uint8Array.from(atob(start), (one) => one.charCodeAt(0)).subarray(0, KEY_BYTES);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return identityKeySchema.safeParse(hex).data;
}

/** A key in groups of four digits, as people compare it. */
export function groupedKey(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ');
}
