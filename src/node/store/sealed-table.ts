import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConversationId } from '../../shared/sealed/private-models.ts';

/** Where the sealed messages of one member are in its copy of the log, and how far each conversation was read; nothing of what they say. */
export const SEALED_SCHEMA = `
  CREATE TABLE sealed (
    seq INTEGER PRIMARY KEY, conversation TEXT NOT NULL, author TEXT NOT NULL, id TEXT NOT NULL, own INTEGER NOT NULL,
    UNIQUE (author, id)
  ) STRICT;
  CREATE INDEX sealed_conversation ON sealed (conversation, seq);
  CREATE TABLE sealed_read (conversation TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;`;

/** A sealed message that concerns this member, by what stands in clear beside it. */
export interface SealedRow {
  readonly seq: number;
  readonly conversation: ConversationId;
  /** Identity key that its box claims. */
  readonly author: string;
  readonly id: string;
  readonly isOwn: boolean;
}

/** A conversation that there is something of. */
export interface SealedCount {
  readonly conversation: ConversationId;
  readonly newest: number;
  /** Others' messages behind what was read. */
  readonly unread: number;
}

/** Finds the sealed messages of a conversation without reading the log from end to end. */
export class SealedTable {
  readonly #note: StatementSync;
  readonly #has: StatementSync;
  readonly #page: StatementSync;
  readonly #counts: StatementSync;
  readonly #read: StatementSync;

  constructor(db: DatabaseSync) {
    // What is said again under the same id is a repetition, whoever made it; the first one counts.
    this.#note = db.prepare(
      `INSERT INTO sealed (seq, conversation, author, id, own) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (author, id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq < seq
       ON CONFLICT (seq) DO NOTHING`,
    );
    this.#has = db.prepare('SELECT 1 FROM sealed WHERE seq = ?');
    this.#page = db.prepare('SELECT seq FROM sealed WHERE conversation = ? AND seq < ? ORDER BY seq DESC LIMIT ?');
    this.#counts = db.prepare(
      `SELECT conversation, max(seq) AS newest,
         sum(own = 0 AND seq > coalesce((SELECT r.seq FROM sealed_read r WHERE r.conversation = sealed.conversation), 0)) AS unread
       FROM sealed GROUP BY conversation ORDER BY newest DESC`,
    );
    this.#read = db.prepare(
      `INSERT INTO sealed_read (conversation, seq) VALUES (?, ?)
       ON CONFLICT (conversation) DO UPDATE SET seq = max(seq, excluded.seq)`,
    );
  }

  /** Notes where a message is; to be done before the log has it, so that none is ever missing here. */
  note({ seq, conversation, author, id, isOwn }: SealedRow): void {
    this.#note.run(seq, conversation, author, id, isOwn ? 1 : 0);
  }

  /** False for a repetition of another message. */
  has(seq: number): boolean {
    return this.#has.get(seq) !== undefined;
  }

  /** Numbers of the `limit` newest messages of a conversation before `before`, in ascending order. */
  page(conversation: ConversationId, before: number, limit: number): readonly number[] {
    const rows = this.#page.all(conversation, before, limit);
    return rows.map(({ seq }) => Number(seq)).reverse();
  }

  /** All conversations, the one with the newest message first. */
  counts(): readonly SealedCount[] {
    return this.#counts.all().map(({ conversation, newest, unread }) => ({
      conversation: String(conversation),
      newest: Number(newest),
      unread: Number(unread),
    }));
  }

  /** Everything of a conversation up to `seq` is read. */
  readTo(conversation: ConversationId, seq: number): void {
    this.#read.run(conversation, seq);
  }
}
