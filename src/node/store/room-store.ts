import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RuleRecord } from '../../core/room/doors/rule-record.ts';
import type { LostStretch } from '../../core/room/lost-events.ts';
import type { SessionRecord } from '../../core/room/members.ts';
import type { RoomState } from '../../core/room/room-ports.ts';
import type { TurnRecord } from '../../core/room/turn.ts';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { RoomInfo } from '../../shared/models.ts';
import { digests } from '../secure/digests.ts';
import { storeProblem, transaction } from './database.ts';
import { GivenNumbers } from './given-numbers.ts';
import { canGoOn, finishRescue, logRescued, rescue } from './rescue.ts';
import { OPEN_REST, type Rest } from './rest/rest.ts';
import { opened } from './rest/sealed-columns.ts';
import { openRoomDatabase } from './room-schema.ts';
import { ID_BYTES, makeSecrets, randomHex, seedOf } from './room-secrets.ts';
import { RuleTable } from './rule-table.ts';
import { type Said, saidIn } from './said-in.ts';
import { SegmentTable } from './segment-table.ts';
import { resultCode } from './sqlite-codes.ts';

/** Bytes of the log read at a time. */
const READ_BYTES = 262_144;

/** Turns between two looks at whether the log is longer than is kept. */
const TRIM_EVERY = 64;
/** Rows dropped then at the most: more than came meanwhile, and less than a millisecond. */
const TRIM_ROWS = 256;

const ROOM = `SELECT id, ${opened('room', 'name')} AS name, ${opened('room', 'secret')} AS secret FROM room`;
const SESSIONS = `SELECT member, host, present, ${['token', 'device', 'nick', 'key', 'card']
  .map((column) => `${opened('session', column)} AS ${column}`)
  .join(', ')} FROM session ORDER BY used`;

export interface RoomStoreOptions {
  readonly limits: RoomLimits;
  /** Hears of each stretch of the log that can't be read any more, once. */
  readonly damaged: (stretch: LostStretch) => void;
  /** Hears what else was survived when the room was opened. */
  readonly notice?: ((problem: Problem) => void) | undefined;
  /** Each turn waits until the disk itself has it, so that a power cut takes nothing that was accepted. */
  readonly durable?: boolean;
  /** How its values lie on the disk; as they are unless it is said. */
  readonly rest?: Rest | undefined;
}

/** A hosted room on disk: its log and its sessions. */
export class RoomStore {
  readonly log: SegmentTable;
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #limits: RoomLimits;
  readonly #numbers: GivenNumbers;
  readonly #rules: RuleTable;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #keepSession: StatementSync;
  readonly #dropSession: StatementSync;
  #turns = 0;
  /** Counts up with each session kept, so that the longest unused is known. */
  #used: number;

  private constructor(db: DatabaseSync, path: string, { limits, damaged, notice, rest = OPEN_REST }: RoomStoreOptions) {
    this.#db = db;
    this.#path = path;
    this.#limits = limits;
    this.#numbers = new GivenNumbers(db);
    this.#rules = new RuleTable(db);
    const beginsLater = (first: number) => notice?.(logBeginsLater(first));
    this.log = new SegmentTable(db, { damaged, beginsLater, floor: this.#numbers.floor, rest });
    this.#begin = db.prepare('BEGIN');
    this.#commit = db.prepare('COMMIT');
    this.#keepSession = db.prepare(
      `INSERT INTO session (token, member, device, nick, host, present, key, card, used)
       VALUES (sealname(?, 'session.token'), ?, seal(?, 'session.device'), seal(?, 'session.nick'), ?, ?,
         seal(?, 'session.key'), seal(?, 'session.card'), ?)
       ON CONFLICT (token) DO UPDATE SET nick = excluded.nick, present = excluded.present,
         key = excluded.key, card = excluded.card, used = excluded.used`,
    );
    this.#dropSession = db.prepare("DELETE FROM session WHERE token = sealname(?, 'session.token')");
    this.#used = Number(db.prepare('SELECT ifnull(max(used), 0) AS used FROM session').get()?.used);
  }

  /**
   * Opens a room's file, or makes it. One that is damaged where the room would write on is replaced by what can be read of
   * it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`.
   */
  static open(path: string, name: string, options: RoomStoreOptions): Result<RoomStore> {
    let db: DatabaseSync | undefined;
    try {
      finishRescue(path);
      const { rest = OPEN_REST } = options;
      const opened = openRoomDatabase(path, rest);
      if (!opened.ok) return opened;
      db = opened.value;
      if (!canGoOn(db, rest)) {
        const beginsLater = (first: number) => options.notice?.(logBeginsLater(first));
        const aside = rescue(db, path, { rest, beginsLater });
        options.notice?.(logRescued(aside));
        const rescued = openRoomDatabase(path, rest);
        if (!rescued.ok) return rescued;
        db = rescued.value;
      }
      if (db.prepare('SELECT 1 FROM room').get() === undefined) {
        db.prepare("INSERT INTO room (id, name) VALUES (?, seal(?, 'room.name'))").run(randomHex(ID_BYTES), name);
      }
      makeSecrets(db);
      if (options.durable) db.exec('PRAGMA synchronous = FULL');
      return success(new RoomStore(db, path, options));
    } catch (error) {
      if (db?.isOpen) db.close();
      return { ok: false, problem: storeProblem(error, path) };
    }
  }

  /**
   * Whoever hosts this room from the window was the same in every room that they entered, and each host of those knows
   * who that is: in this room they are somebody whom no other host knows, from now on. @returns the device, the same each time
   */
  renewDevice(former: string): string {
    const { secret } = this.#db.prepare(`SELECT ${opened('room', 'secret')} AS secret FROM room`).get() ?? {};
    const device = digests.hmac(String(secret), `partyline host ${former}`).slice(0, 2 * ID_BYTES);
    transaction(this.#db, () => {
      // Only what came from this computer: anybody who heard of that device may have used it since.
      const is = `${opened('session', 'device')} = ?`;
      this.#db
        .prepare(`UPDATE session SET device = seal(?, 'session.device') WHERE ${is} AND host = 1`)
        .run(device, former);
      this.#db
        .prepare(`DELETE FROM session WHERE ${is} AND member IN (SELECT member FROM session WHERE ${is})`)
        .run(former, device);
    });
    return device;
  }

