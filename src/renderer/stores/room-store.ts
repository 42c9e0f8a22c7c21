import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../shared/error-codes.ts';
import type { RoomView } from '../../shared/ipc-contract.ts';
import { type Conversation, emptyConversation } from './conversation/conversation.ts';
import { EMPTY_OUTBOX, type Outbox } from './conversation/outbox.ts';
import { NOTHING_UNREAD, type Unread } from './conversation/unread.ts';

export interface RoomStore {
  /** Undefined while in no room. */
  readonly room: RoomView | undefined;
  readonly conversation: Conversation;
  readonly loadingOlder: boolean;
  readonly outbox: Outbox;
  readonly unread: Unread;
  /** What is written and not yet sent; outlives a broken link. */
  readonly draft: string;
  /** What goes wrong beside the room, until the user has read it. */
  readonly notice: Problem | undefined;
  /** Counts up with each own message, for the list to go to the bottom. */
  readonly said: number;
}

export const roomStore = createStore<RoomStore>(() => ({
  room: undefined,
  conversation: emptyConversation(undefined, 0),
  loadingOlder: false,
  outbox: EMPTY_OUTBOX,
  unread: NOTHING_UNREAD,
  draft: '',
  notice: undefined,
  said: 0,
}));
