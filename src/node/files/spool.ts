import { pieceCount } from '../../core/transfer/constants.ts';
import type { Reader, Receiving, Spool } from '../../core/transfer/file-ports.ts';
import { type SpoolLimits, SpoolRoom } from '../../core/transfer/spool-room.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import { monotonicNow, wallNow } from '../time/clocks.ts';
import { fileProblem } from './file-problem.ts';
import { sha256 } from './hashing.ts';
import { IncomingContent, type Left } from './incoming-content.ts';
import { PieceCache } from './piece-cache.ts';
import { SpoolFolder, singlePiece } from './spool-folder.ts';
import { SpoolReader } from './spool-reader.ts';

/** A content that lies in the spool whole. */
interface Kept {
  readonly size: number;
  /** Milliseconds since 1970 at which it was wanted last, and what the disk knows of that. */
  usedAt: number;
  touchedAt: number;
  /** Links that read it just now. */
  readers: number;
  /** The name that it was offered under first, once it was asked for. */
  name?: string;
}

/** A part that no link has to do with, at the time of its last use. */
interface LeftPart {
  readonly bytes: number;
  readonly usedAt: number;
}

/** That a content was wanted is written down this often, in milliseconds. */
const TOUCH_MS = 3_600_000;
const { contents, partAgeMs, stillMs } = FILE_LIMITS;
const BUSY: Problem = { code: 'spool_full', text: 'the host takes no more files at a time' };

/** The contents that a hosted room keeps, each once by its hash. */
export class FolderSpool implements Spool {
  readonly #folder: SpoolFolder;
  readonly #limits: SpoolLimits;
  readonly #dropped: (hashes: readonly string[]) => void;
  readonly #room: SpoolRoom;
  /** The one that was wanted longest ago comes first. */
  readonly #kept = new Map<string, Kept>();
  /** By hash, size and list of pieces: two senders who disagree about the content don't meet. */
  readonly #incoming = new Map<string, IncomingContent>();
  /** By the name of its file; the one that was left longest ago comes first. */
  readonly #left = new Map<string, LeftPart>();
  readonly #cache = new PieceCache();
  /** Of all contents. */
  #readers = 0;
  #unlisted = 0;