  /** What the room starts from. @throws what SQLite threw, also while `said` is read */
  state(): RoomState {
    const { id, name, secret } = this.#db.prepare(ROOM).get() ?? {};
    const info: RoomInfo = { id: String(id), name: String(name) };
    const { newest } = this.log.bounds();
    const [last] = this.log.events(newest, newest + 1);
    const rows = this.#db.prepare(SESSIONS).all();
    const sessions = rows.map((row) => ({
      session: String(row.token),
      member: String(row.member),
      device: String(row.device),
      nick: String(row.nick),
      host: row.host === 1,
      present: row.present === 1,
      ...(row.key !== null && { identity: { key: String(row.key), card: String(row.card) } }),
    }));
    const rules = this.#rules.all();
    return { info, secret: String(secret), newest, newestAt: last?.at ?? 0, sessions, rules, said: this.#said(newest) };
  }

  /** 32 hex digits: who the member at the host's own terminal is, here and nowhere else. */
  terminalDevice(): string {
    return String(this.#db.prepare(`SELECT ${opened('room', 'terminal')} AS terminal FROM room`).get()?.terminal);
  }

  /** Of 32 bytes: what the room's own key is made of. It never leaves the computer. */
  keySeed(): Uint8Array {
    return seedOf(this.#db);
  }

  *#said(newest: number): Generator<Said> {
    for (let seq = Math.max(1, newest - this.#limits.messageIdsKept + 1); seq <= newest; ) {
      const segment = this.log.read(seq, READ_BYTES);
      if (segment === undefined || segment.next <= seq) return;
      yield* saidIn(segment.frames);
      seq = segment.next;
    }
  }

  /** Writes a turn as one transaction. @throws what SQLite threw; then nothing of the turn is there */
  commit(record: TurnRecord): void {
    const { segment, sessions, forgotten, rules } = record;
    const isShort = segment !== undefined && this.#numbers.isShort(segment.next);
    // The usual turn is a single row, which is a transaction by itself.
    const isPlain = [sessions, forgotten, rules].every(({ length }) => length === 0);
    if (segment && !isShort && isPlain) this.log.append(segment);
    else this.#commitAll(record);
    this.#turns += 1;
    // By itself: a page that can't be read ends a transaction, and a turn must not fail for what is dropped.
    if (segment && this.#turns % TRIM_EVERY === 0)
      this.log.trimBefore(segment.next - this.#limits.eventsKept, TRIM_ROWS);
  }

  #commitAll({ segment, sessions, forgotten, rules }: TurnRecord): void {
    this.#begin.run();
    try {
      const isShort = segment !== undefined && this.#numbers.isShort(segment.next);
      const ahead = isShort ? this.#numbers.reserve(segment.next) : undefined;
      if (segment) this.log.append(segment);
      for (const record of sessions) this.#keep(record);
      for (const token of forgotten) this.#dropSession.run(token);
      for (const rule of rules) this.#rules.put(rule);
      this.#commit.run();
      if (ahead !== undefined) this.#numbers.reserved(ahead);
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Lays down rules before the room opens. @throws what SQLite threw; then none of them is there */
  keepRules(rules: readonly RuleRecord[]): void {
    transaction(this.#db, () => {
      for (const rule of rules) this.#rules.put(rule);
    });
  }

  /** Why a {@link commit} threw, in words. */
  problem(error: unknown): ReturnType<typeof storeProblem> {
    return storeProblem(error, this.#path);
  }

  close(): void {
    try {
      this.#numbers.settle(this.log.bounds().newest);
    } catch (error) {
      // Then the numbers that are reserved hold: some are left out.
      if (resultCode(error) === undefined) throw error;
    }
    this.#db.close();
  }

  #keep({ session, member, device, nick, host, present, identity }: SessionRecord): void {
    this.#used += 1;
    const { key = null, card = null } = identity ?? {};
    this.#keepSession.run(session, member, device, nick, host ? 1 : 0, present ? 1 : 0, key, card, this.#used);
  }
}

/** Says that nobody knows what came before an event. */
function logBeginsLater(first: number): Problem {
  const text = `the log begins with event ${first} now: what came before it can't be read any more, the disk may be failing`;
  return { code: 'log_begins_later', text, detail: { first } };
}

/** Says which events of a log are lost. */
export function logDamaged(first: number, last: number): Problem {
  const text = `events ${first} to ${last} of the log can't be read any more: the disk may be failing; all else is there`;
  return { code: 'log_damaged', text, detail: { first, last } };
}
