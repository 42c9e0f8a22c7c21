import type { Problem } from '../../shared/error-codes.ts';
import type { FolderSize } from '../../shared/files/file-models.ts';
import { PIECE_SIZE, pieceCount, pieceLength } from './constants.ts';
import type { PieceRun } from './piece-map.ts';
import { PieceMap } from './piece-map.ts';

export interface UploadContent {
  readonly hash: string;
  readonly size: number;
  /** The digests of all pieces. */
  readonly list: Uint8Array;
}

/** How the room is to be told; undefined for a content that only lies in the spool, such as a file of a folder. */
export interface UploadOffer {
  readonly id: string;
  readonly device: string;
  readonly nick: string;
  readonly filename: string;
  readonly media: string;
  readonly folder?: FolderSize;
}

/** What an upload tells its owner, and needs of it. */
export interface UploadPorts {
  /**
   * Reads the sender's file. Fails with `file_changed`, `file_missing` or what else the disk says. Where there is a `release`, it
   * is to be called, at some time or never, when the bytes are needed no more.
   */
  read(offset: number, length: number, done: (bytes: Uint8Array | Problem, release?: () => void) => void): void;
  progress(): void;
  /** The host says that a piece came wrong; it is sent again. */
  wrongPiece(index: number): void;
  /** The host has all of it; for an offer, as event `seq`. */
  complete(told: { readonly id: string; readonly seq: number } | undefined): void;
  failed(problem: Problem): void;
}

/** What an upload wants to send next. An `offer` with a piece says both in one. */
export type SendRequest =
  | { readonly kind: 'ask' }
  | { readonly kind: 'put' | 'offer'; readonly index: number | undefined };

const WRONG_MOST = 3;

/** A content on its way to the host. It goes on from what the host has, over any link. */
export class Upload {
  readonly content: UploadContent;
  readonly offer: UploadOffer | undefined;
  readonly ports: UploadPorts;
  /** What the host has; it is asked anew on each link. */
  #map: PieceMap;
  #isKnown: boolean;
  readonly #sent = new Set<number>();
  #isAsked = false;
  #isOffered = false;
  #next = 0;
  #isOver = false;
  readonly #wrong = new Map<number, number>();
  isPaused = false;

  constructor(content: UploadContent, offer: UploadOffer | undefined, ports: UploadPorts) {
    this.content = content;
    this.offer = offer;
    this.ports = ports;
    this.#map = new PieceMap(content.size);
    this.#isKnown = this.#isSmall;
  }

  /** One piece or none: it is sent without a question. */
  get #isSmall(): boolean {
    return pieceCount(this.content.size) <= 1;
  }

  /** Bytes that the host has. */
  get done(): number {
    return this.#map.bytes;
  }

  stop(): void {
    this.#isOver = true;
  }

  lengthOf(index: number): number {
    return pieceLength(this.content.size, index);
  }

  /** @returns what to send now, which then counts as sent */
  nextRequest(): SendRequest | undefined {
    if (this.#isOver || this.isPaused) return undefined;
    if (!this.#isKnown) return this.#askOnce();
    if (this.#isSmall) return this.#sendSmall();
    const index = this.#nextPiece();
    if (index !== undefined) {
      this.#sent.add(index);
      return { kind: 'put', index };
    }
    if (!this.#map.isComplete || this.#isOffered || !this.offer) return undefined;
    this.#isOffered = true;
    return { kind: 'offer', index: undefined };
  }

  /** The host says what it lacks. */
  has(missing: readonly PieceRun[]): void {
    this.#isKnown = true;
    this.#map = new PieceMap(this.content.size);
    const lacks = new Set(missing.flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at)));
    for (let index = 0; index < this.#map.all; index += 1) if (!lacks.has(index)) this.#map.add(index);
    this.ports.progress();
    this.#completeIfUnoffered();
  }

  kept(offset: number): void {
    const index = Math.floor(offset / PIECE_SIZE);
    this.#sent.delete(index);
    this.#map.add(index);
    this.ports.progress();
    // The host did not find it whole after all, as when what it had was dropped meanwhile.
    if (this.#isOffered && this.offer) return this.#startAnew();
    this.#completeIfUnoffered();
  }

  accepted(told: { readonly id: string; readonly seq: number }): void {
    if (this.#isOver) return;
    for (let index = 0; index < this.#map.all; index += 1) this.#map.add(index);
    this.#isOver = true;
    this.ports.complete(told);
  }

  /** The host did not take what was sent from `offset` on. */
  refused(offset: number, problem: Problem): void {
    const index = Math.floor(offset / PIECE_SIZE);
    const times = (this.#wrong.get(index) ?? 0) + 1;
    this.#wrong.set(index, times);
    if (problem.code !== 'file_wrong' || times >= WRONG_MOST) return this.fail(problem);
    this.ports.wrongPiece(index);
    // Where the whole was wrong, nothing of it is left at the host.
    if (this.#isOffered) return this.#startAnew();
    this.#sent.delete(index);
    this.#next = 0;
  }

  fail(problem: Problem): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.ports.failed(problem);
  }

  linkLost(): void {
    this.#startAnew();
  }

  /** What was sent and not answered may be lost: the host is asked what it has. */
  #startAnew(): void {
    this.#sent.clear();
    this.#isKnown = this.#isSmall;
    this.#isAsked = false;
    this.#isOffered = false;
    this.#next = 0;
  }

  #askOnce(): SendRequest | undefined {
    if (this.#isAsked) return undefined;
    this.#isAsked = true;
    return { kind: 'ask' };
  }

  #sendSmall(): SendRequest | undefined {
    if (this.#isOffered) return undefined;
    this.#isOffered = true;
    const index = this.content.size === 0 ? undefined : 0;
    return { kind: this.offer ? 'offer' : 'put', index };
  }

  #nextPiece(): number | undefined {
    let index = this.#map.nextMissing(this.#next);
    while (index !== undefined && this.#sent.has(index)) index = this.#map.nextMissing(index + 1);
    if (index !== undefined) this.#next = index + 1;
    return index;
  }

  #completeIfUnoffered(): void {
    if (this.offer || !this.#map.isComplete || this.#isOver) return;
    this.#isOver = true;
    this.ports.complete(undefined);
  }
}
