import type { Problem } from '../../shared/error-codes.ts';
import { isCount } from '../wire/field-guards.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { isProtocolError, type ProtocolError } from '../wire/protocol-error.ts';
import { type Download, offsetOf } from './download.ts';
import { FileDecoder } from './file-decoder.ts';
import { type FileReply, parseFileReply } from './file-messages.ts';
import type { FilePeer } from './file-ports.ts';
import { type SendRequest, Upload } from './upload.ts';

/** Bytes that are asked for, or sent and not answered, at a time; and how many requests, for small files. */
const WINDOW_BYTES = 8_388_608;
const WINDOW_REQUESTS = 256;
/** Contents that the host is told of at a time: it remembers something of each. Those that are paused don't count. */
const BEGUN_MOST = 256;
/** While so many bytes wait for the link, nothing more is read from disk for it. */
const QUEUED_MOST = 1_048_576;

/** What was asked for on this link and is not answered yet, in the order in which it was asked for. */
type Asked =
  | { readonly kind: 'pieces'; readonly download: Download }
  | { readonly kind: 'fetch'; readonly download: Download; readonly index: number }
  | { readonly kind: 'send'; readonly upload: Upload; readonly request: SendRequest };

type Following =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'list'; readonly download: Download; readonly list: Uint8Array; filled: number }
  | { readonly kind: 'piece'; readonly download: Download; readonly index: number; at: number };

const NOTHING: Following = { kind: 'nothing' };

export interface FileClientEvents {
  /** The link breaks the rules, or the host said why it ends; it is closed by whoever hears this. */
  failed(problem: Problem): void;
}

/**
 * The member's end of a file link: everything that this member sends and fetches, over one link, each transfer as often
 * as the others.
 */
export class FileClient {
  readonly #peer: FilePeer;
  readonly #events: FileClientEvents;
  readonly #decoder: FileDecoder;
  /** All transfers, in the order in which they are served next. */
  readonly #downloads = new Set<Download>();
  readonly #uploads = new Set<Upload>();
  /** Those that the host was told of on this link. */
  readonly #begun = new Set<Upload>();
  #asked: Asked[] = [];
  #askedBytes = 0;
  #following: Following = NOTHING;
  #isPaused = false;
  /** A piece is being read from disk. */
  #isReading = false;
  #isPumping = false;
  #isClosed = false;

