import { pieceCount } from '../../../src/core/transfer/constants.ts';
import { bytesOfHex, hexOf } from '../../../src/core/transfer/download.ts';
import type { Reader, Receiving, Spool } from '../../../src/core/transfer/file-ports.ts';
import { PieceStore } from '../../../src/core/transfer/piece-store.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import type { Clock } from '../clock.ts';
import { cheapHex, slowHashing } from './cheap-hash.ts';
import type { MemoryDisk } from './memory-disk.ts';

interface Incoming {
  readonly store: PieceStore;
  isReady: boolean;
  whenReady: (() => void)[];
}

/** What the disk keeps of contents that are whole. */
export interface WholeContents {
  readonly bytes: Map<string, Uint8Array>;
  readonly lists: Map<string, Uint8Array>;
}

/** The host's spool over a disk in memory, by the rules of `src/node/files/spool.ts`. One of them is one run of the host. */
export class MemorySpool implements Spool {
  readonly #clock: Clock;
  readonly #disk: MemoryDisk;
  readonly #whole: WholeContents;
  readonly #lives: () => boolean;
  readonly #incoming = new Map<string, Incoming>();

  constructor(clock: Clock, disk: MemoryDisk, whole: WholeContents, lives: () => boolean) {
    this.#clock = clock;
    this.#disk = disk;
    this.#whole = whole;
    this.#lives = lives;
  }

  has(hash: string, size: number): boolean {
    return this.#whole.bytes.get(hash)?.length === size;
  }

  open(hash: string): Reader | undefined {
    const bytes = this.#whole.bytes.get(hash);
    if (!bytes) return undefined;
    const read: Reader['read'] = (offset, length, done) =>
      this.#clock.after(this.#disk.delay(), () => this.#lives() && done(bytes.slice(offset, offset + length)));
    return { size: bytes.length, name: hash, read, close: () => {} };
  }

  pieces(hash: string): { readonly size: number; readonly list: Uint8Array } | undefined {
    const bytes = this.#whole.bytes.get(hash);
    const list = this.#whole.lists.get(hash);
    return bytes && list && { size: bytes.length, list };
  }

  receive(hash: string, size: number, list: Uint8Array | undefined): Receiving | Problem {
    const known = pieceCount(size) > 1 ? list : listOfOne(hash, size);
    if (!known) return { code: 'file_wrong', text: 'nobody sends without a list here' };
    const key = `${hash}-${size}-${cheapHex(known)}`;
    const incoming = this.#incoming.get(key) ?? this.#begin(key, size, known);
    return {
      store: incoming.store,
      ready: (done) => (incoming.isReady ? done(undefined) : void incoming.whenReady.push(() => done(undefined))),
      finish: (done) => this.#finish(hash, key, incoming, done),
      release: () => {},
    };
  }

  #begin(key: string, size: number, list: Uint8Array): Incoming {
    const file = this.#disk.open(key, size, this.#lives);
    const hashing = slowHashing(this.#clock, () => this.#disk.delay(), this.#lives);
    const store = new PieceStore({ size, list, file, hashing, whole: true });
    const incoming: Incoming = { store, isReady: false, whenReady: [] };
    this.#incoming.set(key, incoming);
    store.recheck(file.length, () => {
      incoming.isReady = true;
      for (const done of incoming.whenReady) done();
    });
    return incoming;
  }

  #finish(hash: string, key: string, { store }: Incoming, done: (problem: Problem | undefined) => void): void {
    if (this.#whole.bytes.has(hash)) return done(undefined);
    store.whole((digest) => {
      if ('code' in digest) return done(digest);
      const part = this.#disk.parts.get(key);
      this.#incoming.delete(key);
      this.#disk.parts.delete(key);
      if (!part || hexOf(digest) !== hash) return done({ code: 'file_wrong', text: 'the whole is wrong' });
      this.#whole.bytes.set(hash, part.bytes);
      this.#whole.lists.set(hash, store.list);
      done(undefined);
    });
  }
}

function listOfOne(hash: string, size: number): Uint8Array {
  return size === 0 ? new Uint8Array(0) : bytesOfHex(hash);
}
