import { describe, expect, it } from 'vitest';
import { type HeldFile, pieceOf, type Sample, sampleOf, sha256 } from '../../../tests/support/rigs/file-link-rig.ts';
import {
  AGE_MS,
  aSpool,
  begin,
  bring,
  bytesOf,
  finish,
  keep,
  key,
  large,
  other,
  small,
  TEN_PIECES,
} from '../../../tests/support/rigs/spool-rig.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import { PIECE_SIZE } from './constants.ts';
import { hexOf } from './download.ts';
import type { Receiving } from './file-ports.ts';

describe('a content that comes', () => {
  it.each([
    ['of several pieces', large],
    ['of one piece', small],
  ])('%s is there once it is finished, and is read', (_, sample) => {
    const rig = aSpool();
    keep(rig, sample);
    expect(rig.spool.has(sample.hash, sample.size)).toBe(true);
    expect(rig.spool.has(sample.hash, sample.size + 1)).toBe(false);
    expect(bytesOf(rig, sample.hash)).toEqual(sample.bytes);
    expect(rig.spool.pieces(sample.hash)).toEqual({ size: sample.size, list: sample.list });
  });

  it('is waited for on disk where it is large, and closed once', () => {
    const rig = aSpool();
    keep(rig, small);
    expect(rig.did.splice(0)).toEqual(['close']);
    keep(rig, large);
    expect(rig.did).toEqual(['sync', 'close']);
  });

  it('goes on from what came of it before, after its link broke', () => {
    const rig = aSpool();
    const first = begin(rig, large);
    bring(first, large, 0, 2);
    first.release();
    first.release();
    const second = begin(rig, large);
    expect(second.store.map.missing()).toEqual([[1, 1]]);
    bring(second, large, 1);
    expect(finish(second)).toBeUndefined();
    expect(bytesOf(rig, large.hash)).toEqual(large.bytes);
    expect(rig.did).not.toContain(`remove part ${rig.short(large.hash)}`);
  });

  it('is put together of what two links bring', () => {
    const rig = aSpool();
    const links = [begin(rig, large), begin(rig, large)] as const;
    bring(links[0], large, 0);
    links[0].release();
    expect(links[1].store.map.missing()).toEqual([[1, 2]]);
    bring(links[1], large, 1, 2);
    expect(finish(links[1])).toBeUndefined();
  });

  it('that two links finish at the same time is told to both', () => {
    const rig = aSpool();
    const links = [begin(rig, large), begin(rig, large)] as const;
    bring(links[0], large, 2, 1, 0);
    const file = rig.files.get(key(large)) as HeldFile;
    // Its pieces came out of order, so that it is read again.
    file.isHeld = true;
    const said: unknown[] = [];
    for (const link of links) link.finish((problem) => said.push(problem));
    links[0].release();
    links[1].release();
    for (let piece = 0; piece < 3; piece += 1) file.answer();
    expect([said, rig.spool.has(large.hash, large.size)]).toEqual([[undefined, undefined], true]);
    expect(finish(links[0])).toBeUndefined();
    expect(rig.did.filter((one) => one === 'close')).toHaveLength(1);
  });

  it('is kept apart from one whose sender lists other pieces', () => {
    const rig = aSpool();
    bring(begin(rig, large), large, 0);
    const liar = begin(rig, large, new Uint8Array(96));
    expect(liar.store.map.missing()).toEqual([[0, 3]]);
  });

  it('leaves nothing where nobody listed its pieces, and its link breaks', () => {
    const rig = aSpool();
    const receiving = rig.spool.receive(large.hash, large.size, undefined) as Receiving;
    bring(receiving, large, 0);
    receiving.release();
    expect(rig.did).toEqual(['close', `remove part ${rig.short(large.hash)}`]);
  });

  it('that nobody listed is there once its hash is right', () => {
    const rig = aSpool();
    const receiving = rig.spool.receive(large.hash, large.size, undefined) as Receiving;
    bring(receiving, large, 0, 1, 2);
    expect(finish(receiving)).toBeUndefined();
    expect(bytesOf(rig, large.hash)).toEqual(large.bytes);
  });

  it('is gone where its hash is another', () => {
    const rig = aSpool();
    const wrong = { ...large, hash: 'ab'.repeat(32) };
    const receiving = begin(rig, wrong);
    bring(receiving, wrong, 0, 1, 2);
    expect(finish(receiving)).toMatchObject({ code: 'file_wrong' });
    expect(finish(receiving)).toMatchObject({ code: 'file_wrong' });
    expect(rig.spool.has(wrong.hash, wrong.size)).toBe(false);
    expect(rig.did).toEqual(['close', 'remove part abab']);
  });

  it.each(['keep', 'sync'] as const)('is gone where the disk refuses to %s it', (step) => {
    const rig = aSpool();
    rig.problems[step] = { code: 'disk_full', text: 'full' };
    const receiving = begin(rig, large);
    bring(receiving, large, 0, 1, 2);
    expect(finish(receiving)).toMatchObject({ code: 'disk_full' });
    expect(rig.spool.has(large.hash, large.size)).toBe(false);
  });

  it('leaves nothing where the disk refused a piece of it, or nothing came', () => {
    const rig = aSpool();
    begin(rig, other).release();
    expect(rig.did.splice(0)).toEqual(['close', `remove part ${rig.short(other.hash)}`]);
    const receiving = begin(rig, large);
    (rig.files.get(key(large)) as HeldFile).writeProblem = { code: 'disk_full', text: 'full' };
    let said: unknown;
    receiving.store.put(0, pieceOf(large, 0), (outcome) => {
      said = outcome;
    });
    expect(said).toMatchObject({ code: 'disk_full' });
    receiving.release();
    expect(rig.did).toEqual(['close', `remove part ${rig.short(large.hash)}`]);
  });

  it('is refused where it can not be opened, is too large, or too many come', () => {
    const rig = aSpool();
    rig.problems.part = { code: 'disk_full', text: 'full' };
    expect(rig.spool.receive(large.hash, large.size, large.list)).toMatchObject({ code: 'disk_full' });
    delete rig.problems.part;
    expect(rig.spool.receive(large.hash, TEN_PIECES + 1, undefined)).toMatchObject({ code: 'file_too_large' });
    for (let at = 0; at < FILE_LIMITS.contents; at += 1)
      begin(rig, { ...small, hash: at.toString(16).padStart(64, '0') });
    expect(rig.spool.receive(large.hash, large.size, large.list)).toMatchObject({ code: 'spool_full' });
    // One more link of a content that comes already is no more contents.
    begin(rig, { ...small, hash: '0'.repeat(64) });
  });

  it('says when it is known what was there of it', () => {
    const rig = aSpool();
    const first = begin(rig, large);
    bring(first, large, 0);
    first.release();
    const file = rig.files.get(key(large)) as HeldFile;
    file.isHeld = true;
    const again = begin(rig, large);
    const said: unknown[] = [];
    again.ready((problem) => said.push(problem));
    expect(said).toEqual([]);
    file.answer();
    again.ready((problem) => said.push(problem));
    expect(said).toEqual([undefined, undefined]);
  });

  it('says so where what was there can not be read', () => {
    const rig = aSpool();
    const first = begin(rig, large);
    bring(first, large, 0);
    first.release();
    (rig.files.get(key(large)) as HeldFile).readProblem = { code: 'store_failed', text: 'torn' };
    const said: unknown[] = [];
    begin(rig, large).ready((problem) => said.push(problem));
    expect(said).toMatchObject([{ code: 'store_failed' }]);
  });

  it('is written no more when the host stops', () => {
    const rig = aSpool();
    const receiving = begin(rig, large);
    bring(receiving, large, 0);
    rig.spool.close();
    receiving.store.put(1, pieceOf(large, 1), (outcome) => expect(outcome).toMatchObject({ code: 'spool_full' }));
    expect(rig.did).toEqual(['close']);
    expect(rig.files.get(key(large))?.writes).toEqual([0]);
  });
});