  constructor(peer: FilePeer, events: FileClientEvents) {
    this.#peer = peer;
    this.#events = events;
    this.#decoder = new FileDecoder({
      header: (header) => this.#header(header),
      bytes: (chunk) => this.#bytes(chunk),
      end: () => this.#end(),
    });
  }

  /** True while nothing is under way and nothing wants to be. */
  get isIdle(): boolean {
    return this.#asked.length === 0 && !this.#isReading && this.#downloads.size === 0 && this.#uploads.size === 0;
  }

  /** True while nothing was asked for that is not answered: what there is is paused, or waits for the disk. */
  get isWaiting(): boolean {
    return this.#asked.length === 0 || this.#isPaused;
  }

  addDownload(download: Download): void {
    this.#downloads.add(download);
    this.pump();
  }

  addUpload(upload: Upload): void {
    this.#uploads.add(upload);
    this.pump();
  }

  /** What is still under way of it is let go by. */
  remove(transfer: Download | Upload): void {
    if (transfer instanceof Upload) {
      this.#uploads.delete(transfer);
      this.#begun.delete(transfer);
    } else this.#downloads.delete(transfer);
    // The link may have waited for it.
    this.pump();
  }

  /** Takes what one `recv()` returned. */
  receive(chunk: Uint8Array): void {
    const breach = this.#decoder.push(chunk);
    if (breach) this.#fail(breach);
    this.pump();
  }

  /** The link is gone: every transfer may go on over another. */
  closed(): void {
    this.#isClosed = true;
    this.#decoder.stop();
    for (const transfer of [...this.#downloads, ...this.#uploads]) transfer.linkLost();
  }

  /** Asks and sends as much as may be under way; to be called when a transfer may want more, or the link is empty. */
  pump(): void {
    // What is asked here may be answered by the disk at once, which comes back here.
    if (this.#isClosed || this.#isPumping) return;
    this.#isPumping = true;
    while (this.#mayAsk && this.#askOne());
    while (!this.#isReading && this.#mayAsk && this.#peer.queuedBytes() < QUEUED_MOST && this.#sendOne());
    this.#isPumping = false;
    const paused = this.#following.kind === 'piece' && this.#following.download.isFull;
    if (paused === this.#isPaused) return;
    this.#isPaused = paused;
    this.#peer.pause(paused);
  }

  get #mayAsk(): boolean {
    return this.#askedBytes < WINDOW_BYTES && this.#asked.length < WINDOW_REQUESTS;
  }

  /** The next download that wants something asks for it, and goes behind the others. */
  #askOne(): boolean {
    for (const download of this.#downloads) {
      const request = download.nextRequest();
      if (!request) continue;
      behindOthers(this.#downloads, download);
      const { hash } = download.content;
      if (request.kind === 'pieces') {
        this.#asked.push({ kind: 'pieces', download });
        this.#peer.send(encodeFrame({ type: 'pieces', hash }));
      } else {
        const { index } = request;
        const length = download.lengthOf(index);
        this.#asked.push({ kind: 'fetch', download, index });
        this.#askedBytes += length;
        this.#peer.send(encodeFrame({ type: 'fetch', hash, offset: offsetOf(index), length }));
      }
      return true;
    }
    return false;
  }

  #sendOne(): boolean {
    let places = BEGUN_MOST;
    for (const { isPaused } of this.#begun) if (!isPaused) places -= 1;
    for (const upload of this.#uploads) {
      if (places <= 0 && !this.#begun.has(upload)) continue;
      const request = upload.nextRequest();
      if (!request) continue;
      this.#begun.add(upload);
      behindOthers(this.#uploads, upload);
      this.#send(upload, request);
      return true;
    }
    return false;
  }

  #send(upload: Upload, request: SendRequest): void {
    const { hash, size, list } = upload.content;
    if (request.kind === 'ask') {
      this.#sent(upload, request, encodeFrame({ type: 'ask', hash, size, total_size: list.length }, list));
      return;
    }
    const offset = request.index === undefined ? size : offsetOf(request.index);
    const length = request.index === undefined ? 0 : upload.lengthOf(request.index);
    const told = request.kind === 'offer' ? upload.offer : {};
    const header = encodeFrame({ type: request.kind, ...told, hash, total_size: size, offset, length });
    if (length === 0) return this.#sent(upload, request, header);
    this.#isReading = true;
    upload.ports.read(offset, length, (bytes, release) => {
      this.#isReading = false;
      if (this.#isClosed) return release?.();
      if ('code' in bytes) {
        upload.fail(bytes);
        return this.pump();
      }
      this.#askedBytes += length;
      this.#peer.send(header);
      this.#sent(upload, request, bytes, release);
    });
  }

  #sent(upload: Upload, request: SendRequest, bytes: Uint8Array, release?: () => void): void {
    this.#asked.push({ kind: 'send', upload, request });
    if (release && this.#peer.lend) this.#peer.lend(bytes, release);
    else this.#peer.send(bytes);
    this.pump();
  }

  #header(header: FrameHeader): number | ProtocolError {
    const reply = parseFileReply(header);
    if (reply === undefined) {
      this.#following = { kind: 'skip' };
      return isCount(header.total_size) ? header.total_size : 0;
    }
    return isProtocolError(reply) ? reply : this.#take(reply);
  }

  #take(reply: FileReply): number {
    switch (reply.type) {
      case 'file':
        return this.#fileCame(reply.hash, reply.offset, reply.length);
      case 'pieces': {
        const asked = this.#answered((one) => one.kind === 'pieces' && one.download.content.hash === reply.hash);
        this.#following =
          asked?.kind === 'pieces'
            ? { kind: 'list', download: asked.download, list: new Uint8Array(reply.listSize), filled: 0 }
            : { kind: 'skip' };
        return reply.listSize;
      }
      case 'has':
        this.#answeredSend(reply.hash, 'ask')?.upload.has(reply.missing);
        return 0;
      case 'kept':
        this.#answeredSend(reply.hash, 'part', reply.offset)?.upload.kept(reply.offset);
        return 0;
      case 'accepted': {
        const asked = this.#answered(
          (one) => one.kind === 'send' && one.upload.offer?.id === reply.id && one.request.kind === 'offer',
        );
        if (asked?.kind === 'send') asked.upload.accepted({ id: reply.id, seq: reply.seq });
        return 0;
      }
      case 'refused':
        this.#refused(reply);
        return 0;
      case 'error':
      case 'bye':
        this.#events.failed({ code: 'link_lost', text: reply.text || 'the host ended the link' });
        return 0;
    }
  }

  #fileCame(hash: string, offset: number, length: number): number {
    const asked = this.#answered(
      (one) => one.kind === 'fetch' && one.download.content.hash === hash && offsetOf(one.index) === offset,
    );
    const fits = asked?.kind === 'fetch' && asked.download.lengthOf(asked.index) === length;
    this.#following = fits
      ? { kind: 'piece', download: asked.download, index: asked.index, at: offset }
      : { kind: 'skip' };
    return length;
  }

  #refused({ hash, offset, code, text }: Extract<FileReply, { type: 'refused' }>): void {
    const problem = { code: code as Problem['code'], text };
    const asked = this.#answered((one) => hashOf(one) === hash && offsetAsked(one) === offset);
    if (asked?.kind === 'send') asked.upload.refused(offset, problem);
    else asked?.download.refused(problem);
  }

  #bytes(chunk: Uint8Array): void {
    const following = this.#following;
    if (following.kind === 'list') {
      following.list.set(chunk, following.filled);
      following.filled += chunk.length;
    } else if (following.kind === 'piece') {
      following.download.bytes(following.at, chunk);
      following.at += chunk.length;
    }
  }

  #end(): void {
    const following = this.#following;
    this.#following = NOTHING;
    if (following.kind === 'list') following.download.listCame(following.list);
    else if (following.kind === 'piece') following.download.pieceCame(following.index);
  }

  #answeredSend(hash: string, what: 'ask' | 'part', offset = 0): Extract<Asked, { kind: 'send' }> | undefined {
    const fits = (one: Asked) =>
      one.kind === 'send' &&
      hashOf(one) === hash &&
      (one.request.kind === 'ask') === (what === 'ask') &&
      offsetAsked(one) === offset;
    const asked = this.#answered(fits);
    return asked?.kind === 'send' ? asked : undefined;
  }

  /** Takes the oldest question that fits off the list. */
  #answered(fits: (one: Asked) => boolean): Asked | undefined {
    const at = this.#asked.findIndex(fits);
    const [asked] = at < 0 ? [] : this.#asked.splice(at, 1);
    if (asked) this.#askedBytes -= bytesAsked(asked);
    return asked;
  }

  #fail({ error, text }: ProtocolError): void {
    this.#events.failed({ code: error, text });
  }
}

function behindOthers<T>(all: Set<T>, one: T): void {
  all.delete(one);
  all.add(one);
}

function hashOf(asked: Asked): string {
  return asked.kind === 'send' ? asked.upload.content.hash : asked.download.content.hash;
}

function offsetAsked(asked: Asked): number {
  if (asked.kind === 'fetch') return offsetOf(asked.index);
  if (asked.kind === 'pieces' || asked.request.kind === 'ask') return 0;
  return asked.request.index === undefined ? asked.upload.content.size : offsetOf(asked.request.index);
}

function bytesAsked(asked: Asked): number {
  if (asked.kind === 'fetch') return asked.download.lengthOf(asked.index);
  if (asked.kind === 'pieces' || asked.request.kind === 'ask' || asked.request.index === undefined) return 0;
  return asked.upload.lengthOf(asked.request.index);
}