  private constructor(folder: SpoolFolder, limits: SpoolLimits, dropped: (hashes: readonly string[]) => void) {
    this.#folder = folder;
    this.#limits = limits;
    this.#dropped = dropped;
    this.#room = new SpoolRoom(limits, () => folder.space(), {
      dropPart: () => this.#dropPart(),
      dropWhole: (idleMs) => this.#dropWhole(wallNow() - idleMs),
      dropUnderWay: () => this.#dropUnderWay(),
    });
  }

  /** @param dropped hears the hashes of contents that are no longer kept */
  static open(folder: string, limits: SpoolLimits, dropped: (hashes: readonly string[]) => void): Result<FolderSpool> {
    try {
      const spool = new FolderSpool(new SpoolFolder(folder), limits, dropped);
      spool.#load();
      return success(spool);
    } catch (error) {
      const { code, text, detail } = fileProblem(error, folder);
      return failure(code, text, detail);
    }
  }

  /** Bytes of all contents, also of those that are on their way. */
  get bytes(): number {
    return this.#room.bytes;
  }

  has(hash: string, size: number): boolean {
    return this.#kept.get(hash)?.size === size;
  }

  open(hash: string): Reader | undefined {
    const kept = this.#kept.get(hash);
    if (!kept) return undefined;
    if (!this.#folder.isThere(hash)) {
      this.#forget(hash);
      return undefined;
    }
    kept.readers += 1;
    this.#readers += 1;
    this.#touch(hash, kept);
    kept.name ??= this.#folder.nameOf(hash);
    const { size, name } = kept;
    const reader = new SpoolReader({ hash, size, path: this.#folder.path(hash) }, this.#cache);
    return {
      size,
      name,
      read: reader.read,
      close: () => {
        reader.close();
        kept.readers -= 1;
        this.#readers -= 1;
        if (this.#readers === 0) this.#cache.clear();
      },
    };
  }

  pieces(hash: string): { readonly size: number; readonly list: Uint8Array } | undefined {
    const kept = this.#kept.get(hash);
    const list = kept && this.#list(hash, kept.size);
    return kept && list && { size: kept.size, list };
  }

  receive(hash: string, size: number, list: Uint8Array | undefined): Receiving | Problem {
    const known = pieceCount(size) > 1 ? list : singlePiece(hash, size);
    const key = `${hash}-${size}-${known ? sha256(known).slice(0, 16) : this.#nextUnlisted()}`;
    const open = this.#incoming.get(key);
    if (open) return open.join();
    if (this.#incoming.size >= contents) return BUSY;
    try {
      const left = this.#left.get(this.#folder.partName(key));
      return this.#room.admits(size, left?.bytes ?? 0) ?? this.#begin({ hash, size, list: known, key });
    } catch (error) {
      return fileProblem(error, this.#folder.path(hash));
    }
  }

  /** What the room's event says of a content under this name. */
  describe(hash: string, { name, type, folder }: Pick<FileInfo, 'name' | 'type' | 'folder'>): FileInfo | undefined {
    const kept = this.#kept.get(hash);
    if (!kept) return undefined;
    const { size } = kept;
    const list = this.#list(hash, size);
    if (!list) return undefined;
    if (kept.name === undefined && this.#folder.keepName(hash, name)) kept.name = name;
    const info = { name, size, hash, pieces: sha256(list), type };
    return folder ? { ...info, folder } : info;
  }

  /** Drops what is too old. `now` in milliseconds since 1970. */
  tick(now: number): void {
    for (const [hash, { usedAt, readers }] of this.#kept) {
      if (now - usedAt < this.#limits.spoolAgeMs) break;
      if (readers === 0) this.#drop(hash);
    }
    for (const [name, { usedAt }] of this.#left) {
      if (now - usedAt < partAgeMs) break;
      this.#dropLeft(name);
    }
  }

  /** The room's log comes first: files make way where it has used much of what they leave free. */
  makeWay(): void {
    this.#room.makeWay();
  }

  close(): void {
    for (const incoming of [...this.#incoming.values()]) incoming.abandon();
  }

  #begin({ hash, size, list, key }: { hash: string; size: number; list: Uint8Array | undefined; key: string }) {
    const path = this.#folder.part(key);
    const name = this.#folder.partName(key);
    const there = this.#left.get(name)?.bytes ?? 0;
    this.#left.delete(name);
    const incoming = new IncomingContent({
      hash,
      size,
      list,
      path,
      there,
      room: this.#room,
      keep: (pieces) => this.#keep(hash, size, pieces, path),
      closed: (left) => this.#closed(key, left),
    });
    this.#incoming.set(key, incoming);
    return incoming.join();
  }

  #closed(key: string, left: Left): void {
    this.#incoming.delete(key);
    if (left.kind === 'part') this.#left.set(this.#folder.partName(key), { bytes: left.bytes, usedAt: wallNow() });
  }

  /** Takes stock of the folder. */
  #load(): void {
    const { whole, parts } = this.#folder.look();
    for (const { name, size, usedAt } of whole) {
      this.#kept.set(name, { size, usedAt, touchedAt: usedAt, readers: 0 });
      this.#room.keep(size, 0);
    }
    for (const { name, size, usedAt } of parts) {
      this.#left.set(name, { bytes: size, usedAt });
      this.#room.foundPart(size);
    }
    this.tick(wallNow());
  }

  /** A content is whole: from now on it is there. */
  #keep(hash: string, size: number, list: Uint8Array, part: string): Problem | undefined {
    const problem = this.#folder.keep(hash, size, list, part);
    if (problem) return problem;
    // Another size, or senders who listed other pieces: it was put in place of that one.
    const before = this.#kept.get(hash);
    if (before) this.#room.dropWhole(before.size);
    this.#kept.delete(hash);
    const now = wallNow();
    this.#kept.set(hash, { size, usedAt: now, touchedAt: now, readers: 0 });
    return undefined;
  }

  /** The digests of a content's pieces; where somebody took them away the content is as good as gone. */
  #list(hash: string, size: number): Uint8Array | undefined {
    const list = this.#folder.list(hash, size);
    if (!list) this.#forget(hash);
    return list;
  }

  /** What nobody brings any more goes first, then what its links let lie. */
  #dropPart(): boolean {
    const [left] = this.#left.keys();
    if (left !== undefined) {
      this.#dropLeft(left);
      return true;
    }
    const now = monotonicNow();
    return this.#dropIncoming((one) => now - one.movedAt >= stillMs);
  }

  #dropUnderWay(): boolean {
    return this.#dropIncoming(() => true);
  }

  #dropIncoming(mayGo: (one: IncomingContent) => boolean): boolean {
    for (const [key, incoming] of this.#incoming) {
      if (incoming.isFinishing || incoming.isEmpty || !mayGo(incoming)) continue;
      incoming.abandon();
      this.#dropLeft(this.#folder.partName(key));
      return true;
    }
    return false;
  }

  #dropLeft(name: string): void {
    const left = this.#left.get(name);
    if (!left) return;
    this.#left.delete(name);
    this.#folder.removePart(name);
    this.#room.dropPart(left.bytes);
  }

  /** Drops the content that was not wanted for longest, if it was not since `before`. */
  #dropWhole(before: number): boolean {
    for (const [hash, { readers, usedAt }] of this.#kept) {
      if (usedAt > before) return false;
      if (readers > 0) continue;
      this.#drop(hash);
      return true;
    }
    return false;
  }

  #drop(hash: string): void {
    this.#folder.remove(hash);
    this.#forget(hash);
  }

  #forget(hash: string): void {
    const kept = this.#kept.get(hash);
    if (!kept) return;
    this.#room.dropWhole(kept.size);
    this.#kept.delete(hash);
    this.#dropped([hash]);
  }

  #touch(hash: string, kept: Kept): void {
    const now = wallNow();
    kept.usedAt = now;
    // It is the last to go now.
    this.#kept.delete(hash);
    this.#kept.set(hash, kept);
    if (now - kept.touchedAt < TOUCH_MS) return;
    kept.touchedAt = now;
    this.#folder.touch(hash, now);
  }

  #nextUnlisted(): string {
    this.#unlisted += 1;
    return `unlisted${process.pid}-${this.#unlisted}`;
  }
}
