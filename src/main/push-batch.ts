import type { Push } from '../shared/ipc-contract.ts';

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

/** Joins neighbours that mean the same in one piece, so that a burst of events is one array for the window. */
function appended(queue: readonly Push[], push: Push): readonly Push[] {
  const last = queue.at(-1);
  if (last?.kind === 'events' && push.kind === 'events') {
    return [...queue.slice(0, -1), { kind: 'events', events: [...last.events, ...push.events] }];
  }
  if (last?.kind === 'transfers' && push.kind === 'transfers') {
    return [...queue.slice(0, -1), { kind: 'transfers', changed: [...last.changed, ...push.changed] }];
  }
  // The whole outbox or the whole room: the newer replaces the older right before it.
  if (last?.kind === push.kind && (push.kind === 'outbox' || push.kind === 'room' || push.kind === 'wire'))
    return [...queue.slice(0, -1), push];
  return [...queue, push];
}

/**
 * Collects pushes and hands them over at most once per drawn frame. The first after a pause goes with the end of the
 * current turn: a lone message does not wait for company.
 */
export function createPushBatch(send: (batch: readonly Push[]) => void, clock: BatchClock = REAL_CLOCK): PushBatch {
  let queue: readonly Push[] = [];
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
      queue = appended(queue, push);
      if (scheduled) return;
      scheduled = true;
      clock.after(Math.max(0, FRAME_MS - (clock.now() - lastSent)), flush);
    },
    flush,
  };
}
