import { AMPLIFICATION, CHALLENGE_MS, CHALLENGES_MOST } from './constants.ts';
import { readU32 } from './little-endian.ts';
import type { Challenge } from './packet-writer.ts';
import { isSamePath, type Path } from './path.ts';

/**
 * A peer's new address, while it is not proven (RFC 9000, sections 8.2 and 9): packets that come from it count, but
 * nothing goes there except a few challenges, until one is answered. The newest address is the one that is tried.
 */
export class PathValidation {
  /** The address that is being tried. */
  path: Path | undefined;
  challenge: Challenge = [0, 0];
  #sendAt = Number.POSITIVE_INFINITY;
  #tries = 0;
  #credit = 0;

  /** A packet came from another address than the session's. */
  heard(from: Path, bytes: number, random32: () => number, now: number): void {
    if (this.path === undefined || !isSamePath(this.path, from)) {
      this.path = from;
      this.challenge = [random32(), random32()];
      this.#tries = 0;
      this.#credit = 0;
      this.#sendAt = now;
    }
    this.#credit += AMPLIFICATION * bytes;
  }

  /** When a challenge is to be sent; infinite when none is. */
  get deadline(): number {
    return this.#sendAt;
  }

  /** Whether a challenge of `bytes` may leave now; it counts as sent then. */
  takeChallenge(bytes: number, now: number): boolean {
    if (now < this.#sendAt) return false;
    if (this.#tries >= CHALLENGES_MOST) {
      this.forget();
      return false;
    }
    this.#sendAt = now + CHALLENGE_MS * 2 ** this.#tries;
    // Where nothing may be sent the try counts too, lest an address that fell silent be tried for ever.
    this.#tries += 1;
    if (this.#credit < bytes) return false;
    this.#credit -= bytes;
    return true;
  }

  /** Whether the 8 bytes at `at` answer the challenge. */
  isAnswer(packet: Uint8Array, at: number): boolean {
    return (
      this.path !== undefined &&
      readU32(packet, at) === this.challenge[0] &&
      readU32(packet, at + 4) === this.challenge[1]
    );
  }

  forget(): void {
    this.path = undefined;
    this.#sendAt = Number.POSITIVE_INFINITY;
  }
}
