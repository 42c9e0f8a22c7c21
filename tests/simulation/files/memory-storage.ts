import type { Reader } from '../../../src/core/transfer/file-ports.ts';
import { type SpoolStorage, type StoredPart, singlePiece } from '../../../src/core/transfer/spool-storage.ts';
import type { MemoryDisk, StoredFile } from './memory-disk.ts';

interface Whole {
  readonly file: StoredFile;
  readonly size: number;
  readonly list: Uint8Array;
  usedAt: number;
}

/** What lies on the host's disk: it outlives the runs of the host. */
export class StoredContents {
  readonly whole = new Map<string, Whole>();
  readonly names = new Map<string, string>();
}

/** A host's contents on a disk in memory, for one run of the host; by the rules of `src/node/files/spool-folder.ts`. */
export class MemoryStorage implements SpoolStorage {
  readonly #disk: MemoryDisk;
  readonly #stored: StoredContents;
  readonly #lives: () => boolean;
  readonly #wall: () => number;
  /** Contents that are open to be read. */
  openReaders = 0;

  constructor(disk: MemoryDisk, stored: StoredContents, wall: () => number, lives: () => boolean) {
    this.#disk = disk;
    this.#stored = stored;
    this.#wall = wall;
    this.#lives = lives;
  }

  look(): ReturnType<SpoolStorage['look']> {
    const whole = [...this.#stored.whole].map(([name, { size, usedAt }]) => ({ name, size, usedAt }));
    const parts = [...this.#disk.parts].map(([name, { written }]) => ({
      name,
      size: sumOf(written),
      usedAt: this.#wall(),
    }));
    return { whole: whole.sort((one, other) => one.usedAt - other.usedAt), parts };
  }

  space(): { readonly free: number; readonly all: number } {
    return { free: this.#disk.free, all: this.#disk.capacity };
  }

  isThere(hash: string): boolean {
    return this.#stored.whole.has(hash);
  }

  reader(hash: string, _size: number): Pick<Reader, 'read' | 'close'> {
    const { file } = this.#stored.whole.get(hash) as Whole;
    this.openReaders += 1;
    const { read } = this.#disk.access(file, this.#lives);
    return {
      read: (offset, length, done) => read(offset, length, done),
      close: () => {
        this.openReaders -= 1;
      },
    };
  }

  rest(): void {}

  part(key: string): StoredPart {
    const disk = this.#disk;
    let isClosed = false;
    const closed = { code: 'transfer_cancelled', text: 'closed' } as const;
    const opened = () => disk.open(key, 0, this.#lives);
    return {
      get size() {
        return disk.parts.get(key)?.length ?? 0;
      },
      read: (offset, length, done) => (isClosed ? done(closed) : opened().read(offset, length, done)),
      write: (offset, bytes, done) => (isClosed ? done(closed) : opened().write(offset, bytes, done)),
      sync: (done) => done(isClosed ? closed : undefined),
      close: () => {
        isClosed = true;
      },
    };
  }

  removePart(key: string): void {
    this.#disk.parts.delete(key);
  }

  keep({ hash, size, list }: Parameters<SpoolStorage['keep']>[0], key: string): undefined {
    const file = this.#disk.parts.get(key) ?? { bytes: new Uint8Array(0), length: 0, written: new Map() };
    this.#disk.parts.delete(key);
    this.remove(hash);
    this.#stored.whole.set(hash, { file, size, list, usedAt: this.#wall() });
    this.#disk.other += size;
    return undefined;
  }

  list(hash: string, size: number): Uint8Array | undefined {
    return singlePiece(hash, size) ?? this.#stored.whole.get(hash)?.list;
  }

  keepName(hash: string, name: string): boolean {
    if (this.#stored.names.has(hash)) return false;
    this.#stored.names.set(hash, name);
    return true;
  }

  nameOf(hash: string): string {
    return this.#stored.names.get(hash) ?? hash;
  }

  touch(hash: string, now: number): void {
    const whole = this.#stored.whole.get(hash);
    if (whole) whole.usedAt = now;
  }

  remove(hash: string): void {
    this.#disk.other -= this.#stored.whole.get(hash)?.size ?? 0;
    this.#stored.whole.delete(hash);
    this.#stored.names.delete(hash);
  }
}

function sumOf(written: ReadonlyMap<number, number>): number {
  return [...written.values()].reduce((sum, length) => sum + length, 0);
}
