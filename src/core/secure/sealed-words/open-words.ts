import type { SealedContent, SealedWords } from '../../../shared/sealed/sealed-models.ts';
import { base64Bytes, hexText } from '../byte-text.ts';
import { type Identity, type IdentityCard, readCard } from '../identity-card.ts';
import { CARD_SIZE, IDENTITY_KEY_AT } from '../layout.ts';
import { KEY_SIZE, type SecureCrypto } from '../secure-crypto.ts';
import {
  CONTENT_NONCE,
  commitmentOf,
  contextOf,
  partsOfSlot,
  readBox,
  type SealedBox,
  type SealedPlace,
  type SealedPorts,
} from './sealed-box.ts';
import { unpackContent } from './sealed-content.ts';
import { CARD_AT } from './sealed-layout.ts';

/** What was opened. */
export interface OpenedWords {
  readonly author: IdentityCard;
  readonly content: SealedContent;
}

/** Characters of base64url that hold a box up to the end of the author's card. */
const CARD_CHARACTERS = Math.ceil(((CARD_AT + CARD_SIZE) * 4) / 3);

/**
 * Who wrote sealed words, by their box alone, as 64 hex digits: a claim until they are opened. Undefined where there is none.
 */
export function claimedAuthor({ box }: SealedWords): string | undefined {
  const start = base64Bytes(box.slice(0, CARD_CHARACTERS - (CARD_CHARACTERS % 4)));
  const at = CARD_AT + IDENTITY_KEY_AT;
  return start && start.length >= at + KEY_SIZE ? hexText(start.subarray(at, at + KEY_SIZE)) : undefined;
}

/** Whether sealed words are for this key, or by it. */
export function concerns(words: SealedWords, key: string): boolean {
  return words.to.includes(key) || claimedAuthor(words) === key;
}

/**
 * Opens words that are for this identity, or by it.
 * @returns undefined where they are not: for somebody else, altered, by another than their card says, for other recipients, or of
 *   another room or id; and where what is in them can't be understood
 */
export async function openWords(
  { crypto, hpke }: SealedPorts,
  reader: Identity,
  words: SealedWords,
  place: SealedPlace,
): Promise<OpenedWords | undefined> {
  const bytes = base64Bytes(words.box);
  const box = bytes && readBox(bytes, words.to.length);
  const author = box && readCard(crypto, box.card);
  if (!author) return undefined;
  const slot = slotFor(reader, author, words, box);
  const context = contextOf(crypto, place, words.to, box);
  if (!slot || !context) return undefined;
  const contentKey = await hpke.open(reader.sealing, author.sealingKey, partsOfSlot(slot), context);
  const packed = contentKey && openContent(crypto, contentKey, box);
  const content = packed && unpackContent(packed);
  return content && { author, content };
}

/** The author's own slot is the last one. */
function slotFor(
  reader: Identity,
  author: IdentityCard,
  { to }: SealedWords,
  { slots }: SealedBox,
): Uint8Array | undefined {
  if (author.key === reader.card.key) return slots[to.length];
  const index = to.indexOf(reader.card.key);
  return index < 0 ? undefined : slots[index];
}

function openContent(crypto: SecureCrypto, key: Uint8Array, box: SealedBox): Uint8Array | undefined {
  if (key.length !== KEY_SIZE) return undefined;
  const commitment = commitmentOf(crypto, key);
  if (commitment.some((byte, at) => byte !== box.commitment[at])) return undefined;
  return crypto.aead(key).open(CONTENT_NONCE, undefined, box.content);
}
