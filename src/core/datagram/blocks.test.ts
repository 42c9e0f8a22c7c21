import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../../tests/support/frames.ts';
import { BlockReader, BlockWriter } from './blocks.ts';
import { BLOCK, BLOCK_MOST } from './constants.ts';
import { compress, compressedMost } from './lz4.ts';

function written(...sends: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new BlockWriter((bytes) => parts.push(bytes));
  for (const bytes of sends) writer.send(bytes);
  return concat(parts);
}

function read(chunks: readonly Uint8Array[]): { readonly ok: boolean; readonly bytes: Uint8Array } {
  const parts: Uint8Array[] = [];
  const reader = new BlockReader((chunk) => parts.push(chunk));
  for (const chunk of chunks) reader.take(chunk);
  return { ok: !reader.isBroken, bytes: concat(parts) };
}

const turn = new TextEncoder().encode('{"type":"event","text":"the same again"}'.repeat(100));

describe('blocks', () => {
  test('carry short bytes as they are', () => {
    expect([...written(Uint8Array.of(7, 8))]).toEqual([0, 2, 0, 7, 8]);
    expect([...written(new Uint8Array(0))]).toEqual([]);
  });

  test('are packed when that pays, once for all who are sent the same array', () => {
    const one = written(turn);
    expect(one[0]).toBe(1);
    expect(one.length).toBeLessThan(turn.length / 10);
    const parts: Uint8Array[] = [];
    for (let member = 0; member < 3; member += 1) new BlockWriter((bytes) => parts.push(bytes)).send(turn);
    expect(parts[1]).toBe(parts[0]);
    expect(parts[2]).toBe(parts[0]);
    expect(read([one])).toEqual({ ok: true, bytes: turn });
  });

  test('are written in one piece up to 256 bytes, for two cost more than the copy', () => {
    const writes = (length: number) => {
      const lengths: number[] = [];
      new BlockWriter((bytes) => lengths.push(bytes.length)).send(new Uint8Array(length));
      return lengths;
    };
    expect([writes(256), writes(257)]).toEqual([[3 + 256], [3, 257]]);
  });

  test('are packed from 1,100 bytes on, what fits into one packet is not, nor what is longer than a block', () => {
    const kinds = [1_099, 1_100, BLOCK_MOST, BLOCK_MOST + 1].map((length) => written(new Uint8Array(length))[0]);
    expect(kinds).toEqual([BLOCK.plain, BLOCK.packed, BLOCK.packed, BLOCK.plain]);
  });

  test('are not tried again for a while after something that can not be packed', () => {
    const noise = Uint8Array.from({ length: 5_000 }, (_, i) => Math.imul(i * i + 7, 0x9e37_79b1) >>> 24);
    const parts: number[] = [];
    const writer = new BlockWriter((bytes) => parts.push(bytes[0] as number));
    writer.send(noise);
    writer.send(turn.slice());
    expect(parts[0]).toBe(0);
    expect(parts[2]).toBe(0);
    for (let i = 0; i < 20; i += 1) writer.send(turn.slice());
    expect(parts.at(-1)).toBe(1);
  });

  test('come out as they went in, however they and the stream are cut', () => {
    const long = { turn, long: new Uint8Array(70_000).fill(7) };
    const sends = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.constantFrom('turn' as const, 'long' as const)),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(sends, fc.integer({ min: 1, max: 5_000 }), (names, size) => {
        const pieces = names.map((name) => (typeof name === 'string' ? long[name] : name));
        const bytes = written(...pieces);
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        const { ok, bytes: got } = read(chunks);
        expect(ok).toBe(true);
        // As buffers: comparing so many numbers one by one takes seconds.
        expect(Buffer.compare(got, concat(pieces))).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is no block', () => {
  test.each([
    ['an unknown kind', [2, 1, 0, 9]],
    ['a length of 0', [0, 0, 0]],
    ['a length over the limit', [0, 3, 128]],
    ['a packed block without its length', [1, 1, 0, 5]],
    ['a packed block that is broken', [1, 4, 0, 9, 0, 0x11, 0x61]],
    ['a packed block of more than a block may hold', [1, 3, 0, 1, 128, 0]],
  ])('is refused: %s', (_what, bytes) => {
    expect(read([Uint8Array.from(bytes)]).ok).toBe(false);
  });

  test('is a packed block that is sound but unpacks to more than a block may hold', () => {
    const packed = (length: number) => {
      const block = new Uint8Array(5 + compressedMost(length));
      const end = compress(new Uint8Array(length), block, 5);
      block.set([BLOCK.packed, (end - 3) & 255, (end - 3) >> 8, length & 255, length >> 8]);
      return block.subarray(0, end);
    };
    expect(read([packed(BLOCK_MOST)])).toEqual({ ok: true, bytes: new Uint8Array(BLOCK_MOST) });
    expect(read([packed(BLOCK_MOST + 1)]).ok).toBe(false);
  });

  test('is not yet known of a packed block as long as they get, at its head', () => {
    expect(read([Uint8Array.of(BLOCK.packed, 2, 128)]).ok).toBe(true);
    expect(read([Uint8Array.of(BLOCK.packed, 3, 128)]).ok).toBe(false);
  });

  test('gives no exception, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void read([bytes])),
      { numRuns: 500 },
    );
  });
});
