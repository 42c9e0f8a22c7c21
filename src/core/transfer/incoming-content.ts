import type { Problem } from '../../shared/error-codes.ts';
import { pieceCount } from './constants.ts';
import { hexOf } from './download.ts';
import type { Receiving } from './file-ports.ts';
import { type Hashing, PieceStore } from './piece-store.ts';
import type { SpoolRoom } from './spool-room.ts';
import type { StoredPart } from './spool-storage.ts';

/** What is left of a content when nobody has to do with it any more: a whole one, a part with so many bytes, nothing. */
export type Left = { readonly kind: 'whole' | 'nothing' } | { readonly kind: 'part'; readonly bytes: number };

export interface IncomingOptions {
  readonly hash: string;
  readonly size: number;
  /** Digests of the pieces; undefined when the sender did not say them: then nothing of it outlives its link. */
  readonly list: Uint8Array | undefined;
  /** Where it is put together. */
  readonly part: StoredPart;
  /** Bytes that are there of it and have their place in the room. */
  readonly there: number;
  readonly room: SpoolRoom;
  readonly hashing: Hashing;
  readonly monotonic: () => number;
  /** Puts the finished file in its place. @returns why that failed */
  readonly keep: (list: Uint8Array) => Problem | undefined;
  /** Nobody has to do with it any more. */
  readonly closed: (left: Left) => void;
}

const WRONG: Problem = { code: 'file_wrong', text: "the content's SHA-256 is not the hash that was said" };
const NOTHING: Left = { kind: 'nothing' };

/** A content on its way into the spool, by one link or several that send the same. */
export class IncomingContent {
  readonly store: PieceStore;
  readonly #options: IncomingOptions;
  readonly #file: StoredPart;
  /** Bytes of it that have their place in the spool's room, and whether they count as verified there. */
  #held: number;
  #isVerified: boolean;
  #links = 0;
  #isClosed = false;
  /** The disk refused a piece: what is there takes room that others need more. */
  #hasFailed = false;
  #isReady = false;
  #problem: Problem | undefined;
  #whenReady: (() => void)[] = [];
  #state: 'open' | 'finishing' | 'kept' | 'gone' = 'open';
  #whenFinished: ((problem: Problem | undefined) => void)[] = [];
  /** Monotonic milliseconds at which a link or a piece came last. */
  movedAt: number;

  constructor(options: IncomingOptions) {
    this.#options = options;
    this.#file = options.part;
    this.#held = options.there;
    this.movedAt = options.monotonic();
    const { size, list, hashing } = options;
    this.#isVerified = list !== undefined;
    this.store = new PieceStore({
      size,
      list,
      hashing,
      // A single piece is verified by the hash of the whole, which is its own.
      whole: pieceCount(size) > 1,
      file: {
        read: (offset, length, done) => this.#file.read(offset, length, done),
        write: (offset, bytes, done) => this.#write(offset, bytes, done),
      },
    });
    this.store.recheck(list ? this.#file.size : 0, (problem) => {
      this.#isReady = true;
      this.#problem = problem;
      for (const done of this.#whenReady) done();
    });
  }

  /** One more link has to do with it. */
  join(): Receiving {
    this.#links += 1;
    this.movedAt = this.#options.monotonic();
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

  /** All of it came, and is being verified as a whole. */
  get isFinishing(): boolean {
    return this.#state === 'finishing';
  }

  /** Nothing of it is on disk: to drop it makes no room. */
  get isEmpty(): boolean {
    return this.#held === 0;
  }

  /** The host stops, or needs its room for others. */
  abandon(): void {
    this.#close();
  }

  /** Pieces are verified before they come here, unless nobody listed them. */
  #write(offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void): void {
    const { room } = this.#options;
    // Before it asks for room: it is none of those that stand still.
    this.movedAt = this.#options.monotonic();
    const full = this.#isClosed ? GIVEN_UP : room.claim(bytes.length, this.#isVerified);
    if (full) {
      // Of several that want the last room, the first who is refused leaves it to the others.
      this.#close();
      return done(full);
    }
    this.#held += bytes.length;
    this.#file.write(offset, bytes, (problem) => {
      room.written(bytes.length);
      this.#hasFailed ||= problem !== undefined;
      done(problem);
    });
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
      const full = problem ?? this.#claimWhole();
      if (full) this.#settle(full);
      else this.#sync((unsynced) => this.#settle(unsynced ?? this.#keep()));
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

  /** What nobody listed counts from now on. */
  #claimWhole(): Problem | undefined {
    const problem = this.#isVerified ? undefined : this.#options.room.verify(this.#held);
    this.#isVerified ||= problem === undefined;
    return problem;
  }

  /** What is small is written again soon enough if the power fails now; its receivers would notice (docs/limits.md). */
  #sync(done: (problem: Problem | undefined) => void): void {
    if (pieceCount(this.#options.size) > 1) this.#file.sync(done);
    else done(undefined);
  }

  #keep(): Problem | undefined {
    const { size, room, keep } = this.#options;
    const problem = keep(this.store.list);
    if (!problem) room.keep(size, this.#held);
    return problem;
  }

  #settle(problem: Problem | undefined): void {
    this.#state = problem ? 'gone' : 'kept';
    const waiting = this.#whenFinished;
    this.#whenFinished = [];
    this.#close();
    for (const done of waiting) done(problem);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#file.close();
    this.#options.closed(this.#left());
  }

  #left(): Left {
    const { list, size, room } = this.#options;
    if (this.#state === 'kept') return { kind: 'whole' };
    // What can't be verified when its sender comes back is of no use to anybody, nor is what was wrong.
    const isUseful = this.#state !== 'gone' && list && pieceCount(size) > 1 && !this.#hasFailed && this.#held > 0;
    this.#state = 'gone';
    if (isUseful) return { kind: 'part', bytes: this.#held };
    room.dropPart(this.#held, this.#isVerified);
    return NOTHING;
  }
}

const GIVEN_UP: Problem = { code: 'spool_full', text: 'the host gave the room for it to others' };
