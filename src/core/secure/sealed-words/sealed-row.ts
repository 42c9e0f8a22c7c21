import type { RoomEvent } from '../../../shared/models.ts';
import type { ConversationId } from '../../../shared/sealed/private-models.ts';
import type { SealedWords } from '../../../shared/sealed/sealed-models.ts';
import { conversationOf } from '../../conversation/private-conversation.ts';
import { claimedAuthor } from './open-words.ts';

/** What can be told of sealed words without opening them. */
export interface SealedClaim {
  readonly conversation: ConversationId;
  /** Identity key that the box claims. */
  readonly author: string;
  readonly isOwn: boolean;
}

/** Which conversation of the holder of `own` these words belong to; undefined where they are none of their business. */
export function claimOf(words: SealedWords, own: string): SealedClaim | undefined {
  const author = claimedAuthor(words);
  if (author === undefined || (author !== own && !words.to.includes(own))) return undefined;
  const conversation = conversationOf(own, [author, ...words.to]);
  return conversation === undefined ? undefined : { conversation, author, isOwn: author === own };
}

/** The same of each event of a list that has some, with its number and id. */
export function claimsIn(
  events: readonly RoomEvent[],
  own: string,
): readonly (SealedClaim & { readonly seq: number; readonly id: string })[] {
  return events.flatMap(({ kind, seq, id, sealed }) => {
    const claim = kind === 'sealed' && sealed ? claimOf(sealed, own) : undefined;
    return claim ? [{ ...claim, seq, id }] : [];
  });
}
