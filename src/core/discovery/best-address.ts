import { isLinkLocal, type Reach } from './reach.ts';
import type { Spot } from './spot.ts';

/** Another address becomes the best one only if it is twice as fast and this much: nothing flaps between equals. */
const FASTER_MS = 3;
/** How much the time that is shown may be off, in milliseconds or by half, before it is told anew. */
const OFF_MS = 5;

/**
 * The addresses of a room, the one to join at first: one that answers, over an adapter of the network around before one that
 * leads elsewhere, good on more than one cable. Of those it is the best one so far, unless another is much faster; the order of the
 * others does not depend on how fast they are just now.
 */
export function inOrder(spots: Iterable<Spot>, best: Spot | undefined, reach: Reach): readonly Spot[] {
  const sorted = [...spots].sort((one, other) => rank(one, other, reach) || (one.key < other.key ? -1 : 1));
  const [first] = sorted;
  if (!first) return [];
  const top = sorted.filter((spot) => rank(first, spot, reach) === 0);
  const fastest = top.reduce((fast, spot) =>
    (spot.ms ?? Number.POSITIVE_INFINITY) < (fast.ms ?? Number.POSITIVE_INFINITY) ? spot : fast,
  );
  const chosen = best && top.includes(best) && !isMuchFaster(fastest, best) ? best : fastest;
  return [chosen, ...sorted.filter((spot) => spot !== chosen)];
}

/** Below zero where `one` is of the better kind. */
function rank(one: Spot, other: Spot, reach: Reach): number {
  return (
    Number(other.state === 'answering') - Number(one.state === 'answering') ||
    reach.nearness(one.at.address) - reach.nearness(other.at.address) ||
    Number(isLinkLocal(one.at.address)) - Number(isLinkLocal(other.at.address)) ||
    Number(one.at.address.includes(':')) - Number(other.at.address.includes(':'))
  );
}

function isMuchFaster(one: Spot, other: Spot): boolean {
  if (one.ms === undefined) return false;
  return other.ms === undefined || (2 * one.ms < other.ms && other.ms - one.ms > FASTER_MS);
}

/** The time that an address takes to answer as it is told: it stays the same while it is about right. */
export function shownMs(spot: Spot): number | undefined {
  const { ms, toldMs } = spot;
  if (ms === undefined || spot.state !== 'answering') return undefined;
  if (toldMs === undefined || Math.abs(ms - toldMs) > Math.max(OFF_MS, toldMs / 2))
    spot.toldMs = Math.round(ms * 10) / 10;
  return spot.toldMs;
}
