import type { LogSegment } from '../../core/room/log-segment.ts';
import { claimsIn } from '../../core/secure/sealed-words/sealed-row.ts';
import type { Entered } from '../../core/session/guest-ports.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import { lostOfAll } from '../../core/session/lost-of-own.ts';
import type { PastPage } from '../../core/session/past.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import type { OlderCopy, RoomCopies } from '../store/joined-rooms.ts';
import type { KeptLog, MemberStore } from '../store/member-store.ts';

/** The copy of a room that is kept, and who this member is in that room. */
export interface Place {
  /** Names the copy: another one when the log begins anew. */
  readonly copy: string;
  /** 32 hex digits. */
  readonly device: string;
  /** The same as whoever goes up to the host beside the guest has to know it; undefined where the room can't prove itself. */
  readonly provable: KeptRoom | undefined;
}

/** What was found when a log that came anew was compared. */
interface SetBack {
  /** The first event that is not the same. */
  readonly from: number;
  readonly again: number;
  readonly files: number;
  /** Where the older copy lies; empty where it is kept in memory. */
  readonly path: string;
  readonly reason: string | undefined;
}

function saidLate({ id, text, sealed, at }: RoomEvent): OutboxItem {
  return { id, text, ...(sealed && { sealed }), at, state: 'waiting', late: at };
}

/** What a guest keeps on disk: the copy of the room that it is in, found, made and replaced with each welcome. */
export class RoomCopy {
  readonly #rooms: RoomCopies;
  readonly #told: (problem: Problem) => void;
  /** This member's identity key, where it has one. */
  readonly #key: string | undefined;
  #store: MemberStore | undefined;
  #place: Place | undefined;
  #keeps = true;
  /** Who waits for a page of the past. */
  #pageWaiters: (() => void)[] = [];

  /**
   * @param told gets what a person should read: it could not be kept, or the room is not the one that it says
   * @param key this member's identity key, to note what is sealed to it
   */
  constructor(rooms: RoomCopies, told: (problem: Problem) => void, key: string | undefined) {
    this.#key = key;
    this.#rooms = rooms;
    this.#told = told;
  }

  /** Undefined before the first welcome. */
  get place(): Place | undefined {
    return this.#place;
  }

