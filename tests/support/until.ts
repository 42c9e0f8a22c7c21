/** Longest that any condition of these tests may take, in milliseconds; each usually takes a few: this is for a busy machine. */
export const DEADLINE_MS = 30_000;
const LOOK_EVERY_MS = 5;

/** Waits for a condition that has no event of its own. @throws `words` when the deadline passes */
export function until(
  condition: () => boolean,
  words: string | (() => string),
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = performance.now() + deadlineMs;
    const look = () => {
      if (condition()) {
        resolve();
      } else if (performance.now() >= end) {
        reject(new Error(`waited ${deadlineMs} ms in vain: ${typeof words === 'string' ? words : words()}`));
      } else {
        setTimeout(look, LOOK_EVERY_MS).unref();
      }
    };
    look();
  });
}

/** The promise, or an error that says what was awaited. */
export function within<T>(promise: Promise<T>, words: string | (() => string), deadlineMs = DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`waited ${deadlineMs} ms in vain: ${typeof words === 'string' ? words : words()}`)),
      deadlineMs,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
