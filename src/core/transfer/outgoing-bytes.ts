import type { FairShare } from './fair-share.ts';
import type { FilePeer, Reader } from './file-ports.ts';

/** Written to a link at a time, and never across one of its multiples: so a chunk lies within one piece. */
const CHUNK = 262_144;
/** While so many bytes wait for a link, it is given no more. */
const QUEUED_MOST = 524_288;

/** A stretch of a content behind its frame. */
export interface Stretch {
  readonly header: Uint8Array;
  readonly reader: Reader;
  readonly from: number;
  readonly to: number;
}

interface FileJob {
  readonly kind: 'file';
  readonly reader: Reader;
  at: number;
  readonly to: number;
}

type Job =
  | { readonly kind: 'frames'; readonly bytes: Uint8Array }
  /** It takes memory and holds its content only when it is its turn. */
  | { readonly kind: 'later'; readonly open: () => Uint8Array | Stretch }
  | FileJob;

/** What a link is owed, in order: frames, and files that are read only as fast as the link takes them. */
export class OutgoingBytes {
  readonly #peer: FilePeer;
  readonly #share: FairShare;
  readonly #moved: () => void;
  readonly #jobs: Job[] = [];
  /** A chunk is being read, or waits for its share of a turn. */
  #isBusy = false;
  #isStopped = false;
  #endsAfter = false;

  /** @param moved hears when something left */
  constructor(peer: FilePeer, share: FairShare, moved: () => void) {
    this.#peer = peer;
    this.#share = share;
    this.#moved = moved;
  }

  get isEmpty(): boolean {
    return this.#jobs.length === 0 && !this.#isBusy;
  }

  /** Answers that wait. */
  get waiting(): number {
    return this.#jobs.length;
  }

  send(bytes: Uint8Array): void {
    if (this.#isStopped) return;
    this.#jobs.push({ kind: 'frames', bytes });
    this.pump();
  }

  /** Sends what `open` gives when all that was owed before is sent: frames, or a stretch, whose reader is closed in the end. */
  sendLater(open: () => Uint8Array | Stretch): void {
    if (this.#isStopped) return;
    this.#jobs.push({ kind: 'later', open });
    this.pump();
  }

  /** Closes the link after all that it is owed. */
  endAfter(): void {
    this.#endsAfter = true;
    this.pump();
  }

  stop(): void {
    this.#isStopped = true;
    for (const job of this.#jobs) if (job.kind === 'file') job.reader.close();
    this.#jobs.length = 0;
  }

  /** Goes on as far as the link takes it. */
  pump(): void {
    while (!this.#isBusy && !this.#isStopped && this.#peer.queuedBytes() < QUEUED_MOST) {
      const job = this.#jobs[0];
      if (job === undefined) break;
      if (job.kind === 'file') this.#sendSome(job);
      else if (job.kind === 'later') this.#begin(job.open());
      else {
        this.#jobs.shift();
        this.#peer.send(job.bytes);
        this.#moved();
      }
    }
    if (this.#endsAfter && this.isEmpty && !this.#isStopped) this.#peer.close();
  }

  /** The first job's turn came. */
  #begin(opened: Uint8Array | Stretch): void {
    if (opened instanceof Uint8Array) {
      this.#jobs[0] = { kind: 'frames', bytes: opened };
      return;
    }
    const { header, reader, from, to } = opened;
    this.#jobs[0] = { kind: 'file', reader, at: from, to };
    this.#peer.send(header);
  }

  #sendSome(job: FileJob): void {
    if (job.at >= job.to) return this.#finish(job);
    this.#isBusy = true;
    const length = Math.min(CHUNK - (job.at % CHUNK), job.to - job.at);
    job.reader.read(job.at, length, (bytes, release) => {
      // A content that is kept whole and can't be read is a broken disk: the link can't go on in the middle of it.
      if ('code' in bytes || bytes.length < length) return this.#peer.close();
      this.#share.ask(length, () => {
        this.#isBusy = false;
        if (this.#isStopped) return release?.();
        job.at += length;
        if (release && this.#peer.lend) this.#peer.lend(bytes, release);
        else this.#peer.send(bytes);
        if (job.at >= job.to) this.#finish(job);
        this.#moved();
        this.pump();
      });
    });
  }

  #finish(job: FileJob): void {
    if (this.#jobs[0] !== job) return;
    this.#jobs.shift();
    job.reader.close();
  }
}
