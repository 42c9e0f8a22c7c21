import type { Problem } from '../../shared/error-codes.ts';
import { pieceCount } from './constants.ts';
import { bytesOfHex } from './download.ts';
import type { Reader } from './file-ports.ts';
import type { Hashing, PartFile } from './piece-store.ts';
import type { DiskSpace } from './spool-room.ts';

/** What was found on the disk; times in milliseconds since 1970. */
export interface FoundContent {
  /** A whole one's hash, or a part's key. */
  readonly name: string;
  readonly size: number;
  readonly usedAt: number;
}

/** A part on the disk. It need not be there before something is written. */
export interface StoredPart extends PartFile {
  /** Bytes that it reaches to; none where it is not there. */
  readonly size: number;
  /** Waits until the disk has it. */
  sync(done: (problem: Problem | undefined) => void): void;
  /** It is opened no more; what is under way still ends. */
  close(): void;
}

/** How contents lie on a disk, whole ones by their hash. It is all that there is: nothing is noted elsewhere. */
export interface SpoolStorage {
  /** Everything that lies there, each the one that was used longest ago first. */
  look(): { readonly whole: readonly FoundContent[]; readonly parts: readonly FoundContent[] };
  space(): DiskSpace;
  /** False where somebody took a content away. */
  isThere(hash: string): boolean;
  reader(hash: string, size: number): Pick<Reader, 'read' | 'close'>;
  /** Nobody reads any more: memory may go. */
  rest(): void;
  /** Where a content is put together, by its key, which begins with the hash. */
  part(key: string): StoredPart | Problem;
  removePart(key: string): void;
  /** A part is whole: gives it its name. @returns why that failed */
  keep(
    content: { readonly hash: string; readonly size: number; readonly list: Uint8Array },
    key: string,
  ): Problem | undefined;
  /** The digests of a content's pieces; undefined where somebody took them away. */
  list(hash: string, size: number): Uint8Array | undefined;
  /** Keeps the name that a content was offered under first. @returns false where it has one, or can't have it */
  keepName(hash: string, name: string): boolean;
  /** The name that a content was offered under first; its hash where there is none. */
  nameOf(hash: string): string;
  /** Writes down that a content was wanted at `now`, milliseconds since 1970. */
  touch(hash: string, now: number): void;
  remove(hash: string): void;
}

/** What a spool needs of the world. */
export interface SpoolPorts {
  readonly storage: SpoolStorage;
  readonly hashing: Hashing;
  /** SHA-256 of a few bytes, in hex. */
  readonly digest: (bytes: Uint8Array) => string;
  /** Milliseconds by a clock that is never set, and since 1970. */
  readonly monotonic: () => number;
  readonly wall: () => number;
  /** Hears the hashes of contents that are no longer kept. */
  readonly dropped: (hashes: readonly string[]) => void;
}

/** The list of a content of one piece or none follows from its hash. */
export function singlePiece(hash: string, size: number): Uint8Array | undefined {
  if (size === 0) return new Uint8Array(0);
  return pieceCount(size) === 1 ? bytesOfHex(hash) : undefined;
}
