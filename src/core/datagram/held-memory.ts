/** What a piece costs beside its bytes, about. */
const PIECE_COST = 256;
/** Bytes that each stream may hold whatever the others do, so that one packet that lacks costs nobody all that followed. */
const HELD_ALWAYS = 65_536;

/** How much all links of a host hold of what came too early: a peer makes it hold that by leaving out a packet. */
export class HeldMemory {
  readonly #most: number;
  #held = 0;

  /** @param most bytes, and what they cost, of all streams together */
  constructor(most: number) {
    this.#most = most;
  }

  get held(): number {
    return this.#held;
  }

  /** A stream of its own has none to share with. */
  static unshared(): HeldMemory {
    return new HeldMemory(Number.POSITIVE_INFINITY);
  }

  /** Takes a piece of a stream that holds `own` bytes. @returns false when there is no room for it */
  take(bytes: number, own: number): boolean {
    if (own + bytes > HELD_ALWAYS && this.#held + bytes + PIECE_COST > this.#most) return false;
    this.#held += bytes + PIECE_COST;
    return true;
  }

  giveBack(bytes: number): void {
    this.#held -= bytes + PIECE_COST;
  }
}
