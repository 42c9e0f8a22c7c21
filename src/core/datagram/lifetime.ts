import { DOUBT_MS, IDLE_TIMEOUT_MS, KEEP_ALIVE_MS, LINGER_MS } from './constants.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** When a link must show that it lives, and when it is over (RFC 9000, section 10.1). Milliseconds. */
export class Lifetime {
  readonly #keepsAlive: boolean;
  #heardAt: number;
  #sentAt: number;
  #lingerUntil = NEVER;
  #doubtedUntil = NEVER;

  /** @param keepsAlive true at the end that sends a ping when it was silent for long */
  constructor(keepsAlive: boolean, now: number) {
    this.#keepsAlive = keepsAlive;
    this.#heardAt = now;
    this.#sentAt = now;
  }

  heard(now: number): void {
    this.#heardAt = now;
    this.#doubtedUntil = NEVER;
  }

  /** Somebody says that nobody is there any more. @returns false where that was said before, and nothing heard since */
  doubt(now: number): boolean {
    const isNew = this.#doubtedUntil === NEVER;
    if (isNew) this.#doubtedUntil = now + DOUBT_MS;
    return isNew;
  }

  sent(now: number): void {
    this.#sentAt = now;
  }

  /** The link was closed, and has only so long for its last bytes. */
  linger(now: number): void {
    this.#lingerUntil = now + LINGER_MS;
  }

  get deadline(): number {
    const keepAlive = this.#keepsAlive ? this.#sentAt + KEEP_ALIVE_MS : NEVER;
    return Math.min(keepAlive, this.#lingerUntil, this.#doubtedUntil, this.#heardAt + IDLE_TIMEOUT_MS);
  }

  isSilent(now: number): boolean {
    return now >= this.#heardAt + IDLE_TIMEOUT_MS;
  }

  isDoubted(now: number): boolean {
    return now >= this.#doubtedUntil;
  }

  hasLingered(now: number): boolean {
    return now >= this.#lingerUntil;
  }

  owesPing(now: number): boolean {
    return this.#keepsAlive && now >= this.#sentAt + KEEP_ALIVE_MS;
  }
}
