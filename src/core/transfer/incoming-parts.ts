import type { Problem } from '../../shared/error-codes.ts';
import { PIECE_SIZE } from './constants.ts';
import type { Put } from './file-messages.ts';
import type { Receiving, Spool } from './file-ports.ts';
import { PieceAssembler } from './piece-assembler.ts';

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
}

/** Runs of missing pieces in one answer; the sender asks again when these are there. */
const RUNS_MOST = 1_000;
const WRONG_PIECE: Problem = { code: 'file_wrong', text: 'a piece is not what the list of pieces says' };

/** The contents that one link brings: asks the spool what lacks, gives it the pieces, and says what became of them. */
export class IncomingParts {
  readonly #spool: Spool;
  readonly #owner: PartsOwner;
  /** By {@link targetKey}. */
  readonly #targets = new Map<string, Target>();

  constructor(spool: Spool, owner: PartsOwner) {
    this.#spool = spool;
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
    const { hash, size, offset } = put;
    const part = { put, at: offset } as const;
    if (this.#spool.has(hash, size)) return { ...part, into: undefined, problem: undefined };
    const target = this.#target(hash, size, undefined);
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
    for (const { receiving } of this.#targets.values()) receiving.release();
    this.#targets.clear();
  }

  /** All that came of a part is on disk or was wrong. */
  #settle(put: Put, { assembler, receiving }: Target, ready: () => void): void {
    const { map } = receiving.store;
    const lacking = map.nextMissing(Math.floor(put.offset / PIECE_SIZE)) ?? map.all;
    if (lacking * PIECE_SIZE < put.offset + put.length) {
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
    const receiving = this.#spool.receive(hash, size, list);
    if ('code' in receiving) return receiving;
    const target = { receiving, assembler: new PieceAssembler(receiving.store, () => this.#owner.settled()) };
    this.#targets.set(targetKey(hash, size), target);
    return target;
  }

  #forget({ hash, size }: Put): void {
    const key = targetKey(hash, size);
    this.#targets.get(key)?.receiving.release();
    this.#targets.delete(key);
  }
}

/** Whoever is wrong about the size does not spoil it for those who are right. */
function targetKey(hash: string, size: number): string {
  return `${hash}-${size}`;
}
