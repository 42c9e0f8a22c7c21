import type { DatabaseSync } from 'node:sqlite';

/** The databases that are open in this program, by their path. */
export class OpenDatabases {
  readonly #byPath = new Map<string, DatabaseSync>();

  add(path: string, db: DatabaseSync): void {
    for (const [other, { isOpen }] of this.#byPath) if (!isOpen) this.#byPath.delete(other);
    this.#byPath.set(path, db);
  }

  *[Symbol.iterator](): Generator<DatabaseSync> {
    for (const db of this.#byPath.values()) if (db.isOpen) yield db;
  }

  get(path: string): DatabaseSync | undefined {
    const db = this.#byPath.get(path);
    return db?.isOpen ? db : undefined;
  }
}
