import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compress, compressedMost, decompress } from './lz4.ts';

function pack(source: Uint8Array): Uint8Array {
  const target = new Uint8Array(compressedMost(source.length));
  return target.slice(0, compress(source, target, 0));
}

const text = (string: string) => new TextEncoder().encode(string);
/** What has something to match: few different bytes, and repeats. */
const repetitive = fc
  .array(fc.tuple(fc.uint8Array({ max: 3, maxLength: 40 }), fc.integer({ min: 1, max: 40 })), { maxLength: 30 })
  .map((parts) =>
    Uint8Array.from(
      parts.flatMap(([bytes, times]) =>
        Array(times)
          .fill([...bytes])
          .flat(),
      ),
    ),
  );

describe('packing', () => {
  test('gives back what was packed, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 3_000 }), repetitive), (source) => {
        expect(decompress(pack(source), source.length)).toEqual(source);
      }),
      { numRuns: 300 },
    );
  });

  test('never needs more room than it says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (source) => {
        expect(pack(source).length).toBeLessThanOrEqual(compressedMost(source.length));
      }),
    );
  });

  test('writes blocks as the format has them', () => {
    // Token: 1 literal, match of 4 + 9 bytes; `a`; distance 1. Then 5 literals.
    expect([...pack(text('a'.repeat(19)))]).toEqual([0x19, 0x61, 1, 0, 0x50, 0x61, 0x61, 0x61, 0x61, 0x61]);
    expect([...pack(text('abc'))]).toEqual([0x30, 0x61, 0x62, 0x63]);
    expect([...pack(new Uint8Array(0))]).toEqual([0]);
  });

  test('says how much room is needed at most, for lengths of 255 each a byte more', () => {
    expect([0, 1, 255, 256].map(compressedMost)).toEqual([16, 18, 272, 274]);
  });

  test('begins no match within the last twelve bytes', () => {
    const late = text('abcdabcd--------');
    expect([...pack(late)]).toEqual([0xf0, 1, ...late]);
    expect([...pack(text('abcdabcd12345678+'))].slice(0, 8)).toEqual([0x40, ...text('abcd'), 4, 0, 0x90]);
  });

  test('looks back 65,535 bytes and no further', () => {
    /** Four bytes, zeros, and the four bytes again after `distance`. */
    const apart = (distance: number) => {
      const source = new Uint8Array(distance + 40);
      source.set([1, 2, 3, 4]);
      source.set([1, 2, 3, 4], distance);
      return source;
    };
    for (const distance of [65_535, 65_536]) {
      expect(Buffer.compare(decompress(pack(apart(distance)), distance + 40) ?? text(''), apart(distance))).toBe(0);
    }
    // The four bytes are literals the second time.
    expect(pack(apart(65_536)).length - pack(apart(65_535)).length).toBe(4);
  });

  test('does not look for a match before the beginning', () => {
    const source = Uint8Array.from([1, 2, 3, 50, 60, 0, 1, 2, 3, ...Array.from({ length: 20 }, (_, i) => 100 + i)]);
    expect([...pack(source)]).toEqual([0xf0, source.length - 15, ...source]);
  });

  test('halves a busy turn of a room', () => {
    const turn = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({
        type: 'event',
        seq: 1_000 + i,
        at: 1_763_668_000_000 + i,
        kind: 'message',
        from: `m${i}`,
        text: `hello ${i}`,
      }),
    ).join('');
    expect(pack(text(turn)).length).toBeLessThan(turn.length / 2);
  });
});

describe('unpacking', () => {
  test('reads a block made by another program', () => {
    // 15 + 255 + 2 literals, as `lz4` writes them.
    const literals = text('x'.repeat(272));
    expect(decompress(Uint8Array.from([0xf0, 255, 2, ...literals]), 272)).toEqual(literals);
  });

  test('refuses a block that is cut at any byte', () => {
    const source = text('the same words, the same words, the same words, and an end');
    const block = pack(source);
    for (let length = 0; length < block.length; length += 1) {
      expect(decompress(block.subarray(0, length), source.length)).toBeUndefined();
    }
  });

  test.each([
    ['a distance of 0', [0x11, 0x61, 0, 0, 0x00], 6],
    ['a distance beyond the beginning', [0x11, 0x61, 2, 0, 0x00], 6],
    ['a match beyond the length', [0x1f, 0x61, 1, 0, 200, 0x00], 30],
    ['literals beyond the length', [0x50, 1, 2, 3, 4, 5], 4],
    ['fewer bytes than promised', [0x30, 1, 2, 3], 4],
    ['a length that never ends', [0xf0, 255, 255, 255], 1_000],
    ['nothing at all', [], 0],
    ['a literal that lacks', [0x10], 0],
    ['a distance that is cut', [0x00, 0x00], 0],
    ['a distance of 0 though nothing more is to come', [0x00, 0, 0, 0x00], 0],
  ])('refuses %s', (_what, block, length) => {
    expect(decompress(Uint8Array.from(block), length)).toBeUndefined();
  });

  test('survives any bytes, and never gives another length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 500 }), (block, length) => {
        expect(decompress(block, length)?.length ?? length).toBe(length);
      }),
      { numRuns: 500 },
    );
  });
});
