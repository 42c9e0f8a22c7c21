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
import { OPEN_REST, type Rest } from '../store/rest/rest.ts';
import { OPEN } from './disk-file.ts';
import { PathFile } from './path-file.ts';
import { PieceCache } from './piece-cache.ts';
import { contentBytes, SealedFile } from './sealed-file.ts';
import { NAME, PART, PIECES, SpoolNames, type Spot } from './spool-names.ts';
import { SpoolReader } from './spool-reader.ts';

const BLOCK = 512;

/**
 * How contents lie on the disk: `ab/abcd…`, with the list of pieces beside it in `abcd….pieces` and the name that it was offered under first in
 * `abcd….name`. The folder is all there is: what lies in it under its hash is whole, what ends in `.part` is not. Where contents are encrypted
 * at rest, all of these are, their names too.
 */
export class SpoolFolder implements SpoolStorage {
  readonly #folder: string;
  readonly #names: SpoolNames;
  readonly #rest: Rest;
  readonly #cache = new PieceCache();

  /** Makes the folder where it is not there. @param rest how contents lie on the disk @throws what the system says */
  constructor(folder: string, rest = OPEN_REST) {
    this.#folder = folder;
    this.#rest = rest;
    this.#names = new SpoolNames(folder, rest);
    makePrivateFolder(folder);
  }

  /** @throws what the system says */
  look(): ReturnType<SpoolStorage['look']> {
    const whole: FoundContent[] = [];
    const parts: FoundContent[] = [];
    for (const shelf of readdirSync(this.#folder, { withFileTypes: true })) {
      if (!shelf.isDirectory() || shelf.name.length !== 2) continue;
      for (const file of readdirSync(join(this.#folder, shelf.name))) {
        const found = this.#names.read(file);
        if (!found) continue;
        const { name, isPart, isSealed } = found;
        const { size, blocks, mtimeMs } = statSync(join(this.#folder, shelf.name, file));
        const bytes = isSealed ? contentBytes(size) : size;
        if (isPart) parts.push({ name, size: bytesOnDisk({ size: bytes, blocks }), usedAt: mtimeMs });
        else whole.push({ name, size: bytes, usedAt: mtimeMs });
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
    return statSync(this.#names.find(hash).path, { throwIfNoEntry: false })?.isFile() === true;
  }

  reader(hash: string, size: number): SpoolReader {
    return new SpoolReader({ hash, size, open: () => this.#open(this.#names.find(hash), OPEN.read) }, this.#cache);
  }

  rest(): void {
    this.#cache.clear();
  }

  part(key: string): StoredPart | Problem {
    const spot = this.#names.find(key, PART);
    try {
      makePrivateFolder(dirname(spot.path));
      return this.#open(spot, OPEN.part);
    } catch (error) {
      return fileProblem(error, spot.path);
    }
  }

  removePart(key: string): void {
    for (const path of this.#names.all(key, PART)) removeQuietly(path);
  }

  keep({ hash, size, list }: Parameters<SpoolStorage['keep']>[0], key: string): Problem | undefined {
    const { path: part, isSealed } = this.#names.find(key, PART);
    const path = this.#names.path(hash, isSealed);
    try {
      makePrivateFolder(dirname(path));
      if (pieceCount(size) > 1) this.#writeBeside({ path, isSealed }, PIECES, list, 'w');
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
      return this.#readBeside(hash, PIECES)?.subarray(0, pieceCount(size) * DIGEST_SIZE);
    } catch {
      return undefined;
    }
  }

  keepName(hash: string, name: string): boolean {
    try {
      this.#writeBeside(this.#names.find(hash), NAME, Buffer.from(name), 'wx');
      return true;
    } catch {
      // It has one already; or the disk is full, and it goes by its hash.
      return false;
    }
  }

  nameOf(hash: string): string {
    try {
      return this.#readBeside(hash, NAME)?.toString('utf8') ?? hash;
    } catch {
      return hash;
    }
  }

  touch(hash: string, now: number): void {
    try {
      utimesSync(this.#names.find(hash).path, now / 1_000, now / 1_000);
    } catch {
      // Then it counts as old a little earlier.
    }
  }

  remove(hash: string): void {
    for (const path of this.#names.all(hash))
      for (const one of [path, `${path}${PIECES}`, `${path}${NAME}`]) removeQuietly(one);
  }

  #open({ path, isSealed }: Spot, flags: number): PathFile | SealedFile {
    if (!isSealed) return new PathFile(path, flags, PRIVATE_FILE);
    return new SealedFile(path, flags, (salt) => this.#rest.fileKey(salt), PRIVATE_FILE);
  }

  /** @throws what the system says */
  #writeBeside({ path, isSealed }: Spot, ending: string, bytes: Uint8Array, flag: 'w' | 'wx'): void {
    const stored = isSealed ? this.#rest.sealedBytes(bytes, ending) : bytes;
    writeFileSync(`${path}${ending}`, stored, { flag, mode: PRIVATE_FILE });
  }

  /** @throws what the system says */
  #readBeside(hash: string, ending: string): Buffer | undefined {
    const { path, isSealed } = this.#names.find(hash);
    const stored = readFileSync(`${path}${ending}`);
    const bytes = isSealed ? this.#rest.openBytes(stored, ending) : stored;
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}

/** Pieces come in any order: a part may have holes, which take no room where the system says so. */
function bytesOnDisk({ size, blocks }: Pick<Stats, 'size' | 'blocks'>): number {
  return blocks > 0 ? Math.min(size, blocks * BLOCK) : size;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What can't be removed is not told of any more all the same.
  }
}
