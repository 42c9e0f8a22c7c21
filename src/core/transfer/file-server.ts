import type { Problem, WireErrorCode } from '../../shared/error-codes.ts';
import { WIRE_ERROR_CODES } from '../../shared/error-codes.ts';
import { isCount } from '../wire/field-guards.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { isProtocolError, type ProtocolError } from '../wire/protocol-error.ts';
import { PIECE_SIZE } from './constants.ts';
import type { FairShare } from './fair-share.ts';
import { FileDecoder } from './file-decoder.ts';
import { type FileRequest, type Offering, type Put, parseFileRequest } from './file-messages.ts';
import { OutgoingBytes } from './outgoing-bytes.ts';
import { PieceAssembler } from './piece-assembler.ts';
import type { PieceStore } from './piece-store.ts';

/** The other end of a file link. */
export interface FilePeer {
  /** The bytes must not be changed afterwards. @returns how many now wait */
  send(bytes: Uint8Array): number;
  /** The same for bytes whose memory is used again: `release` is called, at some time or never, when it has let them go. */
  lend?(bytes: Uint8Array, release: () => void): number;
  queuedBytes(): number;
  /** Stops or goes on reading. */
  pause(paused: boolean): void;
  close(): void;
}

/** A content that is being received, by one link or several. */
export interface Receiving {
  readonly store: PieceStore;
  /** Calls back when it is known what was there of it before. */
  ready(done: (problem: Problem | undefined) => void): void;
  /** All pieces are there: checks the whole, and keeps it. `done` may say `file_wrong`: then all of it is gone. */
  finish(done: (problem: Problem | undefined) => void): void;
  /** This link has nothing more to do with it. */
  release(): void;
}

/** A content that is kept whole. */
export interface Reader {
  readonly size: number;
  /** The name that it was offered under; its hash where it was not. */
  readonly name: string;
  /**
   * Reads from within one piece. The bytes must not be changed: others may read the same. Where there is a `release`, it is
   * to be called when they are needed no more.
   */
  read(offset: number, length: number, done: (bytes: Uint8Array | Problem, release?: () => void) => void): void;
  close(): void;
}

/** Where the host keeps contents, by hash. */
export interface Spool {
  has(hash: string, size: number): boolean;
  open(hash: string): Reader | undefined;
  pieces(hash: string, done: (found: { readonly size: number; readonly list: Uint8Array } | undefined) => void): void;
  /** @param list digests of the pieces; undefined when the sender did not say them */
  receive(hash: string, size: number, list: Uint8Array | undefined): Receiving | Problem;
}

export interface FileServerPorts {
  readonly spool: Spool;
  readonly share: FairShare;
  /** Tells the room of a file that is there; `done` hears the event's number or why there is none. */
  announce(offering: Offering, hash: string, done: (told: { id: string; seq: number } | Problem) => void): void;
}

/** Answers that may wait for a link before it is not read any more. */
const ANSWERS_MOST = 1_024;

/** What follows the frame that was read last. */
type Following =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly hash: string; readonly size: number; readonly list: Uint8Array; filled: number }
  | {
      readonly kind: 'part';
      readonly put: Put;
      readonly into: Target | undefined;
      readonly problem: Problem | undefined;
      at: number;
    };

interface Target {
  readonly receiving: Receiving;
  readonly assembler: PieceAssembler;
}

const NOTHING: Following = { kind: 'nothing' };

/** The host's end of a file link: takes what is offered into the spool, and sends what is fetched from it. */
export class FileServer {
  readonly #peer: FilePeer;
  readonly #ports: FileServerPorts;
  readonly #decoder: FileDecoder;
  readonly #out: OutgoingBytes;
  /** By {@link targetKey}. */
  readonly #targets = new Map<string, Target>();
  #following: Following = NOTHING;
  #isPaused = false;
  /** It waits for its share of the turn; it waits to know what is there of a content. */
  #waitsForShare = false;
  #waitsForSpool = 0;
  #isClosed = false;
  #hasEnded = false;
  /** Milliseconds at which something moved last. */
  movedAt: number;