  /** A welcome came. @returns the name of the copy from now on, and its outbox when it is of another room than before */
  enter(entered: Entered): { copy: string; outbox: readonly OutboxItem[] | undefined } {
    this.#tellOfOther(entered);
    const before = this.#place;
    const isOther = before === undefined || entered.kept?.copy !== before.copy;
    // A copy that could not be kept once is not gone on with.
    const isGivenUp = before !== undefined && !isOther && !entered.fresh && !this.#keeps;
    const { copy } = isGivenUp ? before : this.#open(entered);
    return { copy, outbox: isOther ? (this.#store?.outbox() ?? []) : undefined };
  }

  /**
   * The log is here. Where it came anew, it is compared with the copy whose place it took, once.
   * @returns what of this member's own it lacks, which is to be said again
   */
  compare(): readonly OutboxItem[] {
    const store = this.#store;
    const identity = store?.identity();
    if (!store || !identity || identity.compared || !this.#keeps) return [];
    const older: OlderCopy[] = [];
    for (let one = this.#rooms.olderOf(store); one; one = one.isCompared ? undefined : this.#rooms.olderOf(one.store))
      older.unshift(one);
    const last = older.at(-1);
    if (!last) return [];
    const { from, events } = lostOfAll(
      older.map((one) => one.store.copyOfLog()),
      store.copyOfLog(),
    );
    const again = events.filter(({ kind }) => kind !== 'file').map(saidLate);
    const files = events.length - again.length;
    this.keep(() => store.compared(again));
    const isSetBack = Number.isFinite(from);
    if (isSetBack) this.#tellSetBack({ from, again: again.length, files, path: last.path, reason: identity.reason });
    return this.#keeps ? again : [];
  }

  #tellSetBack({ from, again, files, path, reason }: SetBack): void {
    const code = reason === 'log_diverged' ? reason : 'log_behind';
    const text =
      `the room's log is another than before from event ${from} on, as when a backup is restored or the power fails. ` +
      `Of what you had said it lacks ${again} messages, which are said again, marked late, and ${files} files. ` +
      `Your copy is kept${path === '' ? '' : ` in ${path}`}`;
    this.#told({ code, text, detail: { from, again, files, path } });
  }

  /**
   * Writes to the copy. After one failure nothing more of this session's log is kept: a copy with a hole would
   * be taken for whole when the room is joined again.
   */
  keep(write: (store: MemberStore) => void): void {
    const store = this.#store;
    if (!store || !this.#keeps) return;
    try {
      write(store);
    } catch (error) {
      this.#keeps = false;
      this.#told(store.problem(error));
    }
  }

  /** New events came. */
  append(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.#noteSealed(events);
    this.keep((store) => store.append(segment));
  }

  /** A page of the past came. */
  fill({ segment, events }: PastPage): void {
    this.#noteSealed(events);
    this.keep((store) => store.fill(segment));
    this.#tellPageWaiters();
  }

  #noteSealed(events: readonly RoomEvent[]): void {
    const key = this.#key;
    if (key === undefined || !events.some(({ kind }) => kind === 'sealed')) return;
    this.keep((store) => {
      for (const row of claimsIn(events, key)) store.sealed.note(row);
    });
  }

  /** Where private messages are in the copy, and what they are; undefined where nothing is kept, or no longer. */
  get sealed(): Pick<MemberStore, 'sealed' | 'event'> | undefined {
    return this.#keeps ? this.#store : undefined;
  }

  /** What is here of the log; undefined where nothing is kept, or no longer. */
  get log(): KeptLog | undefined {
    return this.#store?.keptLog();
  }

  /** The `limit` newest events before `before` of those that are here, oldest first. */
  history(before: number, limit: number): readonly RoomEvent[] {
    return this.#store?.history(before, limit) ?? [];
  }

  /** The same, once it is here: where the past is still on its way, this waits for it. Empty at the log's beginning. */
  async page(before: number, limit: number): Promise<readonly RoomEvent[]> {
    while (this.#keeps && this.#store?.lacks(before - 1))
      await new Promise<void>((come) => this.#pageWaiters.push(come));
    return this.history(before, limit);
  }

  #tellPageWaiters(): void {
    const waiters = this.#pageWaiters;
    this.#pageWaiters = [];
    for (const come of waiters) come();
  }

  release(): void {
    this.#rooms.close();
    this.#store = undefined;
    this.#tellPageWaiters();
  }

  /** From now on another copy is kept, or the same one goes on. */
  #open(entered: Entered): Place {
    const isNowhere = this.#place !== undefined && this.#store === undefined;
    const opened = this.#rooms.enter(isNowhere ? { ...entered, kept: undefined } : entered);
    this.#store = opened.ok ? opened.value.store : undefined;
    this.#keeps = opened.ok;
    if (!opened.ok) this.#told(opened.problem);
    const { room, key = entered.kept?.key } = entered.welcome;
    const { device, roomKey = entered.kept?.roomKey } = entered;
    const copy = opened.ok ? opened.value.copy : `no copy of ${room.id}`;
    const kept = { copy, room: room.id, device, session: undefined, newest: 0, gaps: [], proof: undefined };
    const isProvable = key !== undefined || roomKey !== undefined;
    this.#place = { copy, device, provable: isProvable ? { ...kept, key, roomKey } : undefined };
    this.#tellPageWaiters();
    return this.#place;
  }

  /** Says where the room is not the one that was there before, whatever it says. */
  #tellOfOther({ welcome: { room }, kept }: Entered): void {
    if (kept !== undefined) return;
    const { name } = room;
    if (this.#rooms.known(room.id).length > 0) {
      const text = `"${name}" has the id of a room that you were in, and can't prove to be it: you are in it as a newcomer, and what you kept stays as it is`;
      this.#told({ code: 'room_newcomer', text, detail: { name } });
    } else if (this.#place) {
      const text = `another room is there now, "${name}"; what you kept of the one before stays as it is`;
      this.#told({ code: 'other_room', text, detail: { name } });
    }
  }
}
