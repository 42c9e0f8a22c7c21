import { joinBytes } from './bytes.ts';
import { type PeerAction, QuietPeer } from './practice-peer.ts';

/** What a system's receive buffer holds at least; when as much waits it is read at once. */
const BUFFER_BYTES = 65_536;

/**
 * Answers nothing and shows what each `recv(size)` returned, of a server that is busy for a while after the first byte
 * came and then calls `recv` until nothing is left. What was sent in the meantime sticks together, and what is longer
 * than `size` is cut.
 *
 * The bytes wait here instead of in the system's buffer, where Node would not leave them; what the calls return is
 * the same.
 */
export class StickyPeer extends QuietPeer {
  override readonly shows = 'reads';
  readonly #size: number;
  readonly #waitMs: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #wakeAt: number | undefined;

  /**
   * @param size what is asked of each `recv`, in bytes
   * @param waitMs from the first byte to the first `recv`
   */
  constructor(size: number, waitMs: number) {
    super();
    this.#size = size;
    this.#waitMs = waitMs;
  }

  override get wakeAt(): number | undefined {
    return this.#wakeAt;
  }

  override received(bytes: Uint8Array, now: number): readonly PeerAction[] {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitMs === 0 || this.#waitingBytes >= BUFFER_BYTES) return this.#readAll();
    this.#wakeAt ??= now + this.#waitMs;
    return [];
  }

  override woken(now: number): readonly PeerAction[] {
    return this.#wakeAt !== undefined && now >= this.#wakeAt ? this.#readAll() : [];
  }

  /** After the last bytes `recv` returns none, and the server closes. */
  override ended(): readonly PeerAction[] {
    return [...this.#readAll(), { kind: 'end' }];
  }

  #readAll(): readonly PeerAction[] {
    const bytes = joinBytes(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#wakeAt = undefined;
    const reads: PeerAction[] = [];
    for (let at = 0; at < bytes.length; at += this.#size) {
      reads.push({ kind: 'read', bytes: bytes.subarray(at, at + this.#size) });
    }
    return reads;
  }
}
