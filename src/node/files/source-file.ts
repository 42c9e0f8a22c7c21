import { lstatSync, realpathSync } from 'node:fs';
import { DIGEST_SIZE, FILE_SIZE_MAX, PIECE_SIZE, pieceCount, pieceLength } from '../../core/transfer/constants.ts';
import { hexOf } from '../../core/transfer/download.ts';
import { pieceMemory } from '../../core/transfer/piece-memory.ts';
import type { UploadContent, UploadPorts } from '../../core/transfer/upload.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { fileProblem } from '../store/file-problem.ts';
import { CLOSED, DiskFile, OPEN } from './disk-file.ts';
import { hashing } from './hashing.ts';

type Done = Parameters<UploadPorts['read']>[2];

/** A piece that is being read, or was before anybody wanted it. */
interface Ahead {
  readonly index: number;
  read: Parameters<Done> | undefined;
  taken: Done | undefined;
}

/** A file of the person who sends it. It must stay as it is until it is sent: each read looks whether it did. */
export class SourceFile {
  readonly #path: string;
  readonly size: number;
  readonly #mtimeMs: number;
  #isClosed = false;

  private constructor(path: string, size: number, mtimeMs: number) {
    this.#path = path;
    this.size = size;
    this.#mtimeMs = mtimeMs;
  }

  /** @param path may be a symbolic link where a person chose it, and must be none inside of a folder */
  static open(path: string, mayLink: boolean): SourceFile | Problem {
    try {
      const real = mayLink ? realpathSync(path) : path;
      const stat = lstatSync(real);
      if (!stat.isFile()) return { code: 'file_unsafe', text: `${path} is no file`, detail: { path } };
      if (stat.size > FILE_SIZE_MAX) {
        return { code: 'file_too_large', text: `${path}: a file has at most ${FILE_SIZE_MAX} bytes`, detail: { path } };
      }
      return new SourceFile(real, stat.size, stat.mtimeMs);
    } catch (error) {
      return fileProblem(error, path);
    }
  }

  /** Reads from within one piece. Where `done` hears a release, it is to be called when the bytes are needed no more. */
  read(offset: number, length: number, done: Done): void {
    // It is open only while it is read: thousands are sent at a time.
    const file = this.#isClosed ? CLOSED : DiskFile.open(this.#path, OPEN.read);
    if ('code' in file) return done(file);
    const checked = (bytes: Uint8Array | Problem) => {
      const outcome = this.#checked(file, bytes, length);
      file.close();
      return outcome;
    };
    if (this.size <= PIECE_SIZE) return file.read(offset, length, (bytes) => done(checked(bytes)));
    const memory = pieceMemory.take();
    const release = () => pieceMemory.give(memory);
    file.readInto(memory.subarray(0, length), offset, (bytes) => {
      const outcome = checked(bytes);
      if (!('code' in outcome)) return done(outcome, release);
      release();
      done(outcome);
    });
  }

  #checked(file: DiskFile, bytes: Uint8Array | Problem, length: number): Uint8Array | Problem {
    if ('code' in bytes) return bytes;
    if (this.#isClosed) return CLOSED;
    const { size, mtimeMs } = file.stat();
    if (size === this.size && mtimeMs === this.#mtimeMs && bytes.length === length) return bytes;
    return { code: 'file_changed', text: `${this.#path} changed`, detail: { path: this.#path } };
  }

  /** Reads all of it and hashes it; `done` once, unless `signal` ends it before. */
  hash(signal: AbortSignal, progress: (bytes: number) => void, done: (content: UploadContent | Problem) => void): void {
    const whole = hashing.startWhole();
    const list = new Uint8Array(pieceCount(this.size) * DIGEST_SIZE);
    const ahead = this.#readAhead();
    const step = (index: number): void => {
      if (signal.aborted) return this.close();
      if (index * PIECE_SIZE >= this.size) {
        return whole.digest((digest) => {
          if (signal.aborted) this.close();
          else done({ hash: hexOf(digest), size: this.size, list });
        });
      }
      ahead(index, (bytes, release) => {
        if (signal.aborted) {
          release?.();
          return this.close();
        }
        if ('code' in bytes) return done(bytes);
        let open = 2;
        const settle = () => {
          open -= 1;
          if (open > 0) return;
          release?.();
          progress(Math.min(this.size, (index + 1) * PIECE_SIZE));
          step(index + 1);
        };
        whole.add(bytes, settle);
        hashing.digest(bytes, (digest) => {
          list.set(digest, index * DIGEST_SIZE);
          settle();
        });
      });
    };
    step(0);
  }

  /** Reads pieces in order, each while the one before it is being hashed. */
  #readAhead(): (index: number, done: Done) => void {
    let next: Ahead | undefined;
    const begin = (index: number): Ahead => {
      const one: Ahead = { index, read: undefined, taken: undefined };
      this.read(index * PIECE_SIZE, pieceLength(this.size, index), (...read) => {
        one.read = read;
        one.taken?.(...read);
      });
      return one;
    };
    return (index, done) => {
      const one = next?.index === index ? next : begin(index);
      next = index + 1 < pieceCount(this.size) ? begin(index + 1) : undefined;
      if (one.read) done(...one.read);
      else one.taken = done;
    };
  }

  /** It is read no more; what is under way comes to nothing. */
  close(): void {
    this.#isClosed = true;
  }
}
