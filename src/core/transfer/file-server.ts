import type { Problem, WireErrorCode } from '../../shared/error-codes.ts';
import { WIRE_ERROR_CODES } from '../../shared/error-codes.ts';
import { isCount } from '../wire/field-guards.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { isProtocolError, type ProtocolError } from '../wire/protocol-error.ts';
import { FileDecoder } from './file-decoder.ts';
import { type FileRequest, type Put, parseFileRequest } from './file-messages.ts';
import type { FilePeer, FileServerPorts } from './file-ports.ts';
import { type IncomingPart, IncomingParts } from './incoming-parts.ts';
import { OutgoingBytes } from './outgoing-bytes.ts';

/** Answers that may wait for a link before it is not read any more. */
const ANSWERS_MOST = 1_024;
/** What a request counts of a turn's share, in bytes, however short: to read and to answer it takes as long as to move these. */
const REQUEST_COST = 4_096;

/** What follows the frame that was read last. */
type Following =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly hash: string; readonly size: number; readonly list: Uint8Array; filled: number }
  | { readonly kind: 'part'; readonly part: IncomingPart };

const NOTHING: Following = { kind: 'nothing' };

/** The host's end of a file link: takes what is offered into the spool, and sends what is fetched from it. */
export class FileServer {
  readonly #peer: FilePeer;
  readonly #ports: FileServerPorts;
  readonly #decoder: FileDecoder;
  readonly #out: OutgoingBytes;
  readonly #parts: IncomingParts;
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
    this.#parts = new IncomingParts(ports.spool, ports.lists, {
      reply: (header) => this.#reply(header),
      refuse: (hash, offset, problem) => this.#refuse(hash, offset, problem),
      kept: (put) => this.#kept(put),
      waitFor: (work) => this.#waitFor(work),
      settled: () => this.#mind(),
    });
    this.#decoder = new FileDecoder({
      header: (header) => this.#header(header),
      bytes: (chunk) => this.#bytes(chunk),
      end: () => this.#end(),
      mayGoOn: () => !ports.share.isSpent,
    });
  }

  /** True while nothing is under way in either direction. */
  get isIdle(): boolean {
    return this.#following.kind === 'nothing' && this.#owesNothing;
  }

  /** Everything that was asked for is answered. */
  get #owesNothing(): boolean {
    return this.#decoder.isIdle && this.#waitsForSpool === 0 && this.#out.isEmpty;
  }

  /** Takes what one `recv()` returned. */
  receive(chunk: Uint8Array, now: number): void {
    this.movedAt = now;
    this.#ports.share.spend(chunk.length);
    this.#took(this.#decoder.push(chunk));
  }

  #took(breach: ProtocolError | undefined): void {
    if (breach) this.#fail(breach);
    else this.#mind();
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
    this.#parts.release();
  }

  #header(header: FrameHeader): number | ProtocolError {
    const request = parseFileRequest(header);
    if (request === undefined) return isCount(header.total_size) ? header.total_size : 0;
    if (isProtocolError(request)) return request;
    this.#ports.share.spend(REQUEST_COST);
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
        this.#following = { kind: 'part', part: this.#parts.begin(request) };
        return request.length;
    }
  }

  #bytes(chunk: Uint8Array): void {
    const following = this.#following;
    if (following.kind === 'list') {
      following.list.set(chunk, following.filled);
      following.filled += chunk.length;
    } else if (following.kind === 'part') {
      this.#parts.take(following.part, chunk);
    }
  }

  #end(): void {
    const following = this.#following;
    this.#following = NOTHING;
    if (following.kind === 'list') this.#parts.ask(following.hash, following.size, following.list);
    else if (following.kind === 'part') this.#parts.end(following.part);
  }

  /** The part is there: says so, or for an offer whose content is whole tells the room. */
  #kept(put: Put): void {
    const { hash, size, offset, offering } = put;
    if (this.#isClosed) return;
    if (!offering || !this.#ports.spool.has(hash, size)) {
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

  #fetch({ hash, offset, length }: Extract<FileRequest, { type: 'fetch' }>): void {
    this.#out.sendLater(() => {
      const reader = this.#ports.spool.open(hash);
      if (!reader) return refusal(hash, offset, GONE);
      const { size } = reader;
      const from = Math.min(offset, size);
      const bytes = Math.min(length ?? size, size - from);
      const header = { type: 'file', filename: reader.name, hash, total_size: size, offset: from, length: bytes };
      return { header: encodeFrame(header), reader, from, to: from + bytes };
    });
  }

  #sendPieces(hash: string): void {
    this.#out.sendLater(() => {
      const found = this.#ports.spool.pieces(hash);
      if (!found) return refusal(hash, 0, GONE);
      const { size, list } = found;
      return encodeFrame({ type: 'pieces', hash, size, total_size: list.length }, list);
    });
  }

  #reply(header: object): void {
    if (!this.#isClosed) this.#out.send(encodeFrame(header));
  }

  #refuse(hash: string, offset: number, problem: Problem): void {
    if (!this.#isClosed) this.#out.send(refusal(hash, offset, problem));
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
    if (this.#hasEnded && this.#owesNothing) return this.#peer.close();
    const { share } = this.#ports;
    if ((share.isSpent || this.#decoder.isWaiting) && !this.#waitsForShare) {
      this.#waitsForShare = true;
      share.ask(0, () => {
        this.#waitsForShare = false;
        this.#took(this.#decoder.goOn());
      });
    }
    const following = this.#following;
    const isFull = following.kind === 'part' && this.#parts.isFull(following.part);
    const paused =
      this.#waitsForShare || isFull || this.#waitsForSpool >= ASKED_MOST || this.#out.waiting > ANSWERS_MOST;
    if (paused === this.#isPaused) return;
    this.#isPaused = paused;
    this.#peer.pause(paused);
  }
}

/** Contents of one link that may wait for the disk at a time. */
const ASKED_MOST = 8;
const GONE: Problem = { code: 'file_gone', text: 'the host does not have this file, or no longer' };

function refusal(hash: string, offset: number, { code, text }: Problem): Uint8Array {
  return encodeFrame({ type: 'refused', hash, offset, code: wireCode(code), text });
}

function wireCode(code: string): WireErrorCode {
  return WIRE_ERROR_CODES.find((one) => one === code) ?? 'store_failed';
}
