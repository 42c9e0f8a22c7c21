import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DIGEST_SIZE, PIECE_SIZE, pieceCount, pieceLength } from '../../core/transfer/constants.ts';
import { bytesOfHex } from '../../core/transfer/download.ts';
import type { Reader, Receiving, Spool } from '../../core/transfer/file-ports.ts';
import { pieceMemory } from '../../core/transfer/piece-memory.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import { makePrivateFolder, PRIVATE_FILE } from '../private-files.ts';
import { wallNow } from '../time/clocks.ts';
import { DiskFile, OPEN, SHORT } from './disk-file.ts';
import { fileProblem } from './file-problem.ts';
import { sha256 } from './hashing.ts';
import { IncomingContent } from './incoming-content.ts';
import { PieceCache } from './piece-cache.ts';
import { SharedPiece } from './shared-piece.ts';

/** A content that lies in the spool whole. */
interface Kept {
  readonly size: number;
  /** Milliseconds since 1970 at which it was wanted last. */
  usedAt: number;
  /** Links that read it just now. */
  readers: number;
  /** The name that it was offered under first, once it was asked for. */
  name?: string;
}

export type SpoolLimits = Pick<RoomLimits, 'fileBytes' | 'spoolBytes' | 'spoolAgeMs'>;

/** That a content was wanted is written down this often, in milliseconds. */
const TOUCH_MS = 3_600_000;
/** Part of a disk, and bytes at the most, that files leave free. */
const RESERVE_SHARE = 0.05;
const RESERVE_MOST = 134_217_728;
const HASH = /^[0-9a-f]{64}$/;
/** What is unfinished and was left alone for so long goes, in milliseconds. */
const PART_AGE_MS = 86_400_000;

/**
 * The contents that a hosted room keeps, each once by its hash: `ab/abcd…` with its list of pieces beside it in
 * `abcd….pieces`. The folder is all there is: what lies in it under its name is whole.
 */
export class FolderSpool implements Spool {
  readonly #folder: string;
  readonly #limits: SpoolLimits;
  readonly #dropped: (hashes: readonly string[]) => void;
  readonly #kept = new Map<string, Kept>();
  /** By hash, size and list of pieces: two senders who disagree about the content don't meet. */
  readonly #incoming = new Map<string, IncomingContent>();
  readonly #cache = new PieceCache();
  /** Of all contents. */
  #readers = 0;
  #bytes = 0;
  #unlisted = 0;

  private constructor(folder: string, limits: SpoolLimits, dropped: (hashes: readonly string[]) => void) {
    this.#folder = folder;
    this.#limits = limits;
    this.#dropped = dropped;
  }

  /** @param dropped hears the hashes of contents that are no longer kept */
  static open(folder: string, limits: SpoolLimits, dropped: (hashes: readonly string[]) => void): Result<FolderSpool> {
    const spool = new FolderSpool(folder, limits, dropped);
    try {
      makePrivateFolder(folder);
      spool.#load();
      return success(spool);
    } catch (error) {
      const { code, text, detail } = fileProblem(error, folder);
      return failure(code, text, detail);
    }
  }

  /** Bytes of all contents, also of those that are on their way. */
  get bytes(): number {
    return this.#bytes;
  }

  has(hash: string, size: number): boolean {
    return this.#kept.get(hash)?.size === size;
  }

