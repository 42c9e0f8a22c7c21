import {
  cardText,
  type Identity,
  type IdentityCard,
  newIdentitySecret,
  openIdentity,
} from '../../../src/core/secure/identity-card.ts';
import type { PeerIdentity } from '../../../src/core/secure/peer-identity.ts';
import { sealWords } from '../../../src/core/secure/sealed-words/seal-words.ts';
import { openHpke } from '../../../src/node/secure/hpke.ts';
import { nodeCrypto } from '../../../src/node/secure/node-crypto.ts';
import type { SealedContent, SealedWords } from '../../../src/shared/sealed/sealed-models.ts';

export const sealedPorts = { crypto: nodeCrypto, hpke: openHpke(nodeCrypto) };
/** A room of the samples. */
export const SAMPLE_ROOM = '0123456789abcdef0123456789abcdef';

/** Somebody new. */
export function newIdentity(): Identity {
  return openIdentity(nodeCrypto, newIdentitySecret(nodeCrypto));
}

/** How a link tells of the holder of a card. */
export function peerIdentity({ card }: { readonly card: IdentityCard }): PeerIdentity {
  return { key: card.key, card: cardText(card) };
}

/** Words from one to others. @throws Error where they can't be sealed */
export async function sealedBy(
  author: Identity,
  to: readonly Identity[],
  { id, content, room = SAMPLE_ROOM }: { readonly id: string; readonly content: SealedContent; readonly room?: string },
): Promise<SealedWords> {
  const cards = to.map(({ card }) => card);
  const words = await sealWords(sealedPorts, author, cards, { content, place: { room, id } });
  if (typeof words === 'string') throw new Error(words);
  return words;
}

/** Words under this id, and their author as a link tells of them. */
export async function someSealedWords(id: string): Promise<{ words: SealedWords; author: PeerIdentity }> {
  const author = newIdentity();
  const words = await sealedBy(author, [newIdentity()], { id, content: { kind: 'text', text: 'for you alone' } });
  return { words, author: peerIdentity(author) };
}
