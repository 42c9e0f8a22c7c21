import { createHash } from 'node:crypto';
import { DIGEST_SIZE, PIECE_SIZE, pieceCount } from '../../../src/core/transfer/constants.ts';
import { hexOf } from '../../../src/core/transfer/download.ts';
import { FileDecoder } from '../../../src/core/transfer/file-decoder.ts';
import type { FilePeer } from '../../../src/core/transfer/file-ports.ts';
import type { Hashing, PartFile } from '../../../src/core/transfer/piece-store.ts';
import type { UploadContent } from '../../../src/core/transfer/upload.ts';
import type { FrameHeader } from '../../../src/core/wire/frame.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** A file's bytes with its hash and the digests of its pieces. */
export interface Sample extends UploadContent {
  readonly bytes: Uint8Array;
}

/** A content of `size` bytes; those of piece `index` are all `first + index`. */
export function sampleOf(size: number, first = 1): Sample {
  const bytes = new Uint8Array(size);
  const list = new Uint8Array(pieceCount(size) * DIGEST_SIZE);
  for (let index = 0; index < pieceCount(size); index += 1) {
    const piece = bytes.subarray(index * PIECE_SIZE, (index + 1) * PIECE_SIZE).fill(first + index);
    list.set(sha256(piece), index * DIGEST_SIZE);
  }
  return { bytes, size, list, hash: hexOf(sha256(bytes)) };
}

/** The bytes of one piece. */
export function pieceOf({ bytes }: Sample, index: number): Uint8Array {
  return bytes.subarray(index * PIECE_SIZE, (index + 1) * PIECE_SIZE);
}

/** SHA-256 that answers at once; `wholes` counts the contents that were hashed as a whole. */
export function promptHashing(): Hashing & { wholes: number } {
  return {
    wholes: 0,
    digest: (bytes, done) => done(sha256(bytes)),
    startWhole() {
      this.wholes += 1;
      const hash = createHash('sha256');
      return {
        add: (bytes, done) => {
          hash.update(bytes);
          done();
        },
        digest: (done) => done(new Uint8Array(hash.digest())),
      };
    },
  };
}

/** A file in memory whose disk answers at once, or when it is told to. */
export class HeldFile implements PartFile {
  bytes = new Uint8Array(0);
  /** What is said of each write and each read from now on instead of doing it. */
  writeProblem: Problem | undefined;
  readProblem: Problem | undefined;
  /** True to keep answers back until {@link answer}. */
  isHeld = false;
  /** Offsets of what was written, and of what was read. */
  readonly writes: number[] = [];
  readonly reads: number[] = [];
  readonly #answers: (() => void)[] = [];

  read(offset: number, length: number, done: (bytes: Uint8Array | Problem) => void): void {
    this.reads.push(offset);
    const result = this.readProblem ?? this.bytes.slice(offset, offset + length);
    this.#soon(() => done(result));
  }

  write(offset: number, bytes: Uint8Array, done: (problem: Problem | undefined) => void): void {
    const problem = this.writeProblem;
    this.writes.push(offset);
    if (!problem) {
      const larger = new Uint8Array(Math.max(this.bytes.length, offset + bytes.length));
      larger.set(this.bytes);
      larger.set(bytes, offset);
      this.bytes = larger;
    }
    this.#soon(() => done(problem));
  }

  /** Gives the oldest answer that was kept back. */
  answer(): void {
    this.#answers.shift()?.();
  }

  #soon(answer: () => void): void {
    if (this.isHeld) this.#answers.push(answer);
    else answer();
  }
}

/** One frame of a file link, with the bytes that follow it. */
export interface SentFrame {
  readonly header: FrameHeader;
  readonly body: Uint8Array;
}

/** The other end of a file link, which notes down what happens to it. */
export class NotedPeer implements FilePeer {
  /** Bytes that are said to wait for it. */
  queued = 0;
  isPaused = false;
  isClosed = false;
  /** What has come of the frames so far, and has not been taken. */
  #frames: SentFrame[] = [];
  #begun: { readonly header: FrameHeader; readonly chunks: Uint8Array[] } | undefined;
  readonly #decoder = new FileDecoder({
    header: (header) => {
      this.#begun = { header, chunks: [] };
      return followingBytes(header);
    },
    bytes: (chunk) => this.#begun?.chunks.push(chunk),
    end: () => {
      if (this.#begun) this.#frames.push({ header: this.#begun.header, body: Buffer.concat(this.#begun.chunks) });
      this.#begun = undefined;
    },
  });

  send(bytes: Uint8Array): number {
    const breach = this.#decoder.push(bytes);
    if (breach) throw new Error(breach.text);
    return this.queued;
  }

  queuedBytes(): number {
    return this.queued;
  }

  pause(paused: boolean): void {
    this.isPaused = paused;
  }

  close(): void {
    this.isClosed = true;
  }

  /** The header of a frame whose bytes have not come yet, and how many have. */
  get underWay(): { readonly header: FrameHeader; readonly bytes: number } | undefined {
    if (!this.#begun) return undefined;
    const { header, chunks } = this.#begun;
    return { header, bytes: chunks.reduce((sum, { length }) => sum + length, 0) };
  }

  /** The frames that came whole since this was asked last. */
  takeFrames(): SentFrame[] {
    return this.#frames.splice(0);
  }

  /** Their headers alone. */
  take(): FrameHeader[] {
    return this.takeFrames().map(({ header }) => header);
  }
}

/** What follows a frame of either end. */
function followingBytes({ type, length, total_size }: FrameHeader): number {
  if (type === 'fetch') return 0;
  return Number(length ?? total_size ?? 0);
}
