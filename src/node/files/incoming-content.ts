import { rmSync } from 'node:fs';
import { pieceCount } from '../../core/transfer/constants.ts';
import { hexOf } from '../../core/transfer/download.ts';
import type { Receiving } from '../../core/transfer/file-ports.ts';
import { type PartFile, PieceStore } from '../../core/transfer/piece-store.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { PRIVATE_FILE } from '../private-files.ts';
import { DiskFile, OPEN } from './disk-file.ts';
import { hashing } from './hashing.ts';

export interface IncomingOptions {
  readonly hash: string;
  readonly size: number;
  /** Digests of the pieces; undefined when the sender did not say them: then nothing of it outlives its link. */
  readonly list: Uint8Array | undefined;
  /** Where it is put together. */
  readonly path: string;
  /** Puts the finished file in its place. @returns why that failed */
  readonly keep: (list: Uint8Array) => Problem | undefined;
  /** Nobody has to do with it any more. */
  readonly closed: (isKept: boolean) => void;
}

const WRONG: Problem = { code: 'file_wrong', text: "the content's SHA-256 is not the hash that was said" };

/** A content on its way into the spool, by one link or several that send the same. */
export class IncomingContent {
  readonly store: PieceStore;
  readonly #options: IncomingOptions;
  readonly #file: DiskFile;
  #links = 0;
  #isClosed = false;
  /** The disk refused a piece: what is there takes room that others need more. */
  #hasFailed = false;
  #isReady = false;
  #problem: Problem | undefined;
  #whenReady: (() => void)[] = [];
  #state: 'open' | 'finishing' | 'kept' | 'gone' = 'open';
  #whenFinished: ((problem: Problem | undefined) => void)[] = [];

  private constructor(options: IncomingOptions, file: DiskFile) {
    this.#options = options;
    this.#file = file;
    const { size, list } = options;
    // A single piece is verified by the hash of the whole, which is its own.
    const part: PartFile = {
      read: (offset, length, done) => file.read(offset, length, done),
      write: (offset, bytes, done) =>
        file.write(offset, bytes, (problem) => {
          this.#hasFailed ||= problem !== undefined;
          done(problem);
        }),
    };
    this.store = new PieceStore({ size, list, file: part, hashing, whole: pieceCount(size) > 1 });
    const { size: length } = file.stat();
    this.store.recheck(list ? length : 0, (problem) => {
      this.#isReady = true;
      this.#problem = problem;
      for (const done of this.#whenReady) done();
    });
  }

  static open(options: IncomingOptions): IncomingContent | Problem {
    const file = DiskFile.open(options.path, OPEN.part, PRIVATE_FILE);
    return 'code' in file ? file : new IncomingContent(options, file);
  }

  /** One more link has to do with it. */
  join(): Receiving {
    this.#links += 1;
    let isReleased = false;
    return {
      store: this.store,
      ready: (done) => this.#ready(done),
      finish: (done) => this.#finish(done),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#links -= 1;
        if (this.#links === 0 && this.#state !== 'finishing') this.#close();
      },
    };
  }

  /** The host stops. */
  abandon(): void {
    this.#close();
  }

  #ready(done: (problem: Problem | undefined) => void): void {
    if (this.#isReady) done(this.#problem);
    else this.#whenReady.push(() => done(this.#problem));
  }

  #finish(done: (problem: Problem | undefined) => void): void {
    if (this.#state === 'kept') return done(undefined);
    if (this.#state === 'gone') return done(WRONG);
    this.#whenFinished.push(done);
    if (this.#state === 'finishing') return;
    this.#state = 'finishing';
    this.#verifyWhole((problem) => {
      if (problem) this.#settle(problem);
      else this.#sync((unsynced) => this.#settle(unsynced ?? this.#options.keep(this.store.list)));
    });
  }

  #verifyWhole(done: (problem: Problem | undefined) => void): void {
    const { size, hash } = this.#options;
    if (pieceCount(size) === 1) return done(undefined);
    this.store.whole((digest) => {
      if ('code' in digest) done(digest);
      else done(hexOf(digest) === hash ? undefined : WRONG);
    });
  }

  /** What is small is written again soon enough if the power fails now; its receivers would notice (docs/limits.md). */
  #sync(done: (problem: Problem | undefined) => void): void {
    if (pieceCount(this.#options.size) > 1) this.#file.sync(done);
    else done(undefined);
  }

  #settle(problem: Problem | undefined): void {
    this.#state = problem ? 'gone' : 'kept';
    if (problem?.code === 'file_wrong') rmSync(this.#options.path, { force: true });
    const waiting = this.#whenFinished;
    this.#whenFinished = [];
    this.#close();
    for (const done of waiting) done(problem);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#file.close();
    const { list, size, path, closed } = this.#options;
    // What can't be verified when its sender comes back is of no use to anybody.
    const isUseless = !list || pieceCount(size) <= 1 || this.#hasFailed;
    if (this.#state === 'open' && isUseless) rmSync(path, { force: true });
    if (this.#state === 'open') this.#state = 'gone';
    closed(this.#state === 'kept');
  }
}
