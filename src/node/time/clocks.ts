/** Milliseconds by a clock that is never set: for every duration and deadline. It may stand still while the computer sleeps. */
export function monotonicNow(): number {
  return performance.now();
}

/**
 * Whole milliseconds since 1970 by the clock on the wall, which people and the network set, forwards and back: for
 * what people read and what outlives the process, and for no duration (scripts/layers/rules.ts says who may ask).
 */
export function wallNow(): number {
  return Date.now();
}
