import type { PartFile } from '../../../src/core/transfer/piece-store.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** What lies on a disk: it outlives whoever wrote it. */
export interface StoredPart {
  bytes: Uint8Array;
  /** How far it was ever written. */
  length: number;
}

/** A disk in memory, whose answers take a while, and never reach who crashed meanwhile. */
export class MemoryDisk {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly parts = new Map<string, StoredPart>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  delay(): number {
    return this.#random.chance(0.7) ? 0 : this.#random.int(1, 30);
  }

  /** Opens a part, which is made when it is not there. */
  open(name: string, size: number, lives: () => boolean): PartFile & StoredPart {
    const part = this.parts.get(name) ?? { bytes: new Uint8Array(size), length: 0 };
    this.parts.set(name, part);
    const later = (work: () => void) => this.#clock.after(this.delay(), () => lives() && work());
    return Object.assign(part, {
      read: (offset: number, length: number, done: (bytes: Uint8Array | Problem) => void) =>
        later(() => done(part.bytes.slice(offset, offset + length))),
      write: (offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void) => {
        part.bytes.set(bytes, offset);
        part.length = Math.max(part.length, offset + bytes.length);
        later(() => done(undefined));
      },
    });
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
