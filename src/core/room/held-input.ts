import type { RoomLink } from './room-link.ts';

/**
 * Links whose input waits in their decoders, and which are not read meanwhile: some for the next turn since they, or all
 * links together, took their share of this one; some until they may go on.
 */
export class HeldInput {
  #bytes = 0;
  readonly #ready = new Set<RoomLink>();
  readonly #waiting = new Set<RoomLink>();

  /** True while there are links to be heard in the next turn. */
  get isReady(): boolean {
    return this.#ready.size > 0;
  }

  /** True while there are links that wait until they may go on. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** Counts what waits of a link's input by now, be it half a frame. @returns how many bytes wait of all links together */
  count(link: RoomLink): number {
    const { waiting } = link.decoder;
    this.#bytes += waiting - link.waitingBytes;
    link.waitingBytes = waiting;
    return this.#bytes;
  }

  /** The link is gone, and what it sent with it. */
  remove(link: RoomLink): void {
    this.take(link);
    this.#bytes -= link.waitingBytes;
    link.waitingBytes = 0;
  }

  /** Those to be heard next, the one that waits longest first. */
  get ready(): Iterable<RoomLink> {
    return this.#ready;
  }

  /** Holds a link's input back: until the next turn, or until it may go on. */
  hold(link: RoomLink, until: 'next turn' | 'it may'): void {
    if (until === 'it may') {
      this.#ready.delete(link);
      this.#waiting.add(link);
    } else if (!this.#waiting.has(link)) {
      this.#ready.add(link);
    }
    if (link.isHeld) return;
    link.isHeld = true;
    link.peer.pause?.(true);
  }

  /** Makes those ready that may go on. */
  wake(mayGoOn: (link: RoomLink) => boolean): void {
    for (const link of this.#waiting) {
      if (!mayGoOn(link)) continue;
      this.#waiting.delete(link);
      this.#ready.add(link);
    }
  }

  /** The link is about to be heard: it waits no more, though it is not read before {@link letGo}. */
  take(link: RoomLink): void {
    this.#ready.delete(link);
    this.#waiting.delete(link);
  }

  /** Reads a link again that was heard and is not held anew. */
  letGo(link: RoomLink): void {
    if (!link.isHeld || this.#ready.has(link) || this.#waiting.has(link)) return;
    link.isHeld = false;
    link.peer.pause?.(false);
  }
}
