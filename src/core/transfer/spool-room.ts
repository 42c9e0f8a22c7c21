import type { Problem } from '../../shared/error-codes.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import type { RoomLimits } from '../../shared/limits.ts';

export type SpoolLimits = Pick<RoomLimits, 'fileBytes' | 'spoolBytes' | 'spoolAgeMs'>;

/** How much of a disk is free for this program, and how large it is, in bytes. */
export interface DiskSpace {
  readonly free: number;
  readonly all: number;
}

/** What makes room: each call drops one thing and says so to the {@link SpoolRoom}. @returns false when there is nothing to drop */
export interface RoomMakers {
  /** A partial content whose links are gone or stand still, the one of longest ago. */
  dropPart(): boolean;
  /** The whole content that nobody wanted for longest, if that is at least so many milliseconds. */
  dropWhole(idleMs: number): boolean;
  /** A partial content that is under way. */
  dropUnderWay(): boolean;
}

const PERCENT = 100;
/** Part of a disk, and bytes at the most, that files leave free: the room's log grows there, by megabytes at a time. */
const RESERVE_SHARE = FILE_LIMITS.diskReserve / PERCENT;
const RESERVE_MOST = FILE_LIMITS.diskReserveBytes;
const RESERVE_WORN = FILE_LIMITS.diskReserveWorn / PERCENT;
/** Contents whose pieces nobody listed are believed only when they are whole; so much of the spool's size they have beside it. */
const UNVERIFIED_SHARE = FILE_LIMITS.unverified / PERCENT;

/**
 * Who has which room on the host's disk. Room is made by the bytes that really came and are verified, never for what somebody says
 * will come; and none of it is taken from the room's log.
 */
export class SpoolRoom {
  readonly #limits: SpoolLimits;
  readonly #disk: () => DiskSpace;
  readonly #makers: RoomMakers;
  /** Bytes of whole contents, and of verified pieces of others. */
  #whole = 0;
  #parts = 0;
  #unverified = 0;
  /** Bytes that are being written: the disk does not know of them yet. */
  #writing = 0;

  constructor(limits: SpoolLimits, disk: () => DiskSpace, makers: RoomMakers) {
    this.#limits = limits;
    this.#disk = disk;
    this.#makers = makers;
  }

  /** Bytes on disk of all contents, also of those that are on their way. */
  get bytes(): number {
    return this.#whole + this.#parts + this.#unverified;
  }

  /**
   * Says at once that a content can't be taken, so that its bytes need not travel. Nothing is set aside for it.
   * @param there bytes of it that are on disk already
   */
  admits(size: number, there: number): Problem | undefined {
    const { fileBytes, spoolBytes } = this.#limits;
    if (size > fileBytes) return { code: 'file_too_large', text: `a file has at most ${fileBytes} bytes in this room` };
    if (size > spoolBytes) return this.#full();
    return size - there <= this.#spare() + this.#whole + this.#parts ? undefined : NO_ROOM;
  }

  /** Takes room for bytes that are about to be written; `written` must follow. Drops what it must. */
  claim(bytes: number, isVerified: boolean): Problem | undefined {
    if (!isVerified && this.#unverified + bytes > this.#limits.spoolBytes * UNVERIFIED_SHARE) return this.#full();
    if (isVerified && !this.#makeRoom(bytes)) return this.#full();
    const { dropPart, dropWhole } = this.#makers;
    // Bytes that nobody verified take what is free.
    while (this.#spare() < bytes)
      if (!isVerified || (!dropPart() && !dropWhole(FILE_LIMITS.unwantedMs))) return NO_ROOM;
    this.#writing += bytes;
    if (isVerified) this.#parts += bytes;
    else this.#unverified += bytes;
    return undefined;
  }

  /** A write of claimed bytes ended, well or not. */
  written(bytes: number): void {
    this.#writing -= bytes;
  }

  /** Bytes of a content that nobody listed turned out to be right. */
  verify(bytes: number): Problem | undefined {
    if (!this.#makeRoom(bytes)) return this.#full();
    this.#unverified -= bytes;
    this.#parts += bytes;
    return undefined;
  }

  /** A partial content was found on the disk. */
  foundPart(bytes: number): void {
    this.#parts += bytes;
  }

  /** A partial content is gone. */
  dropPart(bytes: number, isVerified = true): void {
    if (isVerified) this.#parts -= bytes;
    else this.#unverified -= bytes;
  }

  /** A content is there whole: `bytes` of it were a part's. */
  keep(size: number, bytes: number): void {
    this.#parts -= bytes;
    this.#whole += size;
  }

  /** A whole content is gone. */
  dropWhole(size: number): void {
    this.#whole -= size;
  }

  /** The room's log needs room, or soon will: files make way, the least wanted first. */
  makeWay(): void {
    const { reserve } = this.#look();
    if (this.#spare() >= -RESERVE_WORN * reserve) return;
    const { dropPart, dropWhole, dropUnderWay } = this.#makers;
    while (this.#spare() < 0 && (dropPart() || dropWhole(0) || dropUnderWay()));
  }

  /** @returns false where there is nothing more to drop */
  #makeRoom(bytes: number): boolean {
    const { dropPart, dropWhole } = this.#makers;
    while (this.#whole + this.#parts + bytes > this.#limits.spoolBytes) if (!dropPart() && !dropWhole(0)) return false;
    return true;
  }

  /** Bytes that files may take of the disk now; negative when the log has used some of its reserve. */
  #spare(): number {
    const { free, reserve } = this.#look();
    return free - this.#writing - reserve;
  }

  #look(): { readonly free: number; readonly reserve: number } {
    const { free, all } = this.#disk();
    return { free, reserve: Math.min(RESERVE_MOST, all * RESERVE_SHARE) };
  }

  #full(): Problem {
    return { code: 'spool_full', text: `the host keeps at most ${this.#limits.spoolBytes} bytes of files` };
  }
}

const NO_ROOM: Problem = { code: 'spool_full', text: "the host's disk has no room for it" };
