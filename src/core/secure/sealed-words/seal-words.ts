import { SEALED_RECIPIENTS } from '../../../shared/sealed/sealed-limits.ts';
import type { SealedContent, SealedWords } from '../../../shared/sealed/sealed-models.ts';
import { joinBytes } from '../../join-bytes.ts';
import { base64Text } from '../byte-text.ts';
import type { Identity, IdentityCard } from '../identity-card.ts';
import { KEY_SIZE, TAG_SIZE } from '../secure-crypto.ts';
import { CONTENT_NONCE, commitmentOf, contextOf, type SealedPlace, type SealedPorts, writeBox } from './sealed-box.ts';
import { packContent } from './sealed-content.ts';

/** Why words could not be sealed. */
export type SealFailure = 'text_too_long' | 'too_many_recipients' | 'no_recipient' | 'recipient_unknown';

/**
 * Seals words for some people and for their author, who can read them again: a random key seals the content once, and HPKE that
 * key for each of them. Whoever is named twice, or is the author, counts once or not at all.
 */
export async function sealWords(
  { crypto, hpke }: SealedPorts,
  author: Identity,
  recipients: readonly IdentityCard[],
  words: { readonly content: SealedContent; readonly place: SealedPlace },
): Promise<SealedWords | SealFailure> {
  const others = new Map(recipients.map((card) => [card.key, card]));
  others.delete(author.card.key);
  if (others.size === 0) return 'no_recipient';
  if (others.size > SEALED_RECIPIENTS) return 'too_many_recipients';
  const packed = packContent(words.content);
  if (packed === undefined) return 'text_too_long';
  const contentKey = crypto.random(KEY_SIZE);
  const content = new Uint8Array(packed.length + TAG_SIZE);
  crypto.aead(contentKey).seal(CONTENT_NONCE, undefined, [packed], content, 0);
  const to = [...others.keys()];
  const box = { card: author.card.bytes, commitment: commitmentOf(crypto, contentKey), content };
  const context = contextOf(crypto, words.place, to, box);
  if (context === undefined) return 'recipient_unknown';
  const slots: Uint8Array[] = [];
  for (const card of [...others.values(), author.card]) {
    const slot = await hpke.seal(author.sealing, card.sealingKey, contentKey, context);
    if (slot === undefined) return 'recipient_unknown';
    slots.push(joinBytes([slot.encapsulated, slot.sealed]));
  }
  return { to, box: base64Text(writeBox({ ...box, slots })) };
}
