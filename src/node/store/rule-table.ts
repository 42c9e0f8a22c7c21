import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RuleRecord } from '../../core/room/doors/rule-record.ts';
import { opened } from './rest/sealed-columns.ts';

/** Who comes into a room and who helps with it, as names and values of `core/room/doors/rules`. */
export const RULE_SCHEMA = 'CREATE TABLE rule (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;';

/** The rules of a hosted room on disk. */
export class RuleTable {
  readonly #db: DatabaseSync;
  readonly #keep: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#keep = db.prepare(
      `INSERT INTO rule (name, value) VALUES (sealname(?, 'rule.name'), seal(?, 'rule.value'))
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    );
    this.#drop = db.prepare("DELETE FROM rule WHERE name = sealname(?, 'rule.name')");
  }

  /** @throws what SQLite threw */
  all(): readonly RuleRecord[] {
    const rows = this.#db
      .prepare(`SELECT ${opened('rule', 'name')} AS name, ${opened('rule', 'value')} AS value FROM rule`)
      .all();
    return rows.map(({ name, value }) => ({ name: String(name), value: String(value) }));
  }

  /** @throws what SQLite threw */
  put({ name, value }: RuleRecord): void {
    if (value === undefined) this.#drop.run(name);
    else this.#keep.run(name, value);
  }
}
