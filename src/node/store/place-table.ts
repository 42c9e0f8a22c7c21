import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Problem } from '../../shared/error-codes.ts';
import { transportSchema } from '../../shared/models.ts';
import { placeKeySchema, placeNoticesSchema } from '../../shared/places/place-models.ts';
import { readJson, storeProblem } from './database.ts';
import { opened } from './rest/sealed-columns.ts';

/** Makes the table in the settings' file, with what was joined until then. */
export const PLACE_SCHEMA = `
  CREATE TABLE place (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  WITH known AS MATERIALIZED (SELECT lower(hex(randomblob(8))) AS key, * FROM recent_room)
  INSERT INTO place (key, record) SELECT key, json_object(
    'key', key, 'name', name, 'roomId', room, 'address', address, 'transport', transport, 'isOpen', json('false'),
    'isPinned', json('false'), 'isMuted', json('false'), 'isAnnounced', json('true'), 'notices', 'default', 'order', 0,
    'lastThere', last_joined, 'mark', json('{"readTo":0,"countedTo":0,"unread":0,"mentions":0}')) FROM known;`;

const hostedSchema = z.object({
  /** With the folder it names the room's log. */
  name: z.string(),
  port: z.number(),
  bind: z.string(),
  plain: z.boolean(),
  durable: z.boolean(),
});

const keptPlaceSchema = z.object({
  key: placeKeySchema,
  name: z.string(),
  roomId: z.string().optional(),
  /** Names the room for what is settled about it, see `party/place-name.ts`. */
  place: z.string().optional(),
  /** The newest copy of its log, in the folder of joined rooms. */
  copy: z.string().optional(),
  /** What it is hosted with; absent for a room that was joined. */
  hosted: hostedSchema.optional(),
  address: z.string(),
  transport: transportSchema,
  /** It is a place, or was when the program ended. */
  isOpen: z.boolean(),
  isPinned: z.boolean(),
  isMuted: z.boolean(),
  isAnnounced: z.boolean(),
  notices: placeNoticesSchema,
  order: z.number(),
  lastThere: z.number(),
  mark: z.object({ readTo: z.number(), countedTo: z.number(), unread: z.number(), mentions: z.number() }),
});

/** What is remembered of a room that this person is in or was in. */
export type KeptPlace = Readonly<z.infer<typeof keptPlaceSchema>>;

/** The rooms that a person is in or was in, in the settings' file. */
export class PlaceTable {
  readonly #db: DatabaseSync;
  readonly #path: string;

  constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = path;
  }

  /** One that this version can't read is passed over, and stays where it is. */
  all(): readonly KeptPlace[] {
    const rows = this.#db.prepare(`SELECT ${opened('place', 'record')} AS record FROM place`).all();
    return rows.flatMap(({ record }) => {
      const read = keptPlaceSchema.safeParse(readJson(record));
      return read.success ? [read.data] : [];
    });
  }

  /** Writes one, new or changed. @returns why it could not be */
  keep(place: KeptPlace): Problem | undefined {
    return this.#try(() =>
      this.#db
        .prepare("INSERT OR REPLACE INTO place (key, record) VALUES (?1, seal(?2, 'place ' || ?1))")
        .run(place.key, JSON.stringify(place)),
    );
  }

  /** @returns why it could not be */
  drop(key: string): Problem | undefined {
    return this.#try(() => this.#db.prepare('DELETE FROM place WHERE key = ?').run(key));
  }

  #try(work: () => void): Problem | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      return storeProblem(error, this.#path);
    }
  }
}
