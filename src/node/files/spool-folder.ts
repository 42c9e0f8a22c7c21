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
import { join } from 'node:path';
import { DIGEST_SIZE, pieceCount } from '../../core/transfer/constants.ts';
import { bytesOfHex } from '../../core/transfer/download.ts';
import type { DiskSpace } from '../../core/transfer/spool-room.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { makePrivateFolder, PRIVATE_FILE } from '../private-files.ts';
import { fileProblem } from './file-problem.ts';

/** A file that was found in the folder; times in milliseconds since 1970. */
interface FoundFile {
  readonly name: string;
  readonly size: number;
  readonly usedAt: number;
}

const HASH = /^[0-9a-f]{64}$/;
const PART = '.part';
const BLOCK = 512;

/**
 * How contents lie on the disk: `ab/abcd…`, with the list of pieces beside it in `abcd….pieces` and the name that it was offered under first in
 * `abcd….name`. The folder is all there is: what lies in it under its hash is whole, what ends in `.part` is not.
 */
export class SpoolFolder {
  readonly #folder: string;

  /** Makes the folder where it is not there. @throws what the system says */
  constructor(folder: string) {
    this.#folder = folder;
    makePrivateFolder(folder);
  }

  /** Everything that lies there, each the one that was used longest ago first. @throws what the system says */
  look(): { readonly whole: readonly FoundFile[]; readonly parts: readonly FoundFile[] } {
    const whole: FoundFile[] = [];
    const parts: FoundFile[] = [];
    for (const shelf of readdirSync(this.#folder, { withFileTypes: true })) {
      if (!shelf.isDirectory() || shelf.name.length !== 2) continue;
      for (const name of readdirSync(join(this.#folder, shelf.name))) {
        if (!HASH.test(name) && !name.endsWith(PART)) continue;
        const stat = statSync(join(this.#folder, shelf.name, name));
        if (HASH.test(name)) whole.push({ name, size: stat.size, usedAt: stat.mtimeMs });
        else parts.push({ name, size: bytesOnDisk(stat), usedAt: stat.mtimeMs });
      }
    }
    const byAge = (one: FoundFile, other: FoundFile) => one.usedAt - other.usedAt;
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

  path(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }

  /** False where somebody took a content away. */
  isThere(hash: string): boolean {
    return statSync(this.path(hash), { throwIfNoEntry: false })?.isFile() === true;
  }

  /** Where a content is put together; its folder is there. `key` begins with the hash. */
  part(key: string): string {
    makePrivateFolder(join(this.#folder, key.slice(0, 2)));
    return `${this.path(key)}${PART}`;
  }

  /** The name under which {@link look} finds the part of a key. */
  partName(key: string): string {
    return `${key}${PART}`;
  }

  /** Removes a part by the name that {@link look} found. */
  removePart(name: string): void {
    removeQuietly(this.path(name));
  }

  /** A part is whole: gives it its name. @returns why that failed */
  keep(hash: string, size: number, list: Uint8Array, part: string): Problem | undefined {
    const path = this.path(hash);
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

  /** The digests of a content's pieces; undefined where somebody took them away. */
  list(hash: string, size: number): Uint8Array | undefined {
    const known = singlePiece(hash, size);
    if (known) return known;
    try {
      return readFileSync(`${this.path(hash)}.pieces`).subarray(0, pieceCount(size) * DIGEST_SIZE);
    } catch {
      return undefined;
    }
  }

  /** Keeps the name that a content was offered under first. @returns false where it has one */
  keepName(hash: string, name: string): boolean {
    try {
      writeFileSync(`${this.path(hash)}.name`, name, { flag: 'wx', mode: PRIVATE_FILE });
      return true;
    } catch {
      // It has one already; or the disk is full, and it goes by its hash.
      return false;
    }
  }

  /** The name that a content was offered under first, for whoever fetches it by its hash. */
  nameOf(hash: string): string {
    try {
      return readFileSync(`${this.path(hash)}.name`, 'utf8');
    } catch {
      return hash;
    }
  }

  /** Writes down that a content was wanted at `now`, milliseconds since 1970. */
  touch(hash: string, now: number): void {
    try {
      utimesSync(this.path(hash), now / 1_000, now / 1_000);
    } catch {
      // Then it counts as old a little earlier.
    }
  }

  remove(hash: string): void {
    const path = this.path(hash);
    for (const one of [path, `${path}.pieces`, `${path}.name`]) removeQuietly(one);
  }
}

/** The list of a content of one piece or none follows from its hash. */
export function singlePiece(hash: string, size: number): Uint8Array | undefined {
  if (size === 0) return new Uint8Array(0);
  return pieceCount(size) === 1 ? bytesOfHex(hash) : undefined;
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