describe('what is kept', () => {
  it('goes when nobody wanted it for its age, but not while it is read', () => {
    const rig = aSpool();
    keep(rig, small);
    keep(rig, large);
    rig.spool.tick(AGE_MS - 1);
    expect(rig.dropped).toEqual([]);
    const reader = rig.spool.open(large.hash);
    rig.spool.tick(AGE_MS);
    expect([rig.dropped, rig.spool.has(small.hash, 5)]).toEqual([[small.hash], false]);
    reader?.close();
    rig.spool.tick(AGE_MS);
    expect(rig.dropped).toEqual([small.hash, large.hash]);
  });

  it('stays longer when it was wanted, which is written down once an hour', () => {
    const rig = aSpool();
    keep(rig, small);
    keep(rig, large);
    rig.clock.wall = 3_599_999;
    bytesOf(rig, small.hash);
    expect(rig.did.filter((one) => one.startsWith('touch'))).toEqual([]);
    rig.clock.wall = 3_600_000;
    bytesOf(rig, small.hash);
    bytesOf(rig, small.hash);
    expect(rig.did.filter((one) => one.startsWith('touch'))).toEqual([`touch ${rig.short(small.hash)} 3600000`]);
    rig.spool.tick(AGE_MS + 3_599_999);
    expect(rig.dropped).toEqual([large.hash]);
  });

  it('lets memory go when nobody reads any more', () => {
    const rig = aSpool();
    keep(rig, small);
    rig.did.length = 0;
    const readers = [rig.spool.open(small.hash), rig.spool.open(small.hash)];
    readers[0]?.close();
    expect(rig.did).toEqual(['reader closed']);
    readers[1]?.close();
    expect(rig.did).toEqual(['reader closed', 'reader closed', 'rest']);
  });

  it('is as good as gone where somebody took it away, or its list', () => {
    const rig = aSpool();
    keep(rig, small);
    keep(rig, large);
    rig.wholes.clear();
    expect(rig.spool.open(small.hash)).toBeUndefined();
    expect(rig.spool.pieces(large.hash)).toBeUndefined();
    expect(rig.dropped).toEqual([small.hash, large.hash]);
    expect(rig.spool.has(large.hash, large.size)).toBe(false);
    expect([rig.spool.open(other.hash), rig.spool.pieces(other.hash)]).toEqual([undefined, undefined]);
  });

  it('is called by the name of its first offer', () => {
    const rig = aSpool();
    keep(rig, small);
    const info = { size: 5, hash: small.hash, pieces: hexOf(sha256(small.list)) };
    const file = { name: 'a.txt', type: 'text/plain' };
    expect(rig.spool.describe(small.hash, file)).toEqual({ ...info, ...file });
    const folder = { files: 1, bytes: 5 };
    expect(rig.spool.describe(small.hash, { ...file, name: 'b.txt', folder })).toEqual({
      ...info,
      ...file,
      name: 'b.txt',
      folder,
    });
    expect(rig.spool.open(small.hash)?.name).toBe('a.txt');
    expect(rig.spool.describe(large.hash, file)).toBeUndefined();
    rig.wholes.clear();
    expect(rig.spool.describe(small.hash, file)).toBeUndefined();
  });

  it('makes way for what comes, the longest unwanted first, but not what is read', () => {
    const rig = aSpool();
    const [first, second, third] = [20, 30, 40].map((seed) => sampleOf(4 * PIECE_SIZE, seed)) as [
      Sample,
      Sample,
      Sample,
    ];
    keep(rig, first);
    keep(rig, second);
    const reader = rig.spool.open(first.hash);
    const other = rig.spool.open(second.hash);
    other?.close();
    keep(rig, third);
    expect(rig.dropped).toEqual([second.hash]);
    reader?.close();
  });

  it('is counted once where it comes in another size', () => {
    const rig = aSpool({ whole: [{ name: small.hash, size: TEN_PIECES, usedAt: 0 }] });
    keep(rig, small);
    expect(rig.spool.has(small.hash, 5)).toBe(true);
    // All of the room but five bytes is free again.
    const rest = sampleOf(9 * PIECE_SIZE, 50);
    keep(rig, rest);
    expect(rig.spool.has(small.hash, 5)).toBe(true);
  });
});

