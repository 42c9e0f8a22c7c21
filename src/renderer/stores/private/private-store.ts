import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConversationId, PrivateMessage, PrivateWaiting } from '../../../shared/sealed/private-models.ts';
import { NEW_TALK, type Talk, withMessages } from './talk.ts';

/** What the window holds of the private conversations of one place. */
export interface PrivateStore {
  /** The conversation that stands in the place of the room's; undefined for that one. */
  readonly shown: ConversationId | undefined;
  readonly talks: ReadonlyMap<ConversationId, Talk>;
  /** What waits to be said, in all of them. */
  readonly waiting: readonly PrivateWaiting[];
}

export function createPrivateStore(): StoreApi<PrivateStore> {
  return createStore<PrivateStore>(() => ({ shown: undefined, talks: new Map(), waiting: [] }));
}

/** A conversation as the window has it; one that was never opened is empty. */
export function talkOf({ talks }: PrivateStore, conversation: ConversationId): Talk {
  return talks.get(conversation) ?? NEW_TALK;
}

/** Changes one conversation. */
export function changeTalk(store: StoreApi<PrivateStore>, conversation: ConversationId, change: Partial<Talk>): void {
  const { talks } = store.getState();
  const talk = { ...(talks.get(conversation) ?? NEW_TALK), ...change };
  store.setState({ talks: new Map(talks).set(conversation, talk) });
}

/** Messages came: those of conversations that the window has opened are shown. */
export function privateMessagesCame(store: StoreApi<PrivateStore>, messages: readonly PrivateMessage[]): void {
  const groups = Map.groupBy(messages, ({ conversation }) => conversation);
  for (const [conversation, group] of groups) {
    const talk = store.getState().talks.get(conversation);
    if (talk?.loaded) changeTalk(store, conversation, { messages: withMessages(talk.messages, group) });
  }
}
