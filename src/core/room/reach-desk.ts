import type { Reached } from '../wire/messages.ts';

/** Tries for others that are under way at the same time, at most. */
const AT_ONCE = 4;
/** One computer is tried at most once in so many milliseconds. */
const AGAIN_MS = 5_000;
/** Computers that are remembered for that. */
const KEPT = 256;

/** What is tried: whether a connection is made, whether a datagram is answered. */
export type TryPort = (address: string, port: number) => Promise<Required<Omit<Reached, 'type'>>>;

/** Tries ports of other computers because these ask for it: a few at a time, and none of them often. */
export class ReachDesk {
  readonly #tryPort: TryPort;
  readonly #triedAt = new Map<string, number>();
  #underWay = 0;

  constructor(tryPort: TryPort) {
    this.#tryPort = tryPort;
  }

  /** @returns what came of it; nothing of it when it is not tried now. `now` in milliseconds */
  async ask(address: string, port: number, now: number): Promise<Omit<Reached, 'type'>> {
    const before = this.#triedAt.get(address);
    if (this.#underWay >= AT_ONCE || (before !== undefined && now - before < AGAIN_MS)) return {};
    this.#triedAt.delete(address);
    this.#triedAt.set(address, now);
    const [oldest] = this.#triedAt.keys();
    if (this.#triedAt.size > KEPT && oldest !== undefined) this.#triedAt.delete(oldest);
    this.#underWay += 1;
    try {
      return await this.#tryPort(address, port);
    } finally {
      this.#underWay -= 1;
    }
  }
}
