/** A few places for work that takes much memory: who comes when all are taken waits for its turn. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /**
   * Begins `work` when there is a place, at once if there is one now.
   * @param work hears what gives the place back
   * @returns the same, which before the work began takes the wish back; may be called more than once
   */
  take(work: (over: () => void) => void): () => void {
    let state: 'waiting' | 'working' | 'over' = 'waiting';
    const begin = () => {
      state = 'working';
      this.#free -= 1;
      work(over);
    };
    const over = () => {
      const before = state;
      state = 'over';
      if (before === 'waiting') this.#waiting.delete(begin);
      else if (before === 'working') this.#give();
    };
    if (this.#free > 0) begin();
    else this.#waiting.add(begin);
    return over;
  }

  #give(): void {
    this.#free += 1;
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    next();
  }
}
