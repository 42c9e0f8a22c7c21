import type { ConversationId } from '../../shared/sealed/private-models.ts';

/** The conversation between these keys, as whoever has the key `own` names it; undefined where nobody else is in it. */
export function conversationOf(own: string, keys: Iterable<string>): ConversationId | undefined {
  const others = new Set(keys);
  others.delete(own);
  return others.size === 0 ? undefined : [...others].sort().join(',');
}

/** The keys of everybody else in a conversation. */
export function othersIn(conversation: ConversationId): readonly string[] {
  return conversation.split(',');
}
