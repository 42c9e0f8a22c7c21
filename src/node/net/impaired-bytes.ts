import { StreamImpairment } from '../../core/impairment/stream-impairment.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import { monotonicNow } from '../time/clocks.ts';
import { Alarm } from './alarm.ts';

/**
 * One direction of a stream that is impaired: bytes go in, and are delivered late and in pieces, all of them and in
 * order. Any stream can have two of them, a room's link (`impaired-stream.ts`) or a bare socket of the lab:
 *
 *     const out = new ImpairedBytes(settings, (piece) => socket.write(piece));
 *     out.push(bytes);               // instead of socket.write(bytes); out.queuedBytes is part of what waits
 *     out.after(() => socket.end()); // instead of socket.end()
 *     out.flush();                   // no impairment any more
 */
export class ImpairedBytes {
  readonly #queue: StreamImpairment;
  readonly #deliver: (piece: Uint8Array) => void;
  readonly #emptied: () => void;
  readonly #alarm = new Alarm(
    (now) => this.#work(now),
    (now) => this.#work(now),
  );
  #after: (() => void)[] = [];
  /** True when something had to wait, until it has been told that nothing does any more. */
  #waited = false;

  /** @param emptied called each time that nothing waits any more, never while something is pushed */
  constructor(settings: Impairment, deliver: (piece: Uint8Array) => void, emptied: () => void = () => {}) {
    this.#queue = new StreamImpairment(settings);
    this.#deliver = deliver;
    this.#emptied = emptied;
  }

  get queuedBytes(): number {
    return this.#queue.queuedBytes;
  }

  set(settings: Impairment): void {
    this.#queue.set(settings);
    this.#alarm.soon();
  }

  /** The bytes are the caller's again when this returns. */
  push(bytes: Uint8Array): void {
    const now = monotonicNow();
    this.#queue.push(bytes.slice(), now);
    this.#deliverDue(now);
    if (this.#queue.queuedBytes > 0) {
      this.#waited = true;
      this.#alarm.by(this.#queue.deadline);
    } else if (this.#waited) {
      this.#alarm.soon();
    }
  }

  /** Does something when all that was pushed before has been delivered; at once if nothing waits. */
  after(work: () => void): void {
    if (this.#waited) this.#after.push(work);
    else work();
  }

  /** Delivers everything at once, and does what waited for it. */
  flush(): void {
    this.#alarm.stop();
    for (const piece of this.#queue.drain()) this.#deliver(piece);
    if (this.#waited) this.#settle();
  }

  /** Throws away what waits, and what waited for it. */
  drop(): void {
    this.#alarm.stop();
    this.#queue.drain();
    this.#waited = false;
    this.#after = [];
  }

  #work(now: number): number {
    this.#deliverDue(now);
    if (this.#waited && this.#queue.queuedBytes === 0) this.#settle();
    return this.#queue.deadline;
  }

  #deliverDue(now: number): void {
    for (const piece of this.#queue.due(now)) this.#deliver(piece);
  }

  #settle(): void {
    this.#waited = false;
    const after = this.#after;
    this.#after = [];
    for (const work of after) work();
    this.#emptied();
  }
}
