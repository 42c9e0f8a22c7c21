/** First wait before a link is tried again, in milliseconds; it doubles with each try up to {@link LONGEST_MS}. */
const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before try number `attempt` (1, 2, …), in milliseconds: exponential, with jitter between half and
 * the whole, so that a room's members do not all return in the same instant.
 * @param random from 0 to 1
 */
export function backoff(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(whole * (0.5 + random / 2));
}
