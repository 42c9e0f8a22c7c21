import { describe, expect, it } from 'vitest';
import { NOTHING_LEFT, placesOf, readListing, sizeOf, writeListing } from './folder-listing.ts';

const HASH = 'ab'.repeat(32);
const entry = (path: string, size = 1) => ({ path, size, hash: HASH });

describe('the list of a folder', () => {
  it('is read as it was written', () => {
    const files = [entry('a.txt', 0), { ...entry('深/😀.png', 5), exec: true }];
    const left = { all: 2, some: [{ path: 'a\ufffd', why: 'name' as const }] };
    const listing = { files, folders: ['empty', '深/also empty'], left };
    expect(readListing(writeListing(listing))).toEqual(listing);
    expect(sizeOf(files)).toEqual({ files: 2, bytes: 5 });
  });

  it('is as older versions write and read it where there is nothing else', () => {
    const bytes = writeListing({ files: [entry('a')], folders: [], left: NOTHING_LEFT });
    expect(new TextDecoder().decode(bytes)).toBe(`{"files":[{"path":"a","size":1,"hash":"${HASH}"}]}`);
    expect(readListing(bytes)).toEqual({ files: [entry('a')], folders: [], left: NOTHING_LEFT });
  });

  it('loses what it says of things left behind where that makes no sense, and stays a list', () => {
    const read = (left: unknown) => readListing(new Uint8Array(Buffer.from(JSON.stringify({ files: [], left }))))?.left;
    expect(read('many')).toEqual(NOTHING_LEFT);
    expect(read({ all: -1, some: [] })).toEqual(NOTHING_LEFT);
    expect(
      read({
        all: 3,
        some: [
          { path: 7, why: 'link' },
          { path: 'x', why: 'magic' },
          { path: 'y', why: 'link' },
        ],
      }),
    ).toEqual({ all: 3, some: [{ path: 'y', why: 'link' }] });
  });

  it.each([
    ['no JSON', 'hello'],
    ['no list', '{"files":{}}'],
    ['a size that is none', `{"files":[{"path":"a","size":-1,"hash":"${HASH}"}]}`],
    ['a hash that is none', '{"files":[{"path":"a","size":1,"hash":"ab"}]}'],
    ['null', 'null'],
    ['folders that are none', '{"files":[],"folders":[7]}'],
  ])('is refused when it is %s', (_, text) => {
    expect(readListing(new Uint8Array(Buffer.from(text)))).toBeUndefined();
  });
});

describe('the places of a folder’s files', () => {
  const places = (...paths: string[]) =>
    placesOf({ files: paths.map((path) => entry(path)), folders: [] }).files.map((parts) => parts.join('/'));

  it('are their paths, cleaned', () => {
    expect(places('a.txt', 'b/c.txt', '../../up.txt', 'b/nul')).toEqual(['a.txt', 'b/c.txt', 'up.txt', 'b/_nul']);
  });

  it('are different for names that some system takes for one', () => {
    expect(places('A.txt', 'a.txt', 'a.TXT', 'a (2).txt')).toEqual([
      'A.txt',
      'a (2).txt',
      'a (3).TXT',
      'a (2) (2).txt',
    ]);
  });

  it('keep folders that differ in case together, and a file beside a folder of its name', () => {
    expect(places('Dir/a', 'dir/b', 'dir')).toEqual(['Dir/a', 'Dir/b', 'dir (2)']);
  });

  it('leave names in compatibility forms as they are, and folders that hold nothing beside those that do', () => {
    const placed = placesOf({
      files: ['ﬁ.txt', 'fi.txt', 'a/x'].map((path) => entry(path)),
      folders: ['A', 'b/c', '..'],
    });
    expect(placed.files.map((parts) => parts.join('/'))).toEqual(['ﬁ.txt', 'fi.txt', 'a/x']);
    expect(placed.folders.map((parts) => parts.join('/'))).toEqual(['a', 'b/c']);
  });

  it('leave a name free that is kept for something else', () => {
    expect(placesOf({ files: [entry('.parts'), entry('.PARTS/a')], folders: [] }, '.parts').files).toEqual([
      ['.parts (3)'],
      ['.PARTS (2)', 'a'],
    ]);
  });

  it('take no longer for very many of one name', () => {
    const all = places(...Array.from({ length: 20_000 }, () => 'same.txt'));
    expect(new Set(all).size).toBe(20_000);
  });
});
