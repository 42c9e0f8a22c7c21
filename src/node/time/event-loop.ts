import { monotonicNow } from './clocks.ts';

/** Node's event loop, to those who wait for what it brings next. */
export const EVENT_LOOP = {
  /** Calls back when all sockets that are readable now were read. */
  afterSockets(callback: () => void): void {
    setImmediate(callback);
  },
  /** Calls back after so many milliseconds. @returns what prevents that */
  afterMs(callback: () => void, ms: number): () => void {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  now: monotonicNow,
};
