/**
 * Shares each turn of an event loop among file links, so that files never take more of a turn than a message can
 * wait. Who asks gets its turn in order; a link that asks for one thing at a time is served as often as the others.
 */
export class FairShare {
  readonly #perTurn: number;
  readonly #nextTurn: (work: () => void) => void;
  readonly #contain: (work: () => void) => void;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  #used = 0;
  #isScheduled = false;

  /**
   * @param perTurn bytes of all files that one turn may move
   * @param nextTurn runs work when the loop has heard everybody else
   * @param contain does the work of one link that waited, which must not end that of the others
   */
  constructor(
    perTurn: number,
    nextTurn: (work: () => void) => void,
    contain: (work: () => void) => void = (work) => work(),
  ) {
    this.#contain = contain;
    this.#perTurn = perTurn;
    this.#nextTurn = nextTurn;
  }

  /** True when this turn's share is used up. */
  get isSpent(): boolean {
    return this.#used >= this.#perTurn;
  }

  /** Counts bytes that are there already and can't wait. */
  spend(bytes: number): void {
    this.#used += bytes;
    this.#schedule();
  }

  /** Calls `go` as soon as there is room for `bytes`, at once if there is now. */
  ask(bytes: number, go: () => void): void {
    if (this.#waiting.length === 0 && !this.isSpent) {
      this.spend(bytes);
      go();
      return;
    }
    this.#waiting.push({ bytes, go });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#nextTurn(() => {
      this.#isScheduled = false;
      this.#used = 0;
      while (!this.isSpent) {
        const next = this.#waiting.shift();
        if (!next) break;
        this.#used += next.bytes;
        this.#contain(next.go);
      }
      if (this.#waiting.length > 0 || this.#used > 0) this.#schedule();
    });
  }
}
