import { lstatSync } from 'node:fs';
import type { PartFile } from '../../core/transfer/piece-store.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { CLOSED, DiskFile, OPEN } from './disk-file.ts';

/** After so many bytes the disk is asked to begin with them, so that it has little left to do in the end. */
const SYNC_EVERY = 33_554_432;

/**
 * A file that is open only while it is read or written, for some microseconds each time: thousands that are under way, or that
 * a stranger says are, hold no handle.
 */
export class PathFile implements PartFile {
  readonly path: string;
  readonly #flags: number;
  readonly #mode: number | undefined;
  #unsynced = 0;
  #isSyncing = false;
  #isClosed = false;
  /** The system reports only once that it lost bytes. */
  #lost: Problem | undefined;

  /** @param flags how it is opened each time, one of {@link OPEN} @param mode of a file that is made */
  constructor(path: string, flags: number, mode?: number) {
    this.path = path;
    this.#flags = flags;
    this.#mode = mode;
  }

  /** Bytes that it has; none where it is not there. */
  get size(): number {
    return lstatSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  read(offset: number, length: number, done: (bytes: Uint8Array | Problem) => void): void {
    this.#with<Uint8Array | Problem>(OPEN.read, done, (file, ended) => file.read(offset, length, ended));
  }

  /** Reads as many bytes as the memory has; it is in use until `done`, which hears the part that was filled. */
  readInto(memory: Uint8Array, offset: number, done: (bytes: Uint8Array | Problem) => void): void {
    this.#with<Uint8Array | Problem>(OPEN.read, done, (file, ended) => file.readInto(memory, offset, ended));
  }

  write(offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void): void {
    this.#with<Problem | undefined>(
      this.#flags,
      (problem) => {
        if (!problem) this.#syncSome(bytes.length);
        done(problem);
      },
      (file, ended) => file.write(offset, bytes, ended),
    );
  }

  /** Waits until the disk has it. */
  sync(done: (problem: Problem | undefined) => void): void {
    this.#with<Problem | undefined>(
      this.#flags,
      (problem) => {
        this.#lost ??= problem;
        done(this.#lost);
      },
      (file, ended) => file.sync(ended),
    );
  }

  /** It is opened no more; what is under way still ends. */
  close(): void {
    this.#isClosed = true;
  }

  /** Opens the file for one piece of work, whose outcome `done` hears. */
  #with<Outcome>(
    flags: number,
    done: (outcome: Outcome | Problem) => void,
    work: (file: DiskFile, ended: (outcome: Outcome) => void) => void,
  ): void {
    const file = this.#isClosed ? CLOSED : DiskFile.open(this.path, flags, this.#mode);
    if ('code' in file) return done(file);
    work(file, (outcome) => {
      file.close();
      done(outcome);
    });
  }

  /** So many more bytes were written. */
  #syncSome(written: number): void {
    this.#unsynced += written;
    if (this.#unsynced < SYNC_EVERY || this.#isSyncing || this.#isClosed) return;
    this.#unsynced = 0;
    this.#isSyncing = true;
    this.sync(() => {
      this.#isSyncing = false;
    });
  }
}
