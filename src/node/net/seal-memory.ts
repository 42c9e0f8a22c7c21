/** What is shorter costs less to make anew than to look after. */
export const LEAST_LENT = 1_024;
const MOST = 262_144;
/** Pieces of each size that are kept for the next seal. */
const KEPT = 2;

/** Memory for so many bytes, and what takes it back when nobody reads them any more. */
export interface LentMemory {
  readonly bytes: Uint8Array;
  readonly release: () => void;
}

/**
 * Memory that records are sealed into, and that is used again once they are with the system, which nearly always takes them at
 * once: new memory for each link and turn costs as much as to seal. Sizes double, so that little is held by much.
 */
export class SealMemory {
  readonly #spare: Uint8Array[][] = [];

  /** Lends memory for `size` bytes; undefined where that is not worth it. */
  lend(size: number): LentMemory | undefined {
    if (size < LEAST_LENT || size > MOST) return undefined;
    const order = 32 - Math.clz32(size - 1);
    this.#spare[order] ??= [];
    const spare = this.#spare[order];
    const whole = spare.pop() ?? new Uint8Array(2 ** order);
    const release = () => {
      if (spare.length < KEPT) spare.push(whole);
    };
    return { bytes: whole.subarray(0, size), release };
  }
}
