import type { Transfer } from '../../../shared/files/file-models.ts';
import { fileKey } from '../conversation/rows.ts';

type Transfers = ReadonlyMap<string, Transfer>;

/** A file in the conversation by its number, and where it is this member's own by its id, which others could take as well. */
export interface FileOf {
  readonly event: number | undefined;
  readonly id?: string;
}

/** The transfer of a file: the newest one that was not cancelled. What this member sends has the event's own id. */
export function transferOf(transfers: Transfers, { event, id }: FileOf): Transfer | undefined {
  let found = id === undefined ? undefined : transfers.get(id);
  if (found) return found.state === 'cancelled' ? undefined : found;
  for (const transfer of transfers.values()) {
    if (event !== undefined && transfer.event === event && transfer.state !== 'cancelled') found = transfer;
  }
  return found;
}

/** What this member sends and the room does not know yet: it has no event in the conversation. */
export function pendingSends(transfers: Transfers, you: string, saidKeys: ReadonlySet<string>): readonly Transfer[] {
  return [...transfers.values()].filter(
    ({ id, direction, state }) =>
      direction === 'send' && state !== 'done' && state !== 'cancelled' && !saidKeys.has(fileKey(you, id)),
  );
}

/** 0 to 1; nothing to do counts as done, and nothing is done of what has no size yet. */
export function shareOf({ size, done }: Pick<Transfer, 'size' | 'done'>): number {
  return size === 0 ? 0 : Math.min(1, done / size);
}
