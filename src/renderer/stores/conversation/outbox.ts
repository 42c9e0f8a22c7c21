import type { OutboxItem } from '../../../shared/models.ts';
import { messageKey } from './rows.ts';

/** Milliseconds for which an accepted message stays on screen while its event is still under way. */
export const SETTLE_MS = 10_000;

export interface SettlingItem {
  readonly item: OutboxItem;
  /** Milliseconds since 1970 after which it is given up. */
  readonly until: number;
}

export interface Outbox {
  readonly items: readonly OutboxItem[];
  /** Accepted, but their events have not come yet: without these a bubble would vanish for a moment. */
  readonly settling: readonly SettlingItem[];
}

export const EMPTY_OUTBOX: Outbox = { items: [], settling: [] };

/** Takes the outbox as main has it now. An item that was waiting and is gone has been accepted. */
export function outboxChanged(outbox: Outbox, items: readonly OutboxItem[], now: number): Outbox {
  const present = new Set(items.map(({ id }) => id));
  const gone = outbox.items
    .filter(({ id, state }) => state === 'waiting' && !present.has(id))
    .map((item) => ({ item, until: now + SETTLE_MS }));
  const settling = outbox.settling.filter(({ item, until }) => until > now && !present.has(item.id));
  return { items, settling: [...settling, ...gone] };
}

/** Gives up what has been settling for too long. */
export function outboxPruned(outbox: Outbox, now: number): Outbox {
  const settling = outbox.settling.filter(({ until }) => until > now);
  return settling.length === outbox.settling.length ? outbox : { ...outbox, settling };
}

/** What still needs a bubble of its own: everything whose event is not in the conversation. What is sealed is in another. */
export function pendingItems(outbox: Outbox, you: string, saidKeys: ReadonlySet<string>): readonly OutboxItem[] {
  return [...outbox.settling.map(({ item }) => item), ...outbox.items].filter(
    ({ id, sealed }) => sealed === undefined && !saidKeys.has(messageKey(you, id)),
  );
}
