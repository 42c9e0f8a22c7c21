import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { ContactShelf, WrittenContacts } from '../../core/people/contact-book.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import {
  type Contact,
  contactColourSchema,
  identityKeySchema,
  type KeyChange,
  verifiedHowSchema,
} from '../../shared/identity/identity-models.ts';
import { openDatabase, readJson, storeProblem, transaction, writeAnew } from './database.ts';
import { OPEN_REST } from './rest/rest.ts';
import { opened as unsealed } from './rest/sealed-columns.ts';

const MIGRATIONS = [
  `CREATE TABLE contact (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE key_change (
     position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, decided INTEGER NOT NULL, value TEXT NOT NULL
   ) STRICT;`,
];

const KEY_CHANGES = `SELECT decided, ${unsealed('key_change', 'value')} AS value FROM key_change ORDER BY position`;

const contactSchema = z.object({
  key: identityKeySchema,
  card: z.string(),
  nick: z.string(),
  formerNicks: z.array(z.string()),
  alias: z.string().optional(),
  colour: contactColourSchema.optional(),
  firstMet: z.number(),
  lastMet: z.number(),
  rooms: z.array(z.object({ id: z.string(), name: z.string(), member: z.string(), lastMet: z.number() })),
  verified: z.object({ at: z.number(), how: verifiedHowSchema }).optional(),
});

const changeSchema = z.object({
  id: z.string(),
  roomId: z.string(),
  roomName: z.string(),
  member: z.string(),
  nick: z.string(),
  key: identityKeySchema.optional(),
  card: z.string().optional(),
  known: identityKeySchema,
  by: z.enum(['member', 'name']),
  at: z.number(),
});

/** The people that this device knows, on disk. */
export class ContactStore implements ContactShelf {
  readonly #db: DatabaseSync;
  readonly #keep: StatementSync;
  readonly #drop: StatementSync;
  readonly #keepChange: StatementSync;
  readonly #dropChange: StatementSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
    this.#keep = db.prepare(
      "INSERT OR REPLACE INTO contact (key, value) VALUES (sealname(?, 'contact.key'), seal(?, 'contact.value'))",
    );
    this.#drop = db.prepare("DELETE FROM contact WHERE key = sealname(?, 'contact.key')");
    this.#keepChange = db.prepare(
      `INSERT INTO key_change (id, decided, value) VALUES (?1, ?2, seal(?3, 'key_change ' || ?1))
       ON CONFLICT (id) DO UPDATE SET decided = excluded.decided, value = excluded.value`,
    );
    this.#dropChange = db.prepare('DELETE FROM key_change WHERE id = ?');
  }

  /** Opens the file, or makes it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`. */
  static open(path: string, rest = OPEN_REST): Result<ContactStore> {
    const opened = openDatabase(path, MIGRATIONS, { rest });
    if (!opened.ok) return opened;
    try {
      const store = new ContactStore(opened.value);
      // Who is not known any more is met as a stranger: what can't be read is said now.
      store.read();
      return success(store);
    } catch (error) {
      opened.value.close();
      return { ok: false, problem: storeProblem(error, path) };
    }
  }

  /** Everything; a row that another version wrote otherwise is left out. */
  read(): WrittenContacts {
    const contacts = this.#db.prepare(`SELECT ${unsealed('contact', 'value')} AS value FROM contact`).all();
    const changes = this.#db.prepare(KEY_CHANGES).all();
    return {
      contacts: contacts.flatMap(({ value }) => {
        const read = contactSchema.safeParse(readJson(value));
        const { alias, colour, verified, ...rest } = read.data ?? {};
        return read.success ? [{ ...read.data, ...rest, alias, colour, verified } satisfies Contact] : [];
      }),
      changes: changes.flatMap(({ decided, value }) => {
        const read = changeSchema.safeParse(readJson(value));
        if (!read.success) return [];
        const { key, card } = read.data;
        return [{ change: { ...read.data, key, card }, isDecided: decided === 1 }];
      }),
    };
  }

  /** Does `work` and keeps all that it wrote, or nothing. @throws what SQLite threw */
  together(work: () => void): void {
    transaction(this.#db, work);
  }

  keep(contact: Contact): void {
    this.#keep.run(contact.key, JSON.stringify(contact));
  }

  drop(key: string): void {
    this.#drop.run(key);
  }

  keepChange(change: KeyChange, isDecided: boolean): void {
    this.#keepChange.run(change.id, isDecided ? 1 : 0, JSON.stringify(change));
  }

  dropChange(id: string): void {
    this.#dropChange.run(id);
  }

  /** Leaves nothing in the file of whom was forgotten. @throws what SQLite threw */
  settle(): void {
    writeAnew(this.#db);
  }

  close(): void {
    this.#db.close();
  }
}
