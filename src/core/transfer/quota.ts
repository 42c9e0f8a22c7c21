/** One address's share of something that there is only so much of. */
export interface Allowance {
  /** @returns false where that is more than the address, or all together, may have: then nothing was taken */
  take(amount: number): boolean;
  give(amount: number): void;
}

/** Something that there is only so much of, and of which no address gets all. */
export class Quota {
  readonly #most: number;
  readonly #mostEach: number;
  readonly #taken = new Map<string, number>();
  #all = 0;

  /** @param most in all @param mostEach of one address */
  constructor(most: number, mostEach: number) {
    this.#most = most;
    this.#mostEach = mostEach;
  }

  /** How much is taken in all. */
  get taken(): number {
    return this.#all;
  }

  of(address: string): Allowance {
    return {
      take: (amount) => this.#take(address, amount),
      give: (amount) => this.#give(address, amount),
    };
  }

  #take(address: string, amount: number): boolean {
    const own = (this.#taken.get(address) ?? 0) + amount;
    if (own > this.#mostEach || this.#all + amount > this.#most) return false;
    this.#all += amount;
    if (own > 0) this.#taken.set(address, own);
    return true;
  }

  #give(address: string, amount: number): void {
    const own = (this.#taken.get(address) ?? 0) - amount;
    this.#all -= amount;
    if (own > 0) this.#taken.set(address, own);
    else this.#taken.delete(address);
  }
}
