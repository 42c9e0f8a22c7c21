/** A set of whole numbers as sorted, disjoint ranges `[from, to)`. */
export class Intervals {
  /** from, to, from, to, … */
  readonly #bounds: number[] = [];
  #total = 0;

  get isEmpty(): boolean {
    return this.#bounds.length === 0;
  }

  /** Numbers in the set. */
  get total(): number {
    return this.#total;
  }

  /** Begin of the first range; the set must not be empty. */
  get firstFrom(): number {
    return this.#bounds[0] as number;
  }

  /** End of the first range; the set must not be empty. */
  get firstTo(): number {
    return this.#bounds[1] as number;
  }

  add(from: number, to: number): void {
    if (from >= to) return;
    const bounds = this.#bounds;
    const last = bounds.length - 1;
    // Nearly always something is added behind everything else.
    if (last < 0 || from > (bounds[last] as number)) {
      bounds.push(from, to);
      this.#total += to - from;
      return;
    }
    const start = this.#firstEndingAtOrAfter(from);
    let end = start;
    let [newFrom, newTo] = [from, to];
    while (end < bounds.length && (bounds[end] as number) <= to) {
      newFrom = Math.min(newFrom, bounds[end] as number);
      newTo = Math.max(newTo, bounds[end + 1] as number);
      this.#total -= (bounds[end + 1] as number) - (bounds[end] as number);
      end += 2;
    }
    bounds.splice(start, end - start, newFrom, newTo);
    this.#total += newTo - newFrom;
  }

  remove(from: number, to: number): void {
    const bounds = this.#bounds;
    if (from >= to || bounds.length === 0 || from >= (bounds[bounds.length - 1] as number)) return;
    const start = this.#firstEndingAtOrAfter(from + 1);
    let end = start;
    const rest: number[] = [];
    while (end < bounds.length && (bounds[end] as number) < to) {
      const [a, b] = [bounds[end] as number, bounds[end + 1] as number];
      this.#total -= b - a;
      if (a < from) {
        rest.push(a, from);
        this.#total += from - a;
      }
      if (b > to) {
        rest.push(to, b);
        this.#total += b - to;
      }
      end += 2;
    }
    bounds.splice(start, end - start, ...rest);
  }

  /** Calls `visit` for each part of `[from, to)` that is not in the set. */
  forEachGap(from: number, to: number, visit: (from: number, to: number) => void): void {
    let at = from;
    for (let i = this.#firstEndingAtOrAfter(from + 1); i < this.#bounds.length && at < to; i += 2) {
      const begin = this.#bounds[i] as number;
      if (begin >= to) break;
      if (begin > at) visit(at, begin);
      at = Math.max(at, this.#bounds[i + 1] as number);
    }
    if (at < to) visit(at, to);
  }

  /** Index of the first range whose end is at least `value`, or the length. */
  #firstEndingAtOrAfter(value: number): number {
    let low = 0;
    let high = this.#bounds.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#bounds[2 * middle + 1] as number) < value) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}
