import type { Problem } from '../../shared/error-codes.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import { pieceCount } from './constants.ts';
import type { Reader, Receiving, Spool } from './file-ports.ts';
import { IncomingContent, type Left } from './incoming-content.ts';
import { type SpoolLimits, SpoolRoom } from './spool-room.ts';
import { type SpoolPorts, singlePiece } from './spool-storage.ts';

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
/** In the key of a content whose pieces nobody listed. */
const UNLISTED = 'unlisted';
const BUSY: Problem = { code: 'spool_full', text: 'the host takes no more files at a time' };

/** The contents that a hosted room keeps, each once by its hash. */
export class ContentSpool implements Spool {
  readonly #limits: SpoolLimits;
  readonly #ports: SpoolPorts;
  readonly #room: SpoolRoom;
  /** The one that was wanted longest ago comes first. */
  readonly #kept = new Map<string, Kept>();
  /** By hash, size and list of pieces: two senders who disagree about the content don't meet. */
  readonly #incoming = new Map<string, IncomingContent>();
  /** By the same; the one that was left longest ago comes first. */
  readonly #left = new Map<string, LeftPart>();
  /** Of all contents. */
  #readers = 0;
  #unlisted = 0;

  /** Takes stock of the storage. @throws what that throws where it can't be looked at */
  constructor(limits: SpoolLimits, ports: SpoolPorts) {
    this.#limits = limits;
    this.#ports = ports;
    this.#room = new SpoolRoom(limits, () => ports.storage.space(), {
      dropPart: () => this.#dropPart(),
      dropWhole: (idleMs) => this.#dropWhole(ports.wall() - idleMs),
      dropUnderWay: () => this.#dropUnderWay(),
    });
    this.#load();
  }

  has(hash: string, size: number): boolean {
    return this.#kept.get(hash)?.size === size;
  }

  open(hash: string): Reader | undefined {
    const kept = this.#kept.get(hash);
    if (!kept) return undefined;
    const { storage } = this.#ports;
    if (!storage.isThere(hash)) {
      this.#forget(hash);
      return undefined;
    }
    kept.readers += 1;
    this.#readers += 1;
    this.#touch(hash, kept);
    kept.name ??= storage.nameOf(hash);
    const { size, name } = kept;
    const reader = storage.reader(hash, size);
    return {
      size,
      name,
      read: (offset, length, done) => reader.read(offset, length, done),
      close: () => {
        reader.close();
        kept.readers -= 1;
        this.#readers -= 1;
        if (this.#readers === 0) storage.rest();
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
    const key = `${hash}-${size}-${known ? this.#ports.digest(known).slice(0, 16) : this.#nextUnlisted()}`;
    const open = this.#incoming.get(key);
    if (open) return open.join();
    if (this.#incoming.size >= contents) return BUSY;
    const there = this.#left.get(key)?.bytes ?? 0;
    const problem = this.#room.admits(size, there);
    if (problem) return problem;
    const part = this.#ports.storage.part(key);
    if ('code' in part) return part;
    this.#left.delete(key);
    const incoming = new IncomingContent({
      hash,
      size,
      list: known,
      part,
      there,
      room: this.#room,
      hashing: this.#ports.hashing,
      monotonic: this.#ports.monotonic,
      keep: (list) => this.#keep({ hash, size, list }, key),
      closed: (left) => this.#closed(key, left),
    });
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
    if (kept.name === undefined && this.#ports.storage.keepName(hash, name)) kept.name = name;
    const info = { name, size, hash, pieces: this.#ports.digest(list), type };
    return folder ? { ...info, folder } : info;
  }

  /** Drops what is too old. `now` in milliseconds since 1970. */
  tick(now: number): void {
    for (const [hash, { usedAt, readers }] of this.#kept) {
      if (now - usedAt < this.#limits.spoolAgeMs) break;
      if (readers === 0) this.#drop(hash);
    }
    for (const [key, { usedAt }] of this.#left) {
      if (now - usedAt < partAgeMs) break;
      this.#dropLeft(key);
    }
  }

  /** The room's log comes first: files make way where it has used much of what they leave free. */
  makeWay(): void {
    this.#room.makeWay();
  }

  close(): void {
    for (const incoming of [...this.#incoming.values()]) incoming.abandon();
  }

  #closed(key: string, left: Left): void {
    this.#incoming.delete(key);
    if (left.kind === 'part') this.#left.set(key, { bytes: left.bytes, usedAt: this.#ports.wall() });
    else if (left.kind === 'nothing') this.#ports.storage.removePart(key);
  }

  #load(): void {
    const { whole, parts } = this.#ports.storage.look();
    for (const { name, size, usedAt } of whole) {
      this.#kept.set(name, { size, usedAt, touchedAt: usedAt, readers: 0 });
      this.#room.keep(size, 0);
    }
    for (const { name, size, usedAt } of parts) {
      // A run that ended by a crash left it; nobody can say what of it is right.
      if (name.includes(UNLISTED)) {
        this.#ports.storage.removePart(name);
        continue;
      }
      this.#left.set(name, { bytes: size, usedAt });
      this.#room.foundPart(size);
    }
    this.tick(this.#ports.wall());
  }

  /** A content is whole: from now on it is there. */
  #keep(
    content: { readonly hash: string; readonly size: number; readonly list: Uint8Array },
    key: string,
  ): Problem | undefined {
    const problem = this.#ports.storage.keep(content, key);
    if (problem) return problem;
    const { hash, size } = content;
    // Another size, or senders who listed other pieces: it was put in place of that one.
    const before = this.#kept.get(hash);
    if (before) this.#room.dropWhole(before.size);
    this.#kept.delete(hash);
    const now = this.#ports.wall();
    this.#kept.set(hash, { size, usedAt: now, touchedAt: now, readers: 0 });
    return undefined;
  }

  /** The digests of a content's pieces; where somebody took them away the content is as good as gone. */
  #list(hash: string, size: number): Uint8Array | undefined {
    const list = this.#ports.storage.list(hash, size);
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
    const now = this.#ports.monotonic();
    return this.#dropIncoming((one) => now - one.movedAt >= stillMs);
  }

  #dropUnderWay(): boolean {
    return this.#dropIncoming(() => true);
  }

  #dropIncoming(mayGo: (one: IncomingContent) => boolean): boolean {
    for (const [key, incoming] of this.#incoming) {
      if (incoming.isFinishing || incoming.isEmpty || !mayGo(incoming)) continue;
      incoming.abandon();
      this.#dropLeft(key);
      return true;
    }
    return false;
  }

  #dropLeft(key: string): void {
    const left = this.#left.get(key);
    if (!left) return;
    this.#left.delete(key);
    this.#ports.storage.removePart(key);
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
    this.#ports.storage.remove(hash);
    this.#forget(hash);
  }

  #forget(hash: string): void {
    const kept = this.#kept.get(hash);
    if (!kept) return;
    this.#room.dropWhole(kept.size);
    this.#kept.delete(hash);
    this.#ports.dropped([hash]);
  }

  #touch(hash: string, kept: Kept): void {
    const now = this.#ports.wall();
    kept.usedAt = now;
    // It is the last to go now.
    this.#kept.delete(hash);
    this.#kept.set(hash, kept);
    if (now - kept.touchedAt < TOUCH_MS) return;
    kept.touchedAt = now;
    this.#ports.storage.touch(hash, now);
  }

  #nextUnlisted(): string {
    this.#unlisted += 1;
    return `${UNLISTED}${this.#unlisted}`;
  }
}
