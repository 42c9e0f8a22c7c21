import { IMPAIRMENT_LIMITS, type Impairment } from '../../shared/impairment/impairment.ts';
import { ImpairedBytes } from './impaired-bytes.ts';
import type { StreamEvents } from './stream-link.ts';

/** The stream that is impaired: what a link does when nothing stands in between. */
export interface InnerStream {
  write(bytes: Uint8Array): void;
  /** Bytes that wait in it. */
  queuedBytes(): number;
  /** Stops or goes on reading. */
  pause(paused: boolean): void;
}

/**
 * Stands between a stream and its user while the stream is to be impaired, in both directions. What the user sees of
 * back-pressure and of the end stays true: bytes that wait here count as queued, no more is read than may wait here, and
 * the end comes behind the bytes before it.
 */
export class ImpairedStream {
  readonly #inner: InnerStream;
  readonly #events: StreamEvents;
  readonly #out: ImpairedBytes;
  readonly #in: ImpairedBytes;
  #isPaused = false;

  constructor(settings: Impairment, inner: InnerStream, events: StreamEvents) {
    this.#inner = inner;
    this.#events = events;
    this.#out = new ImpairedBytes(
      settings,
      (piece) => inner.write(piece),
      () => this.drained(),
    );
    this.#in = new ImpairedBytes(settings, (piece) => this.#receivedPiece(piece));
  }

  set(settings: Impairment): void {
    this.#out.set(settings);
    this.#in.set(settings);
  }

  /** @returns how many bytes now wait, here and in the stream */
  send(bytes: Uint8Array): number {
    this.#out.push(bytes);
    return this.queuedBytes();
  }

  queuedBytes(): number {
    return this.#out.queuedBytes + this.#inner.queuedBytes();
  }

  /** The stream received something. */
  received(chunk: Uint8Array): void {
    this.#in.push(chunk);
    if (this.#isPaused || this.#in.queuedBytes <= IMPAIRMENT_LIMITS.streamBytes) return;
    this.#isPaused = true;
    this.#inner.pause(true);
  }

  /** The stream's own queue is empty. */
  drained(): void {
    if (this.queuedBytes() === 0) this.#events.drained();
  }

  /** The peer sends no more. */
  ended(): void {
    this.#in.after(() => this.#events.ended());
  }

  /** Does `end` when everything was sent, or after `lingerMs` at the latest, when the rest goes at once. */
  close(lingerMs: number, end: () => void): void {
    const late = setTimeout(() => this.#out.flush(), lingerMs);
    late.unref();
    this.#out.after(() => {
      clearTimeout(late);
      end();
    });
  }

  /** The stream is closed: what came before is handed on now, and what was to be sent is lost. */
  closed(): void {
    this.#out.drop();
    this.#in.flush();
  }

  /** Ends the impairment: what waits goes on at once, in order. */
  stop(): void {
    this.#out.flush();
    this.#in.flush();
    if (this.#isPaused) this.#inner.pause(false);
  }

  /** Throws away what waits. */
  drop(): void {
    this.#out.drop();
    this.#in.drop();
  }

  #receivedPiece(piece: Uint8Array): void {
    this.#events.received(piece);
    if (!this.#isPaused || this.#in.queuedBytes > IMPAIRMENT_LIMITS.streamBytes / 2) return;
    this.#isPaused = false;
    this.#inner.pause(false);
  }
}
