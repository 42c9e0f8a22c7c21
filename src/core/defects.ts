/** Kinds of defects that are told apart; what comes then is one of many. */
const KINDS_KEPT = 100;

/**
 * Hears of exceptions that should never be, where they were caught: each kind is told once, however often it happens, so
 * that a peer that found one can't fill a log with it.
 */
export class Defects {
  readonly #tell: (words: string, error: unknown) => void;
  readonly #known = new Set<string>();

  /** @param tell gets the error in words, with its stack, and the error itself */
  constructor(tell: (words: string, error: unknown) => void) {
    this.#tell = tell;
  }

  met(error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (this.#known.has(words) || this.#known.size >= KINDS_KEPT) return;
    this.#known.add(words);
    this.#tell(words, error);
  }

  /** Does `work`, which may fail without consequences for whoever called. */
  contain(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.met(error);
    }
  }
}

/** Where nobody wants to be told. */
export const NOBODY_HEARS = new Defects(() => {});