  open(hash: string): Reader | undefined {
    const kept = this.#kept.get(hash);
    if (!kept) return undefined;
    const file = DiskFile.open(this.#path(hash), OPEN.read);
    if ('code' in file) {
      this.#forget([hash]);
      return undefined;
    }
    kept.readers += 1;
    this.#readers += 1;
    this.#touch(hash, kept);
    kept.name ??= this.#nameOf(hash);
    const { size, name } = kept;
    const { read, forget } = this.#reading(hash, size, file);
    return {
      size,
      name,
      read,
      close: () => {
        forget();
        kept.readers -= 1;
        this.#readers -= 1;
        file.close();
        if (this.#readers === 0) this.#cache.clear();
      },
    };
  }

  /** Reads from a content by whole pieces, which others want too, or at once where it is small. */
  #reading(hash: string, size: number, file: DiskFile): Pick<Reader, 'read'> & { readonly forget: () => void } {
    /** The piece that is sent now: of many that read in different places, the cache may have let it go. */
    let last: { readonly index: number; readonly piece: SharedPiece } | undefined;
    const forget = () => {
      last?.piece.release();
      last = undefined;
    };
    const lend = (piece: SharedPiece, from: number, length: number, done: Parameters<Reader['read']>[2]) => {
      piece.hold();
      done(piece.bytes.subarray(from, from + length), () => piece.release());
    };
    const read: Reader['read'] = (offset, length, done) => {
      if (size <= SHORT) return file.read(offset, length, done);
      const index = Math.floor(offset / PIECE_SIZE);
      const from = offset - index * PIECE_SIZE;
      if (last?.index === index) return lend(last.piece, from, length, done);
      const load = (loaded: (piece: SharedPiece | Problem) => void) => {
        const memory = pieceMemory.take();
        file.readInto(memory.subarray(0, pieceLength(size, index)), index * PIECE_SIZE, (bytes) =>
          loaded('code' in bytes ? bytes : new SharedPiece(memory, bytes)),
        );
      };
      this.#cache.read(`${hash}/${index}`, load, (piece) => {
        if ('code' in piece) return done(piece);
        forget();
        if (!file.isClosed) {
          piece.hold();
          last = { index, piece };
        }
        lend(piece, from, length, done);
      });
    };
    return { read, forget };
  }

  pieces(hash: string, done: (found: { readonly size: number; readonly list: Uint8Array } | undefined) => void): void {
    const kept = this.#kept.get(hash);
    const list = kept && this.#list(hash, kept.size);
    done(kept && list && { size: kept.size, list });
  }

  receive(hash: string, size: number, list: Uint8Array | undefined): Receiving | Problem {
    const { fileBytes } = this.#limits;
    if (size > fileBytes) return { code: 'file_too_large', text: `a file has at most ${fileBytes} bytes in this room` };
    const known = pieceCount(size) > 1 ? list : singlePiece(hash, size);
    const key = `${hash}-${size}-${known ? sha256(known).slice(0, 16) : this.#nextUnlisted()}`;
    const open = this.#incoming.get(key);
    if (open) return open.join();
    try {
      return this.#makeRoom(size) ?? this.#diskProblem(size) ?? this.#begin({ hash, size, list: known, key });
    } catch (error) {
      return fileProblem(error, this.#folder);
    }
  }

  #begin({ hash, size, list, key }: { hash: string; size: number; list: Uint8Array | undefined; key: string }) {
    const incoming = IncomingContent.open({
      hash,
      size,
      list,
      path: join(this.#shelf(hash), `${key}.part`),
      keep: (pieces) => this.#keep(hash, size, pieces, `${key}.part`),
      closed: (isKept) => {
        this.#incoming.delete(key);
        if (!isKept) this.#bytes -= size;
      },
    });
    if ('code' in incoming) return incoming;
    this.#bytes += size;
    this.#incoming.set(key, incoming);
    return incoming.join();
  }

  /** What the room's event says of a content under this name. */
  describe(hash: string, { name, type, folder }: Pick<FileInfo, 'name' | 'type' | 'folder'>): FileInfo | undefined {
    const kept = this.#kept.get(hash);
    if (!kept) return undefined;
    const { size } = kept;
    const list = this.#list(hash, size);
    if (!list) return undefined;
    this.#keepName(hash, name);
    const info = { name, size, hash, pieces: sha256(list), type };
    return folder ? { ...info, folder } : info;
  }

  /** Drops what is too old. `now` in milliseconds since 1970. */
  tick(now: number): void {
    const old = [...this.#kept].filter(
      ([, { usedAt, readers }]) => readers === 0 && now - usedAt >= this.#limits.spoolAgeMs,
    );
    this.#drop(old.map(([hash]) => hash));
  }

  close(): void {
    for (const incoming of [...this.#incoming.values()]) incoming.abandon();
  }

  /** Takes stock of the folder. */
  #load(): void {
    const now = wallNow();
    for (const shelf of readdirSync(this.#folder, { withFileTypes: true })) {
      if (!shelf.isDirectory() || shelf.name.length !== 2) continue;
      for (const name of readdirSync(join(this.#folder, shelf.name))) this.#loadFile(shelf.name, name, now);
    }
  }

  #loadFile(shelf: string, name: string, now: number): void {
    const path = join(this.#folder, shelf, name);
    const { size, mtimeMs } = statSync(path);
    if (HASH.test(name)) {
      this.#kept.set(name, { size, usedAt: mtimeMs, readers: 0 });
      this.#bytes += size;
    } else if (name.endsWith('.part') && now - mtimeMs > PART_AGE_MS) rmSync(path);
  }

  /** A content is whole: from now on it is there. */
  #keep(hash: string, size: number, list: Uint8Array, part: string): Problem | undefined {
    const path = this.#path(hash);
    try {
      if (pieceCount(size) > 1) writeFileSync(`${path}.pieces`, list, { mode: PRIVATE_FILE });
      renameSync(join(this.#shelf(hash), part), path);
    } catch (error) {
      return fileProblem(error, path);
    }
    if (this.#kept.has(hash)) this.#bytes -= size;
    this.#kept.set(hash, { size, usedAt: wallNow(), readers: 0 });
    return undefined;
  }

  /** The digests of a content's pieces; undefined where somebody took them away: then the content is as good as gone. */
  #list(hash: string, size: number): Uint8Array | undefined {
    const known = singlePiece(hash, size);
    if (known) return known;
    try {
      return readFileSync(`${this.#path(hash)}.pieces`).subarray(0, pieceCount(size) * DIGEST_SIZE);
    } catch {
      this.#forget([hash]);
      return undefined;
    }
  }

  /** Drops what was not wanted for longest until `size` more bytes fit. */
  #makeRoom(size: number): Problem | undefined {
    const { spoolBytes } = this.#limits;
    let over = this.#bytes + size - spoolBytes;
    if (over <= 0) return undefined;
    const going: string[] = [];
    const oldest = [...this.#kept].sort(([, one], [, other]) => one.usedAt - other.usedAt);
    for (const [hash, kept] of oldest) {
      if (over <= 0) break;
      if (kept.readers > 0) continue;
      going.push(hash);
      over -= kept.size;
    }
    if (over > 0) return { code: 'spool_full', text: `the host keeps at most ${spoolBytes} bytes of files` };
    this.#drop(going);
    return undefined;
  }

  /** The room's log, and whatever else is on this disk, must still have room when the file is there. */
  #diskProblem(size: number): Problem | undefined {
    const { bavail, blocks, bsize } = statfsSync(this.#folder);
    const reserve = Math.min(RESERVE_MOST, blocks * bsize * RESERVE_SHARE);
    if (bavail * bsize >= size + reserve) return undefined;
    return { code: 'disk_full', text: "the host's disk has no room for it" };
  }

  #drop(hashes: readonly string[]): void {
    for (const hash of hashes) {
      const path = this.#path(hash);
      for (const one of [path, `${path}.pieces`, `${path}.name`]) removeQuietly(one);
    }
    this.#forget(hashes);
  }

  #forget(hashes: readonly string[]): void {
    for (const hash of hashes) {
      this.#bytes -= this.#kept.get(hash)?.size ?? 0;
      this.#kept.delete(hash);
    }
    if (hashes.length > 0) this.#dropped(hashes);
  }

  #touch(hash: string, kept: Kept): void {
    const now = wallNow();
    if (now - kept.usedAt < TOUCH_MS) return;
    kept.usedAt = now;
    try {
      utimesSync(this.#path(hash), now / 1_000, now / 1_000);
    } catch {
      // Then it counts as old a little earlier.
    }
  }

  /** The name that a content was offered under first, for whoever fetches it by its hash. */
  #keepName(hash: string, name: string): void {
    const kept = this.#kept.get(hash);
    if (!kept || kept.name !== undefined) return;
    try {
      writeFileSync(`${this.#path(hash)}.name`, name, { flag: 'wx', mode: PRIVATE_FILE });
      kept.name = name;
    } catch {
      // It has one already; or the disk is full, and it goes by its hash.
    }
  }

  #nameOf(hash: string): string {
    try {
      return readFileSync(`${this.#path(hash)}.name`, 'utf8');
    } catch {
      return hash;
    }
  }

  #nextUnlisted(): string {
    this.#unlisted += 1;
    return `unlisted${process.pid}-${this.#unlisted}`;
  }

  #shelf(hash: string): string {
    const shelf = join(this.#folder, hash.slice(0, 2));
    makePrivateFolder(shelf);
    return shelf;
  }

  #path(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }
}

/** The list of a content of one piece or none follows from its hash. */
export function singlePiece(hash: string, size: number): Uint8Array | undefined {
  if (size === 0) return new Uint8Array(0);
  return pieceCount(size) === 1 ? bytesOfHex(hash) : undefined;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What can't be removed is not told of any more all the same.
  }
}
