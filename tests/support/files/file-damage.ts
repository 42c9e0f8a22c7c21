import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';

/** What a failing disk, a power cut or a careless hand does to a file. Places are shares of its length. */
export type FileDamage =
  | { readonly kind: 'bytes'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'page'; readonly at: number; readonly size: number; readonly fill: number }
  | { readonly kind: 'swapped pages'; readonly at: number; readonly with: number; readonly size: number }
  | { readonly kind: 'truncated'; readonly at: number };

/** Everywhere alike: a generator of fractions prefers the ends. */
const place = fc.noBias(fc.integer({ min: 0, max: 9_999 })).map((share) => share / 10_000);
const pageSize = fc.constantFrom(4_096, 16_384);

export const fileDamage: fc.Arbitrary<FileDamage> = fc.oneof(
  fc.record({ kind: fc.constant('bytes' as const), at: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }) }),
  fc.record({
    kind: fc.constant('page' as const),
    at: place,
    size: pageSize,
    fill: fc.constantFrom(0, 0x41, 0xff),
  }),
  fc.record({ kind: fc.constant('swapped pages' as const), at: place, with: place, size: pageSize }),
  fc.record({ kind: fc.constant('truncated' as const), at: place }),
);

/** Does it to the file at `path`. */
export function damage(path: string, what: FileDamage): void {
  const bytes = readFileSync(path);
  const at = Math.floor(what.at * bytes.length);
  switch (what.kind) {
    case 'bytes':
      bytes.set(what.bytes.subarray(0, bytes.length - at), at);
      break;
    case 'page': {
      const start = at - (at % what.size);
      bytes.fill(what.fill, start, Math.min(bytes.length, start + what.size));
      break;
    }
    case 'swapped pages': {
      const other = Math.floor(what.with * bytes.length);
      const [one, two] = [at - (at % what.size), other - (other % what.size)];
      const kept = Uint8Array.from(bytes.subarray(one, one + what.size));
      bytes.copyWithin(one, two, two + what.size);
      bytes.set(kept.subarray(0, bytes.length - two), two);
      break;
    }
    case 'truncated':
      return truncateSync(path, at);
  }
  writeFileSync(path, bytes);
}
