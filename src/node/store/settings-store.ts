import type { DatabaseSync } from 'node:sqlite';
import type { Problem, Result } from '../../shared/error-codes.ts';
import { success } from '../../shared/error-codes.ts';
import { type RecentRoom, type Transport, transportSchema } from '../../shared/models.ts';
import { keptSettings } from '../../shared/settings/kept-settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { openDatabase, readJson, storeProblem, transaction, writeAnew } from './database.ts';
import { PLACE_SCHEMA, PlaceTable } from './place-table.ts';
import { OPEN_REST } from './rest/rest.ts';
import { opened as unsealed } from './rest/sealed-columns.ts';
import { isDamage } from './sqlite-codes.ts';

const MIGRATIONS = [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE recent_room (
     address TEXT PRIMARY KEY, room TEXT NOT NULL, name TEXT NOT NULL, last_joined INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE recent_room ADD COLUMN transport TEXT NOT NULL DEFAULT 'tcp';`,
  PLACE_SCHEMA,
];

const RECENT_KEPT = 20;

/** Settings, and the rooms that were joined. */
export class SettingsStore {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly places: PlaceTable;
  /** What {@link settings} read; they are asked for with each message that comes. */
  #read: Settings | undefined;

  private constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = path;
    this.places = new PlaceTable(db, path);
  }

  /** Who this installation was in every room, before there was a device for each; undefined where it never was. */
  get formerDevice(): string | undefined {
    const kept = this.#get('device');
    return typeof kept === 'string' ? kept : undefined;
  }

  /** Opens the file, or makes it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`. */
  static open(path: string, rest = OPEN_REST): Result<SettingsStore> {
    const opened = openDatabase(path, MIGRATIONS, { rest });
    if (!opened.ok) return opened;
    try {
      const store = new SettingsStore(opened.value, path);
      // What can't be read is said now, and not in the middle of something.
      store.settings();
      store.recentRooms();
      store.places.all();
      return success(store);
    } catch (error) {
      opened.value.close();
      return { ok: false, problem: storeProblem(error, path) };
    }
  }

  /** Each setting that is missing or no longer valid has its default. */
  settings(): Settings {
    this.#read ??= keptSettings((name) => this.#get(name));
    return this.#read;
  }

  /** Keeps all of a change, or throws and keeps none of it. */
  update(change: Partial<Settings>): Settings {
    transaction(this.#db, () => {
      for (const [key, value] of Object.entries(change)) this.#set(key, value);
    });
    this.#read = undefined;
    return this.settings();
  }

  recentRooms(): readonly RecentRoom[] {
    const rows = this.#db
      .prepare(`SELECT address, ${unsealed('recent_room', 'name')} AS name, last_joined, transport FROM recent_room
         ORDER BY last_joined DESC LIMIT ?`)
      .all(RECENT_KEPT);
    return rows.map((row) => ({
      address: String(row.address),
      name: String(row.name),
      lastJoined: Number(row.last_joined),
      transport: keptTransport(row.transport),
    }));
  }

  /** The id of the room that was at this address last. */
  roomAt(address: string): string | undefined {
    const row = this.#recent(address);
    return row === undefined ? undefined : String(row.room);
  }

  /** What the room at this address was talked to over last. */
  transportAt(address: string): Transport {
    return keptTransport(this.#recent(address)?.transport);
  }

  rememberRoom(address: string, room: { id: string; name: string }, transport: Transport, now: number): void {
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO recent_room (address, room, name, transport, last_joined)
         VALUES (?1, ?2, seal(?3, 'recent_room ' || ?1), ?4, ?5)`,
      )
      .run(address, room.id, room.name, transport, now);
  }

  /** Remembers what to talk to a room over, wherever it was found. */
  rememberTransport(roomId: string, transport: Transport): void {
    this.#db.prepare('UPDATE recent_room SET transport = ? WHERE room = ?').run(transport, roomId);
  }

  /** The place that somebody looked at last. */
  get shown(): string | undefined {
    const kept = this.#get('shown');
    return typeof kept === 'string' ? kept : undefined;
  }

  set shown(key: string | undefined) {
    if (key !== this.shown) this.#set('shown', key ?? null);
  }

  /** Forgets a room wherever it was found. */
  forgetRoomOf(roomId: string): void {
    this.#db.prepare('DELETE FROM recent_room WHERE room = ?').run(roomId);
  }

  forgetRoom(address: string): void {
    this.#db.prepare('DELETE FROM recent_room WHERE address = ?').run(address);
  }

  /** Leaves nothing in the file of what was forgotten until now. @returns why it could not be */
  settle(): Problem | undefined {
    try {
      writeAnew(this.#db);
      return undefined;
    } catch (error) {
      return storeProblem(error, this.#path);
    }
  }

  close(): void {
    this.#db.close();
  }

  /** What is known of an address; one whose page can't be read is as good as new. */
  #recent(address: string): Record<string, unknown> | undefined {
    try {
      return this.#db.prepare('SELECT room, transport FROM recent_room WHERE address = ?').get(address);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return undefined;
    }
  }

  #get(key: string): unknown {
    const row = this.#db.prepare(`SELECT ${unsealed('setting', 'value')} AS value FROM setting WHERE key = ?`).get(key);
    return row === undefined ? undefined : readJson(row.value);
  }

  #set(key: string, value: unknown): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, seal(?2, 'setting ' || ?1))")
      .run(key, JSON.stringify(value));
  }
}

/** A transport that this version does not know is TCP, which every room has. */
function keptTransport(kept: unknown): Transport {
  const read = transportSchema.safeParse(kept);
  return read.success ? read.data : 'tcp';
}
