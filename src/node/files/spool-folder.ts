import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DIGEST_SIZE, pieceCount } from '../../core/transfer/constants.ts';
import type { DiskSpace } from '../../core/transfer/spool-room.ts';
import {
  type FoundContent,
  type SpoolStorage,
  type StoredPart,
  singlePiece,
} from '../../core/transfer/spool-storage.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { fileProblem } from '../store/file-problem.ts';
import { makePrivateFolder, PRIVATE_FILE } from '../store/private-files.ts';
import { OPEN } from './disk-file.ts';
import { PathFile } from './path-file.ts';
import { PieceCache } from './piece-cache.ts';
import { SpoolReader } from './spool-reader.ts';

const HASH = /^[0-9a-f]{64}$/;
const PART = '.part';
const BLOCK = 512;

/**
 * How contents lie on the disk: `ab/abcd…`, with the list of pieces beside it in `abcd….pieces` and the name that it was offered under first in
 * `abcd….name`. The folder is all there is: what lies in it under its hash is whole, what ends in `.part` is not.
 */
export class SpoolFolder implements SpoolStorage {
  readonly #folder: string;
  readonly #cache = new PieceCache();

  /** Makes the folder where it is not there. @throws what the system says */
  constructor(folder: string) {
    this.#folder = folder;
    makePrivateFolder(folder);
  }

  /** @throws what the system says */
  look(): ReturnType<SpoolStorage['look']> {
    const whole: FoundContent[] = [];
    const parts: FoundContent[] = [];
    for (const shelf of readdirSync(this.#folder, { withFileTypes: true })) {
      if (!shelf.isDirectory() || shelf.name.length !== 2) continue;
      for (const name of readdirSync(join(this.#folder, shelf.name))) {
        if (!HASH.test(name) && !name.endsWith(PART)) continue;
        const stat = statSync(join(this.#folder, shelf.name, name));
        if (HASH.test(name)) whole.push({ name, size: stat.size, usedAt: stat.mtimeMs });
        else parts.push({ name: name.slice(0, -PART.length), size: bytesOnDisk(stat), usedAt: stat.mtimeMs });
      }
    }
    const byAge = (one: FoundContent, other: FoundContent) => one.usedAt - other.usedAt;
    return { whole: whole.sort(byAge), parts: parts.sort(byAge) };
  }

  space(): DiskSpace {
    try {
      const { bavail, blocks, bsize } = statfsSync(this.#folder);
      return { free: bavail * bsize, all: blocks * bsize };
    } catch {
      // A folder that is gone, or a disk that was taken out, has no room.
      return { free: 0, all: 0 };
    }
  }

  isThere(hash: string): boolean {
    return statSync(this.#path(hash), { throwIfNoEntry: false })?.isFile() === true;
  }

  reader(hash: string, size: number): SpoolReader {
    return new SpoolReader({ hash, size, path: this.#path(hash) }, this.#cache);
  }

  rest(): void {
    this.#cache.clear();
  }

  part(key: string): StoredPart | Problem {
    const path = this.#partPath(key);
    try {
      makePrivateFolder(dirname(path));
      return new PathFile(path, OPEN.part, PRIVATE_FILE);
    } catch (error) {
      return fileProblem(error, path);
    }
  }

  removePart(key: string): void {
    removeQuietly(this.#partPath(key));
  }

  keep({ hash, size, list }: Parameters<SpoolStorage['keep']>[0], key: string): Problem | undefined {
    const path = this.#path(hash);
    const part = this.#partPath(key);
    try {
      if (pieceCount(size) > 1) writeFileSync(`${path}.pieces`, list, { mode: PRIVATE_FILE });
      // Nothing was ever written to it.
      if (size === 0) writeFileSync(part, '', { mode: PRIVATE_FILE });
      renameSync(part, path);
      return undefined;
    } catch (error) {
      return fileProblem(error, path);
    }
  }

  list(hash: string, size: number): Uint8Array | undefined {
    const known = singlePiece(hash, size);
    if (known) return known;
    try {
      return readFileSync(`${this.#path(hash)}.pieces`).subarray(0, pieceCount(size) * DIGEST_SIZE);
    } catch {
      return undefined;
    }
  }

  keepName(hash: string, name: string): boolean {
    try {
      writeFileSync(`${this.#path(hash)}.name`, name, { flag: 'wx', mode: PRIVATE_FILE });
      return true;
    } catch {
      // It has one already; or the disk is full, and it goes by its hash.
      return false;
    }
  }

  nameOf(hash: string): string {
    try {
      return readFileSync(`${this.#path(hash)}.name`, 'utf8');
    } catch {
      return hash;
    }
  }

  touch(hash: string, now: number): void {
    try {
      utimesSync(this.#path(hash), now / 1_000, now / 1_000);
    } catch {
      // Then it counts as old a little earlier.
    }
  }

  remove(hash: string): void {
    const path = this.#path(hash);
    for (const one of [path, `${path}.pieces`, `${path}.name`]) removeQuietly(one);
  }

  #path(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }

  #partPath(key: string): string {
    return `${this.#path(key)}${PART}`;
  }
}

/** Pieces come in any order: a part may have holes, which take no room where the system says so. */
function bytesOnDisk({ size, blocks }: Stats): number {
  return blocks > 0 ? Math.min(size, blocks * BLOCK) : size;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What can't be removed is not told of any more all the same.
  }
}
