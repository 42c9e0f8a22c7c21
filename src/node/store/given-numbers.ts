import type { DatabaseSync } from 'node:sqlite';
import { NUMBERS_AHEAD } from '../../shared/limits.ts';

/**
 * `floor` was given for certain, and nothing behind `ahead`. They stand with the room's name and secret: where that can't be
 * read, there is no room to go on with anyway.
 */
export const NUMBERS_SCHEMA = `ALTER TABLE room ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE room ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0;`;

/**
 * Which numbers a log gave its events, kept beside it: where its newest rows can't be read any more, none is given a second
 * time. A row with each turn would cost each lone message another page; so it is written some numbers ahead.
 */
export class GivenNumbers {
  /** Up to this one numbers were given, whatever can be read of the log. */
  readonly floor: number;
  readonly #db: DatabaseSync;
  #ahead: number;

  /** @throws what SQLite threw */
  constructor(db: DatabaseSync) {
    this.#db = db;
    const { floor, ahead } = db.prepare('SELECT floor, ahead FROM room').get() ?? {};
    this.floor = Number(floor ?? 0);
    this.#ahead = Number(ahead ?? 0);
  }

  /** Whether a turn that ends before number `next` has to {@link reserve}. */
  isShort(next: number): boolean {
    return next - 1 > this.#ahead;
  }

  /** @returns the last number that is reserved, to be told to {@link reserved} once that is committed. @throws what SQLite threw */
  reserve(next: number): number {
    const ahead = next - 1 + NUMBERS_AHEAD;
    this.#db.prepare('UPDATE room SET ahead = ?').run(ahead);
    return ahead;
  }

  reserved(ahead: number): void {
    this.#ahead = ahead;
  }

  /** The log ends with event `newest`, for certain. @throws what SQLite threw */
  settle(newest: number): void {
    this.#db.prepare('UPDATE room SET floor = ?1, ahead = ?1').run(newest);
    this.#ahead = newest;
  }

  /** The last number that may have been given, of a log whose end can't be read behind event `newest`. */
  lastPossible(newest: number): number {
    // A file of a version that noted none.
    const isKnown = this.#ahead >= newest && this.#ahead > 0;
    return Math.max(this.floor, isKnown ? this.#ahead : newest + NUMBERS_AHEAD);
  }
}