  constructor(peer: FilePeer, ports: FileServerPorts, now: number) {
    this.#peer = peer;
    this.#ports = ports;
    this.movedAt = now;
    this.#out = new OutgoingBytes(peer, ports.share, () => this.#mind());
    this.#decoder = new FileDecoder({
      header: (header) => this.#header(header),
      bytes: (chunk) => this.#bytes(chunk),
      end: () => this.#end(),
    });
  }

  /** True while nothing is under way in either direction. */
  get isIdle(): boolean {
    return this.#following.kind === 'nothing' && this.#waitsForSpool === 0 && this.#out.isEmpty;
  }

  /** Takes what one `recv()` returned. */
  receive(chunk: Uint8Array, now: number): void {
    this.movedAt = now;
    const breach = this.#decoder.push(chunk);
    if (breach) return this.#fail(breach);
    this.#ports.share.spend(chunk.length);
    this.#mind();
  }

  /** The link's queue is empty. */
  drained(now: number): void {
    this.movedAt = now;
    this.#out.pump();
  }

  /** The peer sends no more: it gets what it is owed, then the end. */
  ended(): void {
    this.#hasEnded = true;
    this.#mind();
  }

  closed(): void {
    this.#isClosed = true;
    this.#decoder.stop();
    this.#out.stop();
    for (const { receiving } of this.#targets.values()) receiving.release();
    this.#targets.clear();
  }

  #header(header: FrameHeader): number | ProtocolError {
    const request = parseFileRequest(header);
    if (request === undefined) return isCount(header.total_size) ? header.total_size : 0;
    if (isProtocolError(request)) return request;
    return this.#begin(request);
  }

  #begin(request: FileRequest): number {
    switch (request.type) {
      case 'fetch':
        this.#fetch(request);
        return 0;
      case 'pieces':
        this.#sendPieces(request.hash);
        return 0;
      case 'ask': {
        const { hash, size, listSize } = request;
        this.#following = { kind: 'list', hash, size, list: new Uint8Array(listSize), filled: 0 };
        return listSize;
      }
      case 'put':
      case 'offer':
        this.#following = this.#beginPut(request);
        return request.length;
    }
  }

  #bytes(chunk: Uint8Array): void {
    const following = this.#following;
    if (following.kind === 'list') {
      following.list.set(chunk, following.filled);
      following.filled += chunk.length;
    } else if (following.kind === 'part') {
      following.into?.assembler.take(following.at, chunk);
      following.at += chunk.length;
    }
  }

  #end(): void {
    const following = this.#following;
    this.#following = NOTHING;
    if (following.kind === 'list') this.#ask(following.hash, following.size, following.list);
    else if (following.kind === 'part') this.#endPut(following.put, following.into, following.problem);
  }

  /** Says what is there of a content whose pieces were just listed. */
  #ask(hash: string, size: number, list: Uint8Array): void {
    if (this.#ports.spool.has(hash, size)) return this.#reply({ type: 'has', hash, missing: [] });
    const target = this.#target(hash, size, list);
    if ('code' in target) return this.#refuse(hash, 0, target);
    this.#waitFor((ready) => {
      target.receiving.ready((problem) => {
        // What came before the question counts, also while it is still being verified.
        target.assembler.idle(() => {
          ready();
          if (problem) this.#refuse(hash, 0, problem);
          else this.#reply({ type: 'has', hash, missing: target.receiving.store.map.missing(RUNS_MOST) });
        });
      });
    });
  }

  #beginPut(put: Put): Following {
    const { hash, size, offset } = put;
    const part = { kind: 'part', put, at: offset } as const;
    if (this.#ports.spool.has(hash, size)) return { ...part, into: undefined, problem: undefined };
    const target = this.#target(hash, size, undefined);
    return 'code' in target
      ? { ...part, into: undefined, problem: target }
      : { ...part, into: target, problem: undefined };
  }

  #endPut(put: Put, into: Target | undefined, problem: Problem | undefined): void {
    const { hash, offset } = put;
    if (problem) return this.#refuse(hash, offset, problem);
    if (!into) return this.#kept(put);
    into.assembler.cut();
    this.#waitFor((ready) => {
      into.assembler.idle(() => this.#settlePut(put, into, ready));
    });
  }

  /** All that came of a part is on disk or was wrong. */
  #settlePut(put: Put, { assembler, receiving }: Target, ready: () => void): void {
    const { map } = receiving.store;
    const lacking = map.nextMissing(Math.floor(put.offset / PIECE_SIZE)) ?? map.all;
    if (lacking * PIECE_SIZE < put.offset + put.length) {
      ready();
      const problem = assembler.takeProblem();
      if (problem) this.#forget(put);
      return this.#refuse(put.hash, put.offset, problem ?? WRONG_PIECE);
    }
    if (!map.isComplete) {
      ready();
      return this.#kept(put);
    }
    receiving.finish((problem) => {
      ready();
      this.#forget(put);
      if (problem) this.#refuse(put.hash, put.offset, problem);
      else this.#kept(put);
    });
  }

  /** The part is there: says so, or for an offer whose content is whole tells the room. */
  #kept(put: Put): void {
    const { type, hash, size, offset, offering } = put;
    if (this.#isClosed) return;
    if (type === 'put' || !offering || !this.#ports.spool.has(hash, size)) {
      return this.#reply({ type: 'kept', hash, offset });
    }
    this.#waitFor((ready) => {
      this.#ports.announce(offering, hash, (told) => {
        this.#answerOffer(put, told);
        ready();
      });
    });
  }

  #answerOffer({ hash, offset }: Put, told: { id: string; seq: number } | Problem): void {
    if ('code' in told) this.#refuse(hash, offset, told);
    else this.#reply({ type: 'accepted', hash, id: told.id, seq: told.seq });
  }

  #target(hash: string, size: number, list: Uint8Array | undefined): Target | Problem {
    const known = this.#targets.get(targetKey(hash, size));
    if (known) return known;
    const receiving = this.#ports.spool.receive(hash, size, list);
    if ('code' in receiving) return receiving;
    const target = { receiving, assembler: new PieceAssembler(receiving.store, () => this.#mind()) };
    this.#targets.set(targetKey(hash, size), target);
    return target;
  }

  #forget({ hash, size }: Put): void {
    const key = targetKey(hash, size);
    this.#targets.get(key)?.receiving.release();
    this.#targets.delete(key);
  }

  #fetch({ hash, offset, length }: Extract<FileRequest, { type: 'fetch' }>): void {
    const reader = this.#ports.spool.open(hash);
    if (!reader) return this.#refuse(hash, offset, GONE);
    const { size } = reader;
    const from = Math.min(offset, size);
    const bytes = Math.min(length ?? size, size - from);
    const header = { type: 'file', filename: reader.name, hash, total_size: size, offset: from, length: bytes };
    this.#out.sendFile(encodeFrame(header), reader, { from, to: from + bytes });
  }

  #sendPieces(hash: string): void {
    this.#ports.spool.pieces(hash, (found) => {
      if (!found) return this.#refuse(hash, 0, GONE);
      const { size, list } = found;
      if (!this.#isClosed) this.#out.send(encodeFrame({ type: 'pieces', hash, size, total_size: list.length }, list));
    });
  }

  #reply(header: object): void {
    if (!this.#isClosed) this.#out.send(encodeFrame(header));
  }

  #refuse(hash: string, offset: number, { code, text }: Problem): void {
    this.#reply({ type: 'refused', hash, offset, code: wireCode(code), text });
  }

  #fail({ error, text }: ProtocolError): void {
    this.#reply({ type: 'error', code: error, text });
    this.#out.endAfter();
  }

  #waitFor(work: (ready: () => void) => void): void {
    this.#waitsForSpool += 1;
    work(() => {
      this.#waitsForSpool -= 1;
      this.#mind();
    });
    this.#mind();
  }

  /** Reads the link or not: its memory is bounded, and so is what it takes of a turn. */
  #mind(): void {
    if (this.#isClosed) return;
    // A part that ends in the middle never gets whole.
    if (this.#hasEnded && this.#waitsForSpool === 0 && this.#out.isEmpty) return this.#peer.close();
    const { share } = this.#ports;
    if (share.isSpent && !this.#waitsForShare) {
      this.#waitsForShare = true;
      share.ask(0, () => {
        this.#waitsForShare = false;
        this.#mind();
      });
    }
    const following = this.#following;
    const isFull = following.kind === 'part' && following.into?.assembler.isFull === true;
    const paused =
      this.#waitsForShare || isFull || this.#waitsForSpool >= ASKED_MOST || this.#out.waiting > ANSWERS_MOST;
    if (paused === this.#isPaused) return;
    this.#isPaused = paused;
    this.#peer.pause(paused);
  }
}

/** Runs of missing pieces in one answer; the sender asks again when these are there. */
const RUNS_MOST = 1_000;
/** Contents of one link that may wait for the disk at a time. */
const ASKED_MOST = 8;
const GONE: Problem = { code: 'file_gone', text: 'the host does not have this file, or no longer' };
const WRONG_PIECE: Problem = { code: 'file_wrong', text: 'a piece is not what the list of pieces says' };

/** Whoever is wrong about the size does not spoil it for those who are right. */
function targetKey(hash: string, size: number): string {
  return `${hash}-${size}`;
}

function wireCode(code: string): WireErrorCode {
  return WIRE_ERROR_CODES.find((one) => one === code) ?? 'store_failed';
}
