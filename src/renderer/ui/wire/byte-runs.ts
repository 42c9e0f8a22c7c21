import type { ByteKind, ByteSpan } from '../../../shared/wire/wire-model.ts';

/** Neighbouring bytes that are drawn alike. */
export interface ByteRun {
  readonly from: number;
  readonly to: number;
  readonly kind: ByteKind | undefined;
  /** It is what was searched for. */
  readonly isHit: boolean;
}

export type ByteRange = Pick<ByteSpan, 'from' | 'to'>;

/** Index of the first range that ends behind `at`. */
function firstBehind(ranges: readonly ByteRange[], at: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle] as ByteRange).to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Cuts the bytes from `from` up to `to` into runs. Spans and hits are in order, and each do not overlap. */
export function runsBetween(
  from: number,
  to: number,
  spans: readonly ByteSpan[],
  hits: readonly ByteRange[],
): readonly ByteRun[] {
  const runs: ByteRun[] = [];
  let spanIndex = firstBehind(spans, from);
  let hitIndex = firstBehind(hits, from);
  for (let at = from; at < to; ) {
    while (spans[spanIndex] && (spans[spanIndex] as ByteSpan).to <= at) spanIndex += 1;
    while (hits[hitIndex] && (hits[hitIndex] as ByteRange).to <= at) hitIndex += 1;
    const span = spans[spanIndex];
    const hit = hits[hitIndex];
    const inSpan = span !== undefined && span.from <= at;
    const inHit = hit !== undefined && hit.from <= at;
    const end = Math.min(to, edge(span, inSpan), edge(hit, inHit));
    runs.push({ from: at, to: end, kind: inSpan ? span.kind : undefined, isHit: inHit });
    at = end;
  }
  return runs;
}

/** Where the next change is that a range brings. */
function edge(range: ByteRange | undefined, isInside: boolean): number {
  if (range === undefined) return Number.POSITIVE_INFINITY;
  return isInside ? range.to : range.from;
}

/** All places of `needle` in `bytes`, without overlaps. */
export function placesOf(bytes: Uint8Array, needle: Uint8Array): readonly ByteRange[] {
  const places: ByteRange[] = [];
  const [first] = needle;
  if (first === undefined) return places;
  for (let at = bytes.indexOf(first); at >= 0 && at + needle.length <= bytes.length; ) {
    const isHere = needle.every((byte, index) => bytes[at + index] === byte);
    if (isHere) places.push({ from: at, to: at + needle.length });
    at = bytes.indexOf(first, isHere ? at + needle.length : at + 1);
  }
  return places;
}
