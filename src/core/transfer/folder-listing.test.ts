import { describe, expect, it } from 'vitest';
import { placesOf, readListing, sizeOf, writeListing } from './folder-listing.ts';

const HASH = 'ab'.repeat(32);
const entry = (path: string, size = 1) => ({ path, size, hash: HASH });

describe('the list of a folder', () => {
  it('is read as it was written', () => {
    const entries = [entry('a.txt', 0), entry('深/😀.png', 5)];
    expect(readListing(writeListing(entries))).toEqual(entries);
    expect(sizeOf(entries)).toEqual({ files: 2, bytes: 5 });
  });

  it.each([
    ['no JSON', 'hello'],
    ['no list', '{"files":{}}'],
    ['a size that is none', `{"files":[{"path":"a","size":-1,"hash":"${HASH}"}]}`],
    ['a hash that is none', '{"files":[{"path":"a","size":1,"hash":"ab"}]}'],
    ['null', 'null'],
  ])('is refused when it is %s', (_, text) => {
    expect(readListing(new Uint8Array(Buffer.from(text)))).toBeUndefined();
  });
});

describe('the places of a folder’s files', () => {
  const places = (...paths: string[]) => placesOf(paths.map((path) => entry(path))).map((parts) => parts.join('/'));

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

  it('take no longer for very many of one name', () => {
    const all = places(...Array.from({ length: 20_000 }, () => 'same.txt'));
    expect(new Set(all).size).toBe(20_000);
  });
});
