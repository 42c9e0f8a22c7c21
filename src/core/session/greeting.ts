import type { Problem } from '../../shared/error-codes.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';
import type { Call } from '../wire/messages.ts';
import type { AnewReason } from './guest-ports.ts';

/** Where a guest's copy of the log stands: its newest event, and proof of it. */
export interface Standpoint {
  readonly newest: number;
  readonly proof: string | undefined;
}

/** True for what says that the session of before can't be gone on with, so that another begins. */
export function isAnew(code: string): code is AnewReason {
  return code === 'unknown_session' || code === 'log_behind' || code === 'log_diverged';
}

/**
 * What a guest says to be let in: who it is, and the session that it wants back. Each try has a higher number than the
 * one before, in this run and in every other, so that a host knows the late `hello` of a link that was given up.
 */
export class Greeting {
  readonly #can: readonly string[];
  #device = '';
  #session: string | undefined;
  /** The time of the newest try in milliseconds, or one more than the try before it where that is later. */
  #attempt = 0;
  /** True while a `hello` that named its try is not answered. */
  #isNamed = false;
  /** The next `hello` names no try, and so is taken in any case. */
  #insists = false;

  /** @param can names of what this guest can do beyond version 1 */
  constructor(can: readonly string[]) {
    this.#can = can;
  }

  /** Who the next `hello` says that this guest is. */
  become(device: string, session: string | undefined): void {
    this.#device = device;
    this.#session = session;
  }

  /** The next `hello`. `wall` is the time in milliseconds since 1970. */
  hello(nick: string, { newest, proof }: Standpoint, wall: number, call: Call | undefined): object {
    this.#attempt = Math.max(this.#attempt + 1, wall);
    this.#isNamed = !this.#insists;
    this.#insists = false;
    return {
      type: 'hello',
      v: PROTOCOL_VERSION,
      nick,
      device: this.#device,
      ...(this.#session !== undefined && {
        resume: { session: this.#session, seq: newest, ...(proof !== undefined && { proof }) },
      }),
      ...(this.#isNamed && { attempt: this.#attempt }),
      ...(call && { call }),
      ...(this.#can.length > 0 && { can: this.#can }),
    };
  }

  /** The `hello` was answered. @returns true when the session is another than before */
  welcomed(session: string): boolean {
    const fresh = session !== this.#session;
    this.#session = session;
    this.#isNamed = false;
    return fresh;
  }

  /**
   * The link was lost for a reason. @returns true when another `hello` mends it at once: the room does not know the
   * session, or this computer's clock was set back, so that the room took the `hello` for a late one
   */
  isMended({ code }: Problem): boolean {
    if (isAnew(code)) {
      const wasNamed = this.#session !== undefined;
      this.#session = undefined;
      return wasNamed;
    }
    this.#insists = code === 'session_taken' && this.#isNamed;
    this.#isNamed = false;
    return this.#insists;
  }
}
