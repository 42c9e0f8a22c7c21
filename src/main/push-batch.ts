import type { Push } from '../shared/ipc-contract.ts';
import { withChange } from '../shared/places/room-changes.ts';

/** One drawn frame at 60 Hz, in milliseconds. */
const FRAME_MS = 16;

export interface PushBatch {
  add(push: Push): void;
  /** Sends what waits, now. */
  flush(): void;
}

/** Time as the batch sees it. */
export interface BatchClock {
  now(): number;
  after(ms: number, work: () => void): void;
}

const REAL_CLOCK: BatchClock = {
  now: () => performance.now(),
  after: (ms, work) => {
    setTimeout(work, ms);
  },
};

/** One push that says what two of the same place say, one after the other; undefined where that takes both. */
function joined(last: Push, push: Push): Push | undefined {
  if (last.kind === 'wire' && push.kind === 'wire') return push;
  if (!('key' in last && 'key' in push && last.key === push.key)) return undefined;
  if (last.kind === 'events' && push.kind === 'events') return { ...push, events: [...last.events, ...push.events] };
  if (last.kind === 'transfers' && push.kind === 'transfers')
    return { ...push, changed: [...last.changed, ...push.changed] };
  if (last.kind === 'room' && push.kind === 'room') return { ...push, change: withChange(last.change, push.change) };
  // The whole outbox: the newer replaces the older.
  return last.kind === 'outbox' && push.kind === 'outbox' ? push : undefined;
}

/**
 * Collects pushes and hands them over at most once per drawn frame. The first after a pause goes with the end of the
 * current turn: a lone message does not wait for company.
 */
export function createPushBatch(send: (batch: readonly Push[]) => void, clock: BatchClock = REAL_CLOCK): PushBatch {
  let queue: Push[] = [];
  let scheduled = false;
  let lastSent = Number.NEGATIVE_INFINITY;
  const flush = () => {
    scheduled = false;
    if (queue.length === 0) return;
    const batch = queue;
    queue = [];
    lastSent = clock.now();
    send(batch);
  };
  return {
    add: (push) => {
      const last = queue.at(-1);
      const together = last && joined(last, push);
      if (together) queue[queue.length - 1] = together;
      else queue.push(push);
      if (scheduled) return;
      scheduled = true;
      clock.after(Math.max(0, FRAME_MS - (clock.now() - lastSent)), flush);
    },
    flush,
  };
}
