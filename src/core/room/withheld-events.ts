import type { RoomLink } from './room-link.ts';

/** Events that are on disk and that live links are told of a little later, together with what follows. */
export class WithheldEvents {
  #from: number | undefined;
  /** Links that became live meanwhile, and the event that each lacks first. */
  readonly #ahead = new Map<RoomLink, number>();

  get isEmpty(): boolean {
    return this.#from === undefined;
  }

  /** Everything from event `from` on is told later. */
  withhold(from: number): void {
    this.#from ??= from;
  }

  /** A link became live that got everything before `next` already. */
  becomesLive(link: RoomLink, next: number): void {
    if (this.#from !== undefined) this.#ahead.set(link, next);
  }

  remove(link: RoomLink): void {
    this.#ahead.delete(link);
  }

  /** The first event that a live link lacks; undefined when nothing is withheld. */
  firstOf(link: RoomLink): number | undefined {
    return this.#ahead.get(link) ?? this.#from;
  }

  /** Everybody was told. */
  clear(): void {
    this.#from = undefined;
    this.#ahead.clear();
  }
}
