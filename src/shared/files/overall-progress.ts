import { isUnderWay, type Transfer } from './file-models.ts';

/** Progress over everything that is under way, for the list and the task bar. */
export interface OverallProgress {
  readonly running: number;
  /** Bytes of all of them, and how many of these are through. */
  readonly size: number;
  readonly done: number;
  /** Bytes a second of all together. */
  readonly speed: number;
  /** Milliseconds that are left at this speed; undefined while nobody knows. */
  readonly leftMs: number | undefined;
}

/** What is under way, added up; undefined when nothing is. */
export function overallProgress(transfers: Iterable<Transfer>): OverallProgress | undefined {
  let running = 0;
  let size = 0;
  let done = 0;
  let speed = 0;
  for (const transfer of transfers) {
    if (!isUnderWay(transfer)) continue;
    running += 1;
    size += transfer.size;
    done += transfer.done;
    speed += transfer.speed;
  }
  if (running === 0) return undefined;
  return { running, size, done, speed, leftMs: speed > 0 ? ((size - done) / speed) * 1_000 : undefined };
}