describe('what was found on the disk', () => {
  it('is there', () => {
    const rig = aSpool({ whole: [{ name: small.hash, size: 5, usedAt: 0 }] });
    expect(rig.spool.has(small.hash, 5)).toBe(true);
  });

  it('goes at once where it is too old, or nobody can say what of it is right', () => {
    const rig = aSpool({
      whole: [{ name: small.hash, size: 5, usedAt: -AGE_MS }],
      parts: [
        { name: 'cafe-9-unlisted1', size: 9, usedAt: 0 },
        { name: 'dead-9-0', size: 9, usedAt: -FILE_LIMITS.partAgeMs },
        { name: 'beef-9-0', size: 9, usedAt: 1 - FILE_LIMITS.partAgeMs },
      ],
    });
    expect(rig.did).toEqual(['remove part cafe', `remove ${rig.short(small.hash)}`, 'remove part dead']);
  });

  it('makes way where others need the room: parts that nobody brings first', () => {
    const rig = aSpool({
      whole: [{ name: small.hash, size: 4 * PIECE_SIZE, usedAt: 0 }],
      parts: [{ name: 'beef-9-0', size: 4 * PIECE_SIZE, usedAt: 0 }],
    });
    keep(rig, large);
    expect(rig.did.filter((one) => one.startsWith('remove'))).toEqual(['remove part beef']);
  });
});

