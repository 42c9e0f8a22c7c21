import { describe, expect, it } from 'vitest';
import { HeldFile, pieceOf, promptHashing, sampleOf, sha256 } from '../../../tests/support/rigs/file-link-rig.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { DIGEST_SIZE, PIECE_SIZE } from './constants.ts';
import { PieceAssembler } from './piece-assembler.ts';
import { type PieceOutcome, PieceStore } from './piece-store.ts';

const FULL: Problem = { code: 'disk_full', text: 'full' };
const content = sampleOf(2 * PIECE_SIZE + 5);

/** A store of {@link content} in an empty file. */
function aStore({ isListed = true, whole = true } = {}) {
  const file = new HeldFile();
  const hashing = promptHashing();
  const list = isListed ? content.list : undefined;
  const store = new PieceStore({ size: content.size, list, file, hashing, whole });
  const outcomes: PieceOutcome[] = [];
  const put = (index: number, bytes = pieceOf(content, index)) => store.put(index, bytes, (one) => outcomes.push(one));
  return { file, hashing, store, outcomes, put };
}

/** What the store says of the whole content's hash. */
function wholeOf(store: PieceStore): Uint8Array | Problem | undefined {
  let said: Uint8Array | Problem | undefined;
  store.whole((digest) => {
    said = digest;
  });
  return said;
}

describe('a store of pieces', () => {
  it('keeps a piece where it belongs, and writes none twice', () => {
    const { file, store, outcomes, put } = aStore();
    put(2);
    put(1);
    put(1);
    expect(outcomes).toEqual(['kept', 'kept', 'kept']);
    expect(file.writes).toEqual([2 * PIECE_SIZE, PIECE_SIZE]);
    expect(store.map.missing()).toEqual([[0, 1]]);
    expect(file.bytes.subarray(PIECE_SIZE)).toEqual(content.bytes.subarray(PIECE_SIZE));
  });

  it('writes nothing of a piece that is wrong in its first or its last byte', () => {
    const { file, store, outcomes, put } = aStore();
    for (const at of [0, PIECE_SIZE - 1]) {
      const wrong = pieceOf(content, 0).slice();
      wrong[at] = 0;
      put(0, wrong);
    }
    expect(outcomes).toEqual(['wrong', 'wrong']);
    expect([file.writes, store.map.count]).toEqual([[], 0]);
  });

  it('counts a piece only once the disk has it, and not at all where the disk refuses it', () => {
    const { file, store, outcomes, put } = aStore();
    file.isHeld = true;
    put(0);
    expect([outcomes, store.map.has(0)]).toEqual([[], false]);
    file.answer();
    expect([outcomes, store.map.has(0)]).toEqual([['kept'], true]);
    file.writeProblem = FULL;
    put(1);
    file.answer();
    expect([outcomes, store.map.has(1)]).toEqual([['kept', FULL], false]);
  });

  it('learns the list where nobody said it', () => {
    const { store, put } = aStore({ isListed: false });
    for (const index of [0, 1, 2]) put(index);
    expect(store.list).toEqual(content.list);
  });

  it('knows the whole hash without reading again where pieces came in order', () => {
    const { file, store, put } = aStore();
    for (const index of [0, 1, 2]) put(index);
    expect(wholeOf(store)).toEqual(sha256(content.bytes));
    expect(file.reads).toEqual([]);
  });

  it.each([
    ['out of order', [1, 0, 2]],
    ['and the last was first', [2, 0, 1]],
  ])('reads the whole again where pieces came %s', (_, order) => {
    const { file, store, put } = aStore();
    for (const index of order) put(index);
    expect(wholeOf(store)).toEqual(sha256(content.bytes));
    expect(file.reads).toEqual([0, PIECE_SIZE, 2 * PIECE_SIZE]);
  });

  it('takes nothing of a wrong piece for the whole hash', () => {
    const { store, put } = aStore();
    put(0, new Uint8Array(PIECE_SIZE));
    for (const index of [0, 1, 2]) put(index);
    expect(wholeOf(store)).toEqual(sha256(content.bytes));
  });

  it('hashes no whole that nobody asks for, and says what the disk says when it reads one', () => {
    const { file, hashing, store, put } = aStore({ whole: false });
    for (const index of [0, 1, 2]) put(index);
    expect(hashing.wholes).toBe(0);
    file.readProblem = FULL;
    expect(wholeOf(store)).toEqual(FULL);
  });
});

