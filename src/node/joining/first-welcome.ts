import type { Result } from '../../shared/error-codes.ts';

/** Those who wait for the first welcome of a room, or for why there is none. */
export class FirstWelcome {
  #waiting: ((result: Result<undefined>) => void)[] = [];

  wait(): Promise<Result<undefined>> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  settle(result: Result<undefined>): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const settle of waiting) settle(result);
  }
}
