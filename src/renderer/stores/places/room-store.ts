import type { VirtualItem } from '@tanstack/react-virtual';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../shared/error-codes.ts';
import { type Impairment, NO_IMPAIRMENT } from '../../../shared/impairment/impairment.ts';
import type { Transport } from '../../../shared/models.ts';
import type { RoomView } from '../../../shared/places/place-models.ts';
import { type Conversation, emptyConversation } from '../conversation/conversation.ts';
import { EMPTY_OUTBOX, type Outbox } from '../conversation/outbox.ts';
import type { Typist } from '../conversation/typing.ts';
import { NOTHING_UNREAD, type Unread } from '../conversation/unread.ts';

/** A change of the transport that came to nothing. */
export interface MoveFailure {
  readonly transport: Transport;
  readonly problem: Problem;
}

/** Where a reader was in a conversation that is not drawn now. */
export interface ReadingPosition {
  /** The stretch of the log that it is a position in, see {@link Conversation.generation}. */
  readonly generation: number;
  /** Pixels from the top of the list. */
  readonly offset: number;
  /** The reader is to be at the end again, wherever that is by then. */
  readonly isAtEnd: boolean;
  /** How high the rows are that were drawn, as the list keeps them. */
  readonly rows: readonly VirtualItem[];
}

/** What the window holds of one room that it has open. */
export interface RoomStore {
  /** Undefined where no place is shown. */
  readonly room: RoomView | undefined;
  readonly conversation: Conversation;
  readonly loadingOlder: boolean;
  readonly outbox: Outbox;
  readonly unread: Unread;
  /** Other members who type right now. */
  readonly typists: readonly Typist[];
  /** What is written and not yet sent; outlives a broken link. */
  readonly draft: string;
  /** What goes wrong beside the room, until the user has read it. */
  readonly notice: Problem | undefined;
  /** Why the last change of the transport came to nothing, until the user has read it. */
  readonly moveFailure: MoveFailure | undefined;
  /** How badly the traffic is to be treated, until main has it. */
  readonly impairmentAsked: Impairment | undefined;
  /** Counts up each time somebody is mentioned from elsewhere, for the field to take the focus. */
  readonly mentioned: number;
  /** Counts up with each own message, for the list to go to the bottom. */
  readonly said: number;
  /** Where the reader was when the conversation was drawn last; undefined at its end. */
  readonly position: ReadingPosition | undefined;
}

const EMPTY: RoomStore = {
  room: undefined,
  conversation: emptyConversation(undefined, 0),
  loadingOlder: false,
  outbox: EMPTY_OUTBOX,
  unread: NOTHING_UNREAD,
  typists: [],
  draft: '',
  notice: undefined,
  moveFailure: undefined,
  impairmentAsked: undefined,
  said: 0,
  mentioned: 0,
  position: undefined,
};

export function createRoomStore(): StoreApi<RoomStore> {
  return createStore<RoomStore>(() => EMPTY);
}

/** How badly this computer treats its traffic with the room, as asked for last. */
export function impairmentOf({ room, impairmentAsked }: RoomStore): Impairment {
  return impairmentAsked ?? room?.impairment ?? NO_IMPAIRMENT;
}
