import { isOver, type OverallProgress, type Transfer } from '../../../shared/files/file-models.ts';
import { fileKey } from '../conversation/rows.ts';

type Transfers = ReadonlyMap<string, Transfer>;

/** The transfer of an event's file: the newest one that was not cancelled. What is sent has the event's own id. */
export function transferOf(transfers: Transfers, event: string): Transfer | undefined {
  let found = transfers.get(event);
  if (found) return found.state === 'cancelled' ? undefined : found;
  for (const transfer of transfers.values()) {
    if (transfer.event === event && transfer.state !== 'cancelled') found = transfer;
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

/** True for what moves, or will by itself. */
export function isUnderWay(transfer: Transfer): boolean {
  return !isOver(transfer) && transfer.state !== 'paused';
}

/** Progress over everything that is under way; undefined when nothing is. */
export function overallProgress(transfers: Iterable<Transfer>): OverallProgress | undefined {
  let running = 0;
  let size = 0;
  let done = 0;
  for (const transfer of transfers) {
    if (!isUnderWay(transfer)) continue;
    running += 1;
    size += transfer.size;
    done += transfer.done;
  }
  return running === 0 ? undefined : { running, size, done };
}

/** 0 to 1; nothing to do counts as done, and nothing is done of what has no size yet. */
export function shareOf({ size, done }: Pick<Transfer, 'size' | 'done'>): number {
  return size === 0 ? 0 : Math.min(1, done / size);
}
