import { describe, expect, it } from 'vitest';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import { SpoolRoom } from './spool-room.ts';

const DISK = 100_000_000_000;

/** A room of 100 bytes with things that can be dropped, each of its size, and a disk with so much free. */
function roomOf({
  parts = [] as number[],
  wholes = [] as number[],
  underWay = [] as number[],
  free = DISK,
  all = DISK,
  idleMs = 0,
}) {
  const disk = { free, all };
  const dropped: string[] = [];
  const drop = (kind: string, sizes: number[], gone: (size: number) => void) => () => {
    const size = sizes.shift();
    if (size === undefined) return false;
    dropped.push(`${kind} ${size}`);
    disk.free += size;
    gone(size);
    return true;
  };
  const dropWhole = drop('whole', wholes, (size) => room.dropWhole(size));
  const room: SpoolRoom = new SpoolRoom({ fileBytes: 80, spoolBytes: 100, spoolAgeMs: 1 }, () => disk, {
    dropPart: drop('part', parts, (size) => room.dropPart(size)),
    dropWhole: (least) => idleMs >= least && dropWhole(),
    dropUnderWay: drop('under way', underWay, (size) => room.dropPart(size)),
  });
  for (const size of wholes) room.keep(size, 0);
  for (const size of [...parts, ...underWay]) room.foundPart(size);
  return { room, dropped, disk };
}

describe('the room of a spool', () => {
  it('is made by bytes that came, not by what a header says', () => {
    const { room, dropped } = roomOf({ wholes: [40, 40] });
    expect(room.admits(80, 0)).toBeUndefined();
    expect(dropped).toEqual([]);
    expect(room.claim(20, true)).toBeUndefined();
    expect(dropped).toEqual([]);
    expect(room.claim(1, true)).toBeUndefined();
    expect(dropped).toEqual(['whole 40']);
  });

  it('is made of what nobody brings any more first', () => {
    const { room, dropped } = roomOf({ wholes: [50], parts: [10, 40] });
    expect(room.claim(30, true)).toBeUndefined();
    expect(dropped).toEqual(['part 10', 'part 40']);
    expect(room.bytes).toBe(80);
  });

  it('is never made by bytes that nobody verified; these have half as much beside it', () => {
    const { room, dropped } = roomOf({ wholes: [100] });
    expect(room.claim(50, false)).toBeUndefined();
    expect(room.claim(1, false)).toMatchObject({ code: 'spool_full' });
    expect(dropped).toEqual([]);
    room.written(50);
    // They turn out to be what they were said to be.
    expect(room.verify(50)).toBeUndefined();
    expect(dropped).toEqual(['whole 100']);
    expect(room.bytes).toBe(50);
  });

  it('is refused where all of it is in use', () => {
    const { room } = roomOf({});
    expect(room.claim(70, true)).toBeUndefined();
    expect(room.claim(31, true)).toMatchObject({ code: 'spool_full' });
    expect(room.claim(30, true)).toBeUndefined();
  });

  it.each([
    [81, 'file_too_large'],
    [80, undefined],
  ])('%i bytes of one file are answered by %s', (size, code) => {
    expect(roomOf({}).room.admits(size, 0)?.code).toBe(code);
  });
});

describe('what files leave free for the log', () => {
  it('is half of a small disk, and no more than a bound of a large one', () => {
    expect(roomOf({ all: 200, free: 109 }).room.claim(10, true)).toMatchObject({ code: 'spool_full' });
    expect(roomOf({ all: 200, free: 110 }).room.claim(10, true)).toBeUndefined();
    expect(roomOf({ free: FILE_LIMITS.diskReserveBytes + 9 }).room.claim(10, true)).toMatchObject({
      code: 'spool_full',
    });
    expect(roomOf({ free: FILE_LIMITS.diskReserveBytes + 10 }).room.claim(10, true)).toBeUndefined();
  });

  it('counts what several write at the same time, which the disk does not know of yet', () => {
    const { room, disk } = roomOf({ all: 200, free: 130 });
    expect(room.claim(20, true)).toBeUndefined();
    expect(room.claim(20, true)).toMatchObject({ code: 'spool_full' });
    room.written(20);
    disk.free = 110;
    expect(room.claim(20, true)).toMatchObject({ code: 'spool_full' });
    disk.free = 120;
    expect(room.claim(20, true)).toBeUndefined();
  });

  it('is made of what nobody brings any more, and of whole files only if nobody wanted them for long', () => {
    const short = { all: 200, free: 100 };
    const { room, dropped } = roomOf({ ...short, wholes: [50], parts: [10] });
    expect(room.claim(10, false)).toMatchObject({ code: 'spool_full' });
    expect(room.claim(10, true)).toBeUndefined();
    expect(room.claim(10, true)).toMatchObject({ code: 'spool_full' });
    expect(dropped).toEqual(['part 10']);
    const unwanted = roomOf({ ...short, wholes: [50], parts: [10], idleMs: FILE_LIMITS.unwantedMs });
    expect(unwanted.room.claim(20, true)).toBeUndefined();
    expect(unwanted.dropped).toEqual(['part 10', 'whole 50']);
  });

  it('is given back by files, the least wanted first, once the log has used a quarter of it', () => {
    const { room, dropped, disk } = roomOf({ all: 200, free: 75, parts: [10], wholes: [20, 15, 10], underWay: [5] });
    room.makeWay();
    expect(dropped).toEqual([]);
    disk.free = 74;
    room.makeWay();
    expect(dropped).toEqual(['part 10', 'whole 20']);
    expect(disk.free).toBe(104);
    disk.free = 0;
    room.makeWay();
    expect(dropped.at(-1)).toBe('under way 5');
  });

  it('refuses at once what never fits', () => {
    expect(roomOf({ all: 200, free: 150 }).room.admits(51, 0)).toMatchObject({ code: 'spool_full' });
    expect(roomOf({ all: 200, free: 150 }).room.admits(51, 1)).toBeUndefined();
  });
});
