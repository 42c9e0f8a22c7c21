import { expect, test } from 'vitest';
import { pieceMemory } from '../../core/transfer/piece-memory.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { PieceCache } from './piece-cache.ts';
import { SharedPiece } from './shared-piece.ts';

type Done = (piece: SharedPiece | Problem) => void;
const pieceOf = (...bytes: number[]) => new SharedPiece(pieceMemory.take(), Uint8Array.from(bytes));
const GONE: Problem = { code: 'file_gone', text: 'gone' };

/** A cache whose disk answers when it is told to. */
function slowCache() {
  const cache = new PieceCache();
  const reads: { readonly key: string; readonly done: Done }[] = [];
  const heard: (readonly [who: string, piece: SharedPiece | Problem])[] = [];
  const read = (key: string, who: string) =>
    cache.read(
      key,
      (done) => reads.push({ key, done }),
      (piece) => heard.push([who, piece]),
    );
  return { cache, reads, heard, read };
}

test('a piece that several want at the same time is read once', () => {
  const { reads, heard, read } = slowCache();
  const piece = pieceOf(1, 2, 3);
  read('a/0', 'Ada');
  read('a/0', 'Bob');
  expect(heard).toEqual([]);
  reads[0]?.done(piece);
  read('a/0', 'Cleo');
  expect(reads).toHaveLength(1);
  expect(heard).toEqual([
    ['Ada', piece],
    ['Bob', piece],
    ['Cleo', piece],
  ]);
});

test('what could not be read is told to all who wait, and tried again by the next', () => {
  const { reads, heard, read } = slowCache();
  read('a/0', 'Ada');
  read('a/0', 'Bob');
  reads[0]?.done(GONE);
  expect(heard).toEqual([
    ['Ada', GONE],
    ['Bob', GONE],
  ]);
  read('a/0', 'Cleo');
  expect(reads).toHaveLength(2);
});

test('sixteen pieces are kept, and none when nobody reads any more', () => {
  const { cache, reads, read } = slowCache();
  for (let index = 0; index <= 16; index += 1) {
    read(`a/${index}`, 'Ada');
    reads.at(-1)?.done(pieceOf(index));
  }
  read('a/1', 'Bob');
  expect(reads).toHaveLength(17);
  read('a/0', 'Bob');
  expect(reads).toHaveLength(18);
  cache.clear();
  read('a/16', 'Bob');
  expect(reads).toHaveLength(19);
});

test('memory is used again when the cache and the last who holds a piece have let it go', () => {
  const { cache, reads, heard, read } = slowCache();
  const memory = pieceMemory.take();
  read('a/0', 'Ada');
  reads[0]?.done(new SharedPiece(memory, memory.subarray(0, 3)));
  const piece = heard[0]?.[1] as SharedPiece;
  piece.hold();
  cache.clear();
  expect(pieceMemory.take()).not.toBe(memory);
  piece.release();
  expect(pieceMemory.take()).toBe(memory);
});
