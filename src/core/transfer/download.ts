import type { Problem } from '../../shared/error-codes.ts';
import { DIGEST_SIZE, PIECE_SIZE, pieceCount, pieceLength } from './constants.ts';
import { PieceAssembler } from './piece-assembler.ts';
import type { Hashing, PieceOutcome, PieceStore } from './piece-store.ts';

export interface DownloadContent {
  readonly hash: string;
  readonly size: number;
  /** SHA-256 over the list of pieces, in hex, as the room's event says; undefined when it is not known. */
  readonly pieces: string | undefined;
}

/** What a download tells its owner, and needs of it. */
export interface DownloadPorts {
  readonly hashing: Hashing;
  /** The list of pieces is known and right: opens the file, with what was there before. Fails with what the disk says. */
  open(list: Uint8Array, done: (store: PieceStore | Problem) => void): void;
  /** Pieces are there that were not. */
  progress(): void;
  /** A piece came with a wrong hash, and is fetched again. */
  wrongPiece(index: number): void;
  /** Every piece is there and verified. */
  complete(): void;
  /** It can't go on by itself. */
  failed(problem: Problem): void;
  /** It may have something to ask for again. */
  ready(): void;
}

/** What a download wants of the host next. */
export type FetchRequest = { readonly kind: 'pieces' } | { readonly kind: 'fetch'; readonly index: number };

/** A piece that comes wrong so often in a row is wrong at the host. */
const WRONG_MOST = 3;

/**
 * A content on its way to this computer. It goes on from the last verified piece over any link, for it remembers
 * nothing of links but what was asked for on the present one.
 */
export class Download {
  readonly content: DownloadContent;
  readonly #ports: DownloadPorts;
  #phase: 'list' | 'opening' | 'fetching' | 'over' = 'list';
  #isListAsked = false;
  #store: PieceStore | undefined;
  #assembler: PieceAssembler | undefined;
  /** Pieces that were asked for and did not end yet, and those that came and are being verified. */
  readonly #asked = new Set<number>();
  readonly #settling = new Set<number>();
  /** The piece that was settled with its last byte, as a short one is, before it counted as having come. */
  #settledAtOnce: number | undefined;
  #next = 0;
  readonly #wrong = new Map<number, number>();
  isPaused = false;

  constructor(content: DownloadContent, ports: DownloadPorts) {
    this.content = content;
    this.#ports = ports;
  }

  /** Bytes that are here and verified. */
  get done(): number {
    return this.#store?.map.bytes ?? 0;
  }

  /** True while the link should not be read: pieces wait for the disk. */
  get isFull(): boolean {
    return this.#phase === 'fetching' && this.#assembler?.isFull === true;
  }

  /** Asks for nothing more. */
  stop(): void {
    this.#phase = 'over';
  }

  /** @returns what to ask the host for now, which then counts as asked */
  nextRequest(): FetchRequest | undefined {
    if (this.isPaused) return undefined;
    if (this.#phase === 'list' && !this.#isListAsked) {
      this.#isListAsked = true;
      const { size, hash } = this.content;
      if (pieceCount(size) > 1) return { kind: 'pieces' };
      // One piece or none: the list follows from the hash of the whole.
      this.#verifyList(size === 0 ? new Uint8Array(0) : bytesOfHex(hash));
    }
    const index = this.#phase === 'fetching' ? this.#nextPiece() : undefined;
    if (index === undefined) return undefined;
    this.#asked.add(index);
    return { kind: 'fetch', index };
  }

  /** Bytes that piece `index` has. */
  lengthOf(index: number): number {
    return pieceLength(this.content.size, index);
  }

  listCame(list: Uint8Array): void {
    if (this.#phase === 'list') this.#verifyList(list);
  }

  /** Bytes of a piece that was asked for. */
  bytes(offset: number, chunk: Uint8Array): void {
    if (this.#phase === 'fetching') this.#assembler?.take(offset, chunk);
  }

  /** All bytes of piece `index` came, right or wrong. */
  pieceCame(index: number): void {
    this.#assembler?.cut();
    const isSettled = this.#settledAtOnce === index;
    this.#settledAtOnce = undefined;
    if (this.#asked.delete(index) && !isSettled) this.#settling.add(index);
  }

  refused(problem: Problem): void {
    this.#fail(problem);
  }

  /** What was asked for on the link that broke never comes. */
  linkLost(): void {
    this.#asked.clear();
    this.#isListAsked = false;
    this.#assembler?.cut();
  }

  #nextPiece(): number | undefined {
    const { map } = this.#store as PieceStore;
    const from = this.#next;
    const open = (start: number): number | undefined => {
      let index = map.nextMissing(start);
      while (index !== undefined && (this.#asked.has(index) || this.#settling.has(index))) {
        index = map.nextMissing(index + 1);
      }
      return index;
    };
    const index = open(from) ?? open(0);
    if (index !== undefined) this.#next = index + 1;
    return index;
  }

  #verifyList(list: Uint8Array): void {
    const { pieces, size } = this.content;
    if (list.length !== pieceCount(size) * DIGEST_SIZE) return this.#fail(WRONG_LIST);
    this.#phase = 'opening';
    this.#ports.hashing.digest(list, (digest) => {
      if (this.#phase !== 'opening') return;
      if (pieces !== undefined && hexOf(digest) !== pieces) return this.#fail(WRONG_LIST);
      this.#ports.open(list, (store) => this.#opened(store));
    });
  }

  #opened(store: PieceStore | Problem): void {
    if (this.#phase !== 'opening') return;
    if ('code' in store) return this.#fail(store);
    this.#store = store;
    this.#assembler = new PieceAssembler(store, (index, outcome) => this.#settled(index, outcome));
    this.#phase = 'fetching';
    this.#ports.progress();
    this.#completeIfWhole();
    this.#ports.ready();
  }

  #settled(index: number, outcome: PieceOutcome): void {
    if (!this.#settling.delete(index)) this.#settledAtOnce = index;
    if (this.#phase !== 'fetching') return;
    if (typeof outcome === 'object') return this.#fail(outcome);
    if (outcome === 'kept') {
      this.#wrong.delete(index);
      this.#ports.progress();
      this.#completeIfWhole();
    } else {
      const times = (this.#wrong.get(index) ?? 0) + 1;
      this.#wrong.set(index, times);
      this.#ports.wrongPiece(index);
      if (times >= WRONG_MOST) return this.#fail(WRONG_PIECE);
    }
    this.#ports.ready();
  }

  #completeIfWhole(): void {
    if (!this.#store?.map.isComplete) return;
    this.#phase = 'over';
    this.#ports.complete();
  }

  #fail(problem: Problem): void {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    this.#ports.failed(problem);
  }
}

const WRONG_LIST: Problem = {
  code: 'file_wrong',
  text: "the list of pieces is not the one that the room's event names",
};
const WRONG_PIECE: Problem = { code: 'file_wrong', text: `a piece came wrong ${WRONG_MOST} times` };

/** The offset at which piece `index` begins. */
export function offsetOf(index: number): number {
  return index * PIECE_SIZE;
}

const HEX = 16;

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, '0')).join('');
}

export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), HEX));
}