describe('the room of contents that are under way', () => {
  it('is taken from one that stands still, and never from one that moves', () => {
    const rig = aSpool();
    const still = begin(rig, large);
    bring(still, large, 0, 1);
    const filling = sampleOf(9 * PIECE_SIZE, 60);
    const moving = begin(rig, filling);
    bring(moving, filling, 0, 1, 2, 3, 4, 5, 6, 7);
    moving.store.put(8, pieceOf(filling, 8), (outcome) => expect(outcome).toMatchObject({ code: 'spool_full' }));
    const again = begin(rig, filling);
    rig.clock.monotonic = FILE_LIMITS.stillMs;
    bring(again, filling, 8);
    expect(rig.did.filter((one) => one.startsWith('remove'))).toEqual([`remove part ${rig.short(large.hash)}`]);
    still.store.put(2, pieceOf(large, 2), (outcome) => expect(outcome).toMatchObject({ code: 'spool_full' }));
  });

  it('is given to the log, when that has used the reserve', () => {
    const rig = aSpool();
    const receiving = begin(rig, large);
    begin(rig, other);
    bring(receiving, large, 0);
    rig.spool.makeWay();
    expect(rig.did).toEqual([]);
    rig.disk.free = 0;
    rig.spool.makeWay();
    expect(rig.did).toEqual(['close', `remove part ${rig.short(large.hash)}`]);
  });

  it('is free again when what came was wrong, refused or left unlisted', () => {
    const rig = aSpool();
    const filling = sampleOf(6 * PIECE_SIZE, 70);
    const all = [0, 1, 2, 3, 4, 5];
    const wrong = { ...filling, hash: 'ab'.repeat(32) };
    for (let times = 0; times < 3; times += 1) {
      const listed = begin(rig, wrong);
      bring(listed, wrong, ...all);
      expect(finish(listed)).toMatchObject({ code: 'file_wrong' });
      const unlisted = rig.spool.receive(filling.hash, filling.size, undefined) as Receiving;
      bring(unlisted, filling, 0, 1, 2, 3, 4);
      unlisted.release();
    }
    keep(rig, filling);
    expect([rig.dropped, rig.spool.has(filling.hash, filling.size)]).toEqual([[], true]);
  });

  it('is taken once by what is kept, whether its pieces were listed or not', () => {
    const rig = aSpool();
    const [first, second, third] = [
      sampleOf(5 * PIECE_SIZE, 10),
      sampleOf(4 * PIECE_SIZE, 20),
      sampleOf(2 * PIECE_SIZE, 30),
    ];
    keep(rig, first);
    const unlisted = rig.spool.receive(second.hash, second.size, undefined) as Receiving;
    bring(unlisted, second, 0, 1, 2, 3);
    expect(finish(unlisted)).toBeUndefined();
    expect(rig.dropped).toEqual([]);
    keep(rig, third);
    expect(rig.dropped).toEqual([first.hash]);
  });

  it('is that of the disk, which knows of what was written', () => {
    const rig = aSpool();
    rig.disk.free = FILE_LIMITS.diskReserveBytes + other.size;
    keep(rig, other);
    keep(rig, sampleOf(other.size, 11));
  });
});
