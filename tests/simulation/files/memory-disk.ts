import type { PartFile } from '../../../src/core/transfer/piece-store.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** What lies on a disk: it outlives whoever wrote it. */
export interface StoredFile {
  bytes: Uint8Array;
  /** How far it was ever written. */
  length: number;
  /** Stretches that take room, by where they begin. */
  readonly written: Map<number, number>;
}

const FULL: Problem = { code: 'disk_full', text: 'the disk is full' };

/** A disk in memory, whose answers take a while, and never reach who crashed meanwhile. */
export class MemoryDisk {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly parts = new Map<string, StoredFile>();
  readonly capacity: number;
  /** Bytes of what lies there beside the parts. */
  other = 0;

  constructor(clock: Clock, random: Random, capacity = Number.POSITIVE_INFINITY) {
    this.#clock = clock;
    this.#random = random;
    this.capacity = capacity;
  }

  get free(): number {
    let used = this.other;
    for (const { written } of this.parts.values()) for (const length of written.values()) used += length;
    return this.capacity - used;
  }

  delay(): number {
    return this.#random.chance(0.7) ? 0 : this.#random.int(1, 30);
  }

  /** Opens a part, which is made when it is not there. */
  open(name: string, size: number, lives: () => boolean): PartFile & StoredFile {
    const part = this.parts.get(name) ?? { bytes: new Uint8Array(size), length: 0, written: new Map() };
    this.parts.set(name, part);
    return Object.assign(part, this.access(part, lives));
  }

  /** Reads and writes a file of this disk. */
  access(file: StoredFile, lives: () => boolean): PartFile {
    const later = (work: () => void) => this.#clock.after(this.delay(), () => lives() && work());
    return {
      read: (offset: number, length: number, done: (bytes: Uint8Array | Problem) => void) =>
        later(() => done(file.bytes.slice(offset, offset + length))),
      write: (offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void) => {
        const more = bytes.length - (file.written.get(offset) ?? 0);
        if (more > this.free) return later(() => done(FULL));
        grow(file, offset + bytes.length);
        file.bytes.set(bytes, offset);
        file.length = Math.max(file.length, offset + bytes.length);
        // What is being written takes room only when it is.
        this.#clock.after(this.delay(), () => {
          file.written.set(offset, bytes.length);
          if (lives()) done(undefined);
        });
      },
    };
  }

  /** The power failed: a stretch of something that was being written is not what was written. */
  tear(): void {
    const torn = [...this.parts.values()].filter(({ length }) => length > 0);
    if (torn.length === 0) return;
    const part = this.#random.pick(torn);
    const from = this.#random.int(0, part.length - 1);
    part.bytes.fill(0, from, Math.min(part.length, from + this.#random.skewed(1, 100_000)));
  }
}

/** What a stranger says will come is no reason to have memory for it. */
function grow(file: StoredFile, length: number): void {
  if (file.bytes.length >= length) return;
  const larger = new Uint8Array(length);
  larger.set(file.bytes);
  file.bytes = larger;
}
