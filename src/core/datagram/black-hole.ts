import { BLACK_HOLE_LOSSES, SMALL_PACKET_SIZE } from './constants.ts';

/**
 * Finds out that large packets vanish where small ones arrive (RFC 8899, section 4.3). What a probe timeout can't tell
 * is seen here: as long as small packets get through, there is always an answer. Packets that got lost together
 * count once, and one that is as long and arrives shows that there is no such hole.
 */
export class BlackHole {
  #losses = 0;
  #countedAt = Number.NEGATIVE_INFINITY;
  /** The shortest packet among those lost. */
  #lostSize = Number.POSITIVE_INFINITY;

  arrived(size: number): void {
    if (size < this.#lostSize) return;
    this.#losses = 0;
    this.#lostSize = Number.POSITIVE_INFINITY;
  }

  /** A packet of `size` bytes got lost, which is known since `now`. */
  lost(size: number, sentAt: number, now: number): void {
    if (size <= SMALL_PACKET_SIZE) return;
    this.#lostSize = Math.min(this.#lostSize, size);
    if (sentAt <= this.#countedAt) return;
    this.#countedAt = now;
    this.#losses += 1;
  }

  /** True when no large packet should be sent any more. */
  get isFound(): boolean {
    return this.#losses >= BLACK_HOLE_LOSSES;
  }
}
