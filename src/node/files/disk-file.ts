import { close, closeSync, constants, fdatasync, fstatSync, openSync, read, readSync, writeSync } from 'node:fs';
import type { PartFile } from '../../core/transfer/piece-store.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { fileProblem } from '../store/file-problem.ts';
import { writeInThread } from './write-thread.ts';

/** Read and written at once, without another thread: it takes a few microseconds. */
export const SHORT = 65_536;
/** Never through a symbolic link; Windows has no such flag and makes none without rights. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

export const OPEN = {
  /** An existing file, to be read. */
  read: constants.O_RDONLY | NO_FOLLOW,
  /** A file to be put together; made when it is not there. */
  part: constants.O_RDWR | constants.O_CREAT | NO_FOLLOW,
  /** One that was begun another time. */
  known: constants.O_RDWR | NO_FOLLOW,
  /** One that must not be there yet. */
  fresh: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW,
} as const;

/** An open file as the engine uses it. */
export class DiskFile implements PartFile {
  readonly path: string;
  readonly #fd: number;
  /** Calls of the system that are under way: the number of the file must not be another's before they end. */
  #open = 0;
  #isClosed = false;

  private constructor(path: string, fd: number) {
    this.path = path;
    this.#fd = fd;
  }

  /**
   * @param flags one of {@link OPEN}
   * @param mode of a file that is made: what arrives for a person is as open as what other programs make for them
   * @returns the file, or why it can't be opened
   */
  static open(path: string, flags: number, mode = 0o666): DiskFile | Problem {
    try {
      return new DiskFile(path, openSync(path, flags, mode));
    } catch (error) {
      return fileProblem(error, path);
    }
  }

  stat(): { readonly size: number; readonly mtimeMs: number; readonly isFile: boolean } {
    const stat = fstatSync(this.#fd);
    return { size: stat.size, mtimeMs: stat.mtimeMs, isFile: stat.isFile() };
  }

  read(offset: number, length: number, done: (bytes: Uint8Array | Problem) => void): void {
    const bytes = new Uint8Array(length);
    if (length <= SHORT) {
      try {
        const count = readSync(this.#fd, bytes, 0, length, offset);
        return done(bytes.subarray(0, count));
      } catch (error) {
        return done(fileProblem(error, this.path));
      }
    }
    this.#readOn(bytes, 0, offset, done);
  }

  /** Reads as many bytes as the memory has; it is in use until `done`, which hears the part that was filled. */
  readInto(memory: Uint8Array, offset: number, done: (bytes: Uint8Array | Problem) => void): void {
    this.#readOn(memory, 0, offset, done);
  }

  write(offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void): void {
    if (this.#isClosed) return done(CLOSED);
    if (bytes.length > SHORT) return this.#writeLong(bytes, offset, done);
    let problem: Problem | undefined;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at, bytes.length - at, offset + at);
    } catch (error) {
      problem = fileProblem(error, this.path);
    }
    done(problem);
  }

  /** Waits until the disk has it. */
  sync(done: (problem: Problem | undefined) => void): void {
    if (this.#isClosed) return done(CLOSED);
    this.#start();
    fdatasync(this.#fd, (error) => {
      this.#end();
      done(error ? fileProblem(error, this.path) : undefined);
    });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#open === 0) closeSync(this.#fd);
  }

  #readOn(bytes: Uint8Array, at: number, offset: number, done: (bytes: Uint8Array | Problem) => void): void {
    if (this.#isClosed) return done(CLOSED);
    this.#start();
    read(this.#fd, bytes, at, bytes.length - at, offset + at, (error, count) => {
      this.#end();
      if (error) return done(fileProblem(error, this.path));
      const filled = at + count;
      if (count === 0 || filled === bytes.length) return done(bytes.subarray(0, filled));
      this.#readOn(bytes, filled, offset, done);
    });
  }

  #writeLong(bytes: Uint8Array, offset: number, done: (problem: Problem | undefined) => void): void {
    this.#start();
    writeInThread({ fd: this.#fd, bytes, offset }, (error) => {
      this.#end();
      done(error && fileProblem(error, this.path));
    });
  }

  #start(): void {
    this.#open += 1;
  }

  #end(): void {
    this.#open -= 1;
    if (this.#isClosed && this.#open === 0) close(this.#fd);
  }
}

export const CLOSED: Problem = { code: 'transfer_cancelled', text: 'the file was closed' };
