import type { RoomEvent, Transport } from '../../../shared/models.ts';
import { appendRows, appendTransport, fileKey, joinRows, messageKey, type Row } from './rows.ts';

/** The stretch of a room's log that the window holds: every event from `oldest` to `newest`. */
export interface Conversation {
  /** Which copy of a room's log it is of; undefined until the room's first `welcome`. */
  readonly copy: string | undefined;
  /** Counts up when the stretch starts anew, which a list must not scroll through. */
  readonly generation: number;
  /** The first page was asked for and has come. */
  readonly loaded: boolean;
  readonly rows: readonly Row[];
  /** 0 while it holds no event. */
  readonly oldest: number;
  readonly newest: number;
  /** No event is older than `oldest`. */
  readonly reachedStart: boolean;
  /** Rows that were put before the first ones. */
  readonly prepended: number;
  /** The keys of all rows of messages and files. Grows in place: 10,000 keys are not copied for one message. */
  readonly saidKeys: ReadonlySet<string>;
}

export function emptyConversation(copy: string | undefined, generation: number): Conversation {
  return {
    copy,
    generation,
    loaded: false,
    rows: [],
    oldest: 0,
    newest: 0,
    reachedStart: false,
    prepended: 0,
    saidKeys: new Set(),
  };
}

function remember(keys: ReadonlySet<string>, events: readonly RoomEvent[]): ReadonlySet<string> {
  const growing = keys as Set<string>;
  for (const { kind, from, id, file } of events) {
    if (kind === 'message') growing.add(messageKey(from, id));
    else if (file) growing.add(fileKey(from, id));
  }
  return growing;
}

/** The first stretch of events. `rows` are theirs, between the lines that were there before any event. */
function started(conversation: Conversation, events: readonly RoomEvent[], rows: readonly Row[]): Conversation {
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) return conversation;
  return {
    ...conversation,
    rows,
    oldest: first.seq,
    newest: last.seq,
    reachedStart: first.seq === 1,
    saidKeys: remember(new Set(), events),
  };
}

/** Takes new events; those that it already holds are left out. */
export function withNewer(conversation: Conversation, events: readonly RoomEvent[]): Conversation {
  const fresh = events.filter(({ seq }) => seq > conversation.newest);
  const first = fresh[0];
  const last = fresh.at(-1);
  if (!first || !last) return conversation;
  if (conversation.newest === 0) return started(conversation, fresh, appendRows(conversation.rows, fresh));
  if (first.seq !== conversation.newest + 1) {
    // A hole would hide messages for ever; older pages are loaded again from here instead.
    const empty = { ...emptyConversation(conversation.copy, conversation.generation + 1), loaded: true };
    return started(empty, fresh, appendRows([], fresh));
  }
  return {
    ...conversation,
    rows: appendRows(conversation.rows, fresh),
    newest: last.seq,
    saidKeys: remember(conversation.saidKeys, fresh),
  };
}

/** Takes a page of the log that ends just before `oldest`; an empty page is the log's beginning. */
export function withOlder(conversation: Conversation, page: readonly RoomEvent[]): Conversation {
  if (conversation.oldest === 0) {
    const rows = joinRows(appendRows([], page), conversation.rows);
    return { ...started(conversation, page, rows), loaded: true, ...(page.length === 0 && { reachedStart: true }) };
  }
  const older = page.filter(({ seq }) => seq < conversation.oldest);
  const first = older[0];
  if (!first) return { ...conversation, loaded: true, reachedStart: true };
  const rows = appendRows([], older);
  return {
    ...conversation,
    loaded: true,
    rows: joinRows(rows, conversation.rows),
    oldest: first.seq,
    reachedStart: first.seq === 1,
    prepended: conversation.prepended + rows.length,
    saidKeys: remember(conversation.saidKeys, older),
  };
}

/** Takes note that what follows travels over another transport. */
export function withTransport(conversation: Conversation, transport: Transport, at: number): Conversation {
  return { ...conversation, rows: appendTransport(conversation.rows, transport, at) };
}
