import type { Problem } from '../../shared/error-codes.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import { DIGEST_SIZE, PIECE_SIZE, pieceCount } from './constants.ts';
import type { Put } from './file-messages.ts';
import type { Receiving, Spool } from './file-ports.ts';
import { PieceAssembler } from './piece-assembler.ts';
import type { Allowance } from './quota.ts';

/** What a link's incoming contents tell the link's server. */
export interface PartsOwner {
  reply(header: object): void;
  refuse(hash: string, offset: number, problem: Problem): void;
  /** The part is verified and on disk, or was there before. */
  kept(put: Put): void;
  /** Runs work that answers later; the link counts as busy until `ready`. */
  waitFor(work: (ready: () => void) => void): void;
  /** A piece is settled: the link may be read again if it was full. */
  settled(): void;
}

/** A part that is coming in over the link just now. */
export interface IncomingPart {
  readonly put: Put;
  /** Undefined for what is there already, or is refused. */
  readonly into: Target | undefined;
  readonly problem: Problem | undefined;
  at: number;
}

interface Target {
  readonly receiving: Receiving;
  readonly assembler: PieceAssembler;
  /** Bytes of the list of its pieces. */
  readonly listed: number;
}

const { linkContents, linkListBytes } = FILE_LIMITS;
/** Runs of missing pieces in one answer; the sender asks again when these are there. */
const RUNS_MOST = 1_000;
const TOO_MANY: Problem = { code: 'spool_full', text: 'this link has begun as many files as it may at a time' };
const NOT_ASKED: Problem = { code: 'file_wrong', text: 'ask what the host has first, or send all of it from offset 0' };
const WRONG_PIECE: Problem = { code: 'file_wrong', text: 'a piece is not what the list of pieces says' };

/** The contents that one link brings: asks the spool what lacks, gives it the pieces, and says what became of them. */
export class IncomingParts {
  readonly #spool: Spool;
  readonly #owner: PartsOwner;
  /** By {@link targetKey}. */
  readonly #targets = new Map<string, Target>();
  readonly #allowance: Allowance;
  #listed = 0;

  /** @param allowance bytes of lists that this link's address may make the host remember */
  constructor(spool: Spool, allowance: Allowance, owner: PartsOwner) {
    this.#spool = spool;
    this.#allowance = allowance;
    this.#owner = owner;
  }

  /** Says what is there of a content whose pieces were just listed. */
  ask(hash: string, size: number, list: Uint8Array): void {
    if (this.#spool.has(hash, size)) return this.#owner.reply({ type: 'has', hash, missing: [] });
    const target = this.#target(hash, size, list);
    if ('code' in target) return this.#owner.refuse(hash, 0, target);
    this.#owner.waitFor((ready) => {
      target.receiving.ready((problem) => {
        // What came before the question counts, also while it is still being verified.
        target.assembler.idle(() => {
          ready();
          if (problem) this.#owner.refuse(hash, 0, problem);
          else this.#owner.reply({ type: 'has', hash, missing: target.receiving.store.map.missing(RUNS_MOST) });
        });
      });
    });
  }

  /** A part's header came. */
  begin(put: Put): IncomingPart {
    const { hash, size, offset, length } = put;
    const part = { put, at: offset } as const;
    if (this.#spool.has(hash, size)) return { ...part, into: undefined, problem: undefined };
    const isTorn = offset > 0 && length > 0 && pieceCount(size) > 1 && !this.#targets.has(targetKey(hash, size));
    const target = isTorn ? NOT_ASKED : this.#target(hash, size, undefined);
    return 'code' in target
      ? { ...part, into: undefined, problem: target }
      : { ...part, into: target, problem: undefined };
  }

  /** Some bytes of a part came. */
  take(part: IncomingPart, chunk: Uint8Array): void {
    part.into?.assembler.take(part.at, chunk);
    part.at += chunk.length;
  }

  /** True while the part's bytes should not be read: pieces of it wait for the disk. */
  isFull({ into }: IncomingPart): boolean {
    return into?.assembler.isFull === true;
  }

  /** All bytes of a part came. */
  end({ put, into, problem }: IncomingPart): void {
    if (problem) return this.#owner.refuse(put.hash, put.offset, problem);
    if (!into) return this.#owner.kept(put);
    into.assembler.cut();
    this.#owner.waitFor((ready) => {
      into.assembler.idle(() => this.#settle(put, into, ready));
    });
  }

  /** The link is gone. */
  release(): void {
    for (const key of [...this.#targets.keys()]) this.#release(key);
  }

  /** All that came of a part is on disk or was wrong. */
  #settle(put: Put, { assembler, receiving }: Target, ready: () => void): void {
    const { map } = receiving.store;
    const lacking = map.nextMissing(Math.floor(put.offset / PIECE_SIZE)) ?? map.all;
    // An offer that brings no bytes brought none that are wrong.
    if (put.length > 0 && lacking * PIECE_SIZE < put.offset + put.length) {
      ready();
      const problem = assembler.takeProblem();
      if (problem) this.#forget(put);
      return this.#owner.refuse(put.hash, put.offset, problem ?? WRONG_PIECE);
    }
    if (!map.isComplete) {
      ready();
      return this.#owner.kept(put);
    }
    receiving.finish((problem) => {
      ready();
      this.#forget(put);
      if (problem) this.#owner.refuse(put.hash, put.offset, problem);
      else this.#owner.kept(put);
    });
  }

  #target(hash: string, size: number, list: Uint8Array | undefined): Target | Problem {
    const known = this.#targets.get(targetKey(hash, size));
    if (known) return known;
    const listed = pieceCount(size) * DIGEST_SIZE;
    if (this.#targets.size >= linkContents || this.#listed + listed > linkListBytes) return TOO_MANY;
    if (!this.#allowance.take(listed)) return TOO_MANY;
    const receiving = this.#spool.receive(hash, size, list);
    if ('code' in receiving) {
      this.#allowance.give(listed);
      return receiving;
    }
    this.#listed += listed;
    const target = { receiving, listed, assembler: new PieceAssembler(receiving.store, () => this.#owner.settled()) };
    this.#targets.set(targetKey(hash, size), target);
    return target;
  }

  #forget({ hash, size }: Put): void {
    this.#release(targetKey(hash, size));
  }

  #release(key: string): void {
    const target = this.#targets.get(key);
    if (!target) return;
    this.#targets.delete(key);
    this.#listed -= target.listed;
    this.#allowance.give(target.listed);
    target.receiving.release();
    target.assembler.cut();
  }
}

/** Whoever is wrong about the size does not spoil it for those who are right. */
function targetKey(hash: string, size: number): string {
  return `${hash}-${size}`;
}
