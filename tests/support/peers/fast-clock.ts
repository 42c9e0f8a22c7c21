/** Loaded before a program: its clock that measures, and what waits by it, run so many times as fast (`FAST_CLOCK`). */
const speed = Number(process.env.FAST_CLOCK);
const now = performance.now.bind(performance);
const wait = globalThis.setTimeout;
Object.defineProperty(performance, 'now', { value: () => now() * speed });
globalThis.setTimeout = Object.assign(
  (callback: () => void, ms = 0) => wait(callback, ms / speed),
  wait,
) as typeof setTimeout;
