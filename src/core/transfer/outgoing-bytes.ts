import type { FairShare } from './fair-share.ts';
import type { FilePeer, Reader } from './file-ports.ts';

/** Written to a link at a time, and never across one of its multiples: so a chunk lies within one piece. */
const CHUNK = 262_144;
/** While so many bytes wait for a link, it is given no more. */
const QUEUED_MOST = 524_288;

type Job =
  | { readonly kind: 'frames'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'file';
      readonly header: Uint8Array;
      readonly reader: Reader;
      at: number;
      readonly to: number;
      begun: boolean;
    };

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

  /** Sends `header`, then what the reader has of the range; closes the reader in the end. */
  sendFile(header: Uint8Array, reader: Reader, { from, to }: { readonly from: number; readonly to: number }): void {
    if (this.#isStopped) return reader.close();
    this.#jobs.push({ kind: 'file', header, reader, at: from, to, begun: false });
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
      else {
        this.#jobs.shift();
        this.#peer.send(job.bytes);
        this.#moved();
      }
    }
    if (this.#endsAfter && this.isEmpty && !this.#isStopped) this.#peer.close();
  }

  #sendSome(job: Extract<Job, { kind: 'file' }>): void {
    if (!job.begun) {
      job.begun = true;
      this.#peer.send(job.header);
    }
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

  #finish(job: Extract<Job, { kind: 'file' }>): void {
    if (this.#jobs[0] !== job) return;
    this.#jobs.shift();
    job.reader.close();
  }
}