describe('a file that was left behind', () => {
  /** What is found to be there of a file of so many bytes, and what was read for that. */
  function found(bytes: Uint8Array, { isListed = true, problem = undefined as Problem | undefined } = {}) {
    const { file, store } = aStore({ isListed });
    file.bytes = bytes.slice();
    file.readProblem = problem;
    let said: unknown = 'nothing';
    store.recheck(bytes.length, (one) => {
      said = one;
    });
    return { missing: store.map.missing(), reads: file.reads, said };
  }

  it('counts as far as its hashes are right', () => {
    const torn = content.bytes.slice();
    torn[PIECE_SIZE] = 0;
    expect(found(torn)).toEqual({
      missing: [[1, 1]],
      reads: [0, PIECE_SIZE, 2 * PIECE_SIZE],
      said: undefined,
    });
  });

  it('is read no further than it reaches, and its torn end is no piece', () => {
    expect(found(content.bytes.subarray(0, PIECE_SIZE + 1))).toMatchObject({
      missing: [[1, 2]],
      reads: [0, PIECE_SIZE],
    });
    expect(found(new Uint8Array(4 * PIECE_SIZE)).reads).toHaveLength(3);
  });

  it('counts for nothing where nobody listed its pieces', () => {
    expect(found(content.bytes, { isListed: false })).toEqual({ missing: [[0, 3]], reads: [], said: undefined });
  });

  it('says what the disk says, and reads no more', () => {
    expect(found(content.bytes, { problem: FULL })).toEqual({ missing: [[0, 3]], reads: [0], said: FULL });
  });
});

describe('pieces that a link brings', () => {
  function anAssembler() {
    const rig = aStore();
    const settled: [number, PieceOutcome][] = [];
    const assembler = new PieceAssembler(rig.store, (...one) => settled.push(one));
    const take = (from: number, to: number) => assembler.take(from, content.bytes.subarray(from, to));
    return { ...rig, assembler, settled, take };
  }

  it('are put together of chunks that lie across them', () => {
    const { settled, take, file } = anAssembler();
    take(0, 10);
    take(10, PIECE_SIZE + 7);
    expect(settled).toEqual([[0, 'kept']]);
    take(PIECE_SIZE + 7, content.size);
    expect(settled).toEqual([0, 1, 2].map((index) => [index, 'kept']));
    expect(file.bytes).toEqual(content.bytes);
  });

  it('are none where the beginning or the middle lacks', () => {
    const { settled, take } = anAssembler();
    take(1, PIECE_SIZE);
    take(PIECE_SIZE, PIECE_SIZE + 10);
    take(PIECE_SIZE + 11, 2 * PIECE_SIZE);
    take(2 * PIECE_SIZE + 1, content.size);
    expect(settled).toEqual([]);
    take(PIECE_SIZE, 2 * PIECE_SIZE);
    expect(settled).toEqual([[1, 'kept']]);
  });

  it('are none where their beginning came before a cut', () => {
    const { assembler, settled, take } = anAssembler();
    take(0, 10);
    assembler.cut();
    take(10, PIECE_SIZE);
    expect(settled).toEqual([]);
  });

  it('are not taken again where they are there', () => {
    const { settled, take, put } = anAssembler();
    put(0);
    take(0, PIECE_SIZE + 3);
    take(PIECE_SIZE + 3, 2 * PIECE_SIZE);
    expect(settled).toEqual([[1, 'kept']]);
  });

  it('are full while two of them wait for the disk, and idle when none does', () => {
    const { assembler, file, take } = anAssembler();
    let idle = 0;
    assembler.idle(() => {
      idle += 1;
    });
    expect(idle).toBe(1);
    file.isHeld = true;
    take(0, PIECE_SIZE);
    expect(assembler.isFull).toBe(false);
    take(PIECE_SIZE, 2 * PIECE_SIZE);
    expect(assembler.isFull).toBe(true);
    assembler.idle(() => {
      idle += 1;
    });
    file.answer();
    expect([assembler.isFull, idle]).toEqual([false, 1]);
    file.answer();
    expect(idle).toBe(2);
    // Who heard it once hears no other time.
    take(2 * PIECE_SIZE, content.size);
    file.answer();
    expect(idle).toBe(2);
  });

  it('remember what the disk said first, until it is asked', () => {
    const { assembler, file, take } = anAssembler();
    file.writeProblem = FULL;
    take(0, PIECE_SIZE);
    file.writeProblem = { code: 'store_failed', text: 'later' };
    take(PIECE_SIZE, 2 * PIECE_SIZE);
    expect([assembler.takeProblem(), assembler.takeProblem()]).toEqual([FULL, undefined]);
  });

  it('are no disk problem where they are wrong', () => {
    const { assembler, settled } = anAssembler();
    assembler.take(0, new Uint8Array(PIECE_SIZE));
    expect([settled, assembler.takeProblem()]).toEqual([[[0, 'wrong']], undefined]);
  });

  it('are of the memory of their own, also while those before wait for the disk', () => {
    const { file, take, store } = anAssembler();
    file.isHeld = true;
    take(0, 2 * PIECE_SIZE);
    for (let times = 0; times < 2; times += 1) file.answer();
    expect(store.map.count).toBe(2);
    expect(file.bytes).toEqual(content.bytes.subarray(0, 2 * PIECE_SIZE));
    expect(store.list.length).toBe(3 * DIGEST_SIZE);
  });
});
