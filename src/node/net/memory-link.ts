import type { Recordable, Tape } from '../../core/recording/tape.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';

const NOWHERE = { address: '', port: 0 };
/** What the host's own window is recorded as. */
export const IN_MEMORY = { transport: 'memory', local: NOWHERE, remote: NOWHERE, dialled: true } as const;

/**
 * Two ends of a link inside one process: what one sends the other receives, in a later turn of the event loop, as
 * with a socket. The host's own window joins its room over one.
 */
export class MemoryLink implements StreamLink, Recordable<Tape> {
  readonly address = 'memory';
  /** What the room shows to the window beside it. */
  security: LinkSecurity | undefined = undefined;
  /** While it is recorded. */
  tape: Tape | undefined = undefined;
  #events: StreamEvents | undefined;
  /** Set by {@link pair} before anybody has the link. */
  #other!: MemoryLink;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #scheduled = false;
  #ended = false;
  #closed = false;
  /** True while the other end takes nothing. */
  #held = false;

  /** Makes a connected pair. Nothing is delivered before an end has its listener. */
  static pair(): readonly [MemoryLink, MemoryLink] {
    const one = new MemoryLink();
    const other = new MemoryLink();
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  listen(events: StreamEvents): void {
    this.#events = events;
  }

  send(bytes: Uint8Array): number {
    if (this.#ended || bytes.length === 0) return this.#queued;
    this.tape?.keep('out', bytes);
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    this.#schedule();
    return this.#queued;
  }

  pause(paused: boolean): void {
    this.#other.#held = paused;
    if (!paused && this.#other.#queued > 0) this.#other.#schedule();
  }

  queuedBytes(): number {
    return this.#queued;
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#schedule();
  }

  destroy(): void {
    this.#queue = [];
    this.#queued = 0;
    this.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#deliver());
  }

  #deliver(): void {
    this.#scheduled = false;
    if (this.#held && !this.#ended) return;
    const chunks = this.#queue;
    this.#queue = [];
    this.#queued = 0;
    for (const chunk of chunks) {
      if (this.#other.#closed) continue;
      this.#other.tape?.keep('in', chunk);
      this.#other.#events?.received(chunk);
    }
    if (chunks.length > 0 && !this.#ended) this.#events?.drained();
    if (this.#ended && !this.#scheduled) {
      this.#other.#finish();
      this.#finish();
    }
  }

  #finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#ended = true;
    this.#events?.closed({ code: 'link_lost', text: 'the link was closed' });
  }
}
