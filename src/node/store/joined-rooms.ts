import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventProof } from '../../core/secure/proofs.ts';
import type { Entered } from '../../core/session/guest-ports.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { UNPROVEN_COPIES } from '../../shared/limits.ts';
import { digests } from '../secure/digests.ts';
import { databaseFiles, storeProblem } from './database.ts';
import { MemberStore } from './member-store.ts';
import type { Rest } from './rest/rest.ts';
import { sizeOnDisk } from './size-on-disk.ts';

/** What a guest needs of the copies that are kept. */
export type RoomCopies = Pick<JoinedRooms, 'known' | 'enter' | 'olderOf' | 'close'>;

/** A copy whose place another took. */
export interface OlderCopy {
  readonly store: MemberStore;
  /** Where it lies; empty where it is kept in memory. */
  readonly path: string;
  /** False where it was given up before it was compared with the one before it. */
  readonly isCompared: boolean;
}

/** A copy that no other took the place of. */
interface Present {
  readonly kept: KeptRoom;
  readonly proven: number;
  /** It took the place of another. */
  readonly isSuccessor: boolean;
  readonly store: MemberStore;
}

/** The copy of a room that was entered. */
export interface EnteredCopy {
  readonly copy: string;
  readonly store: MemberStore;
}

/** Where copies are kept. */
export interface JoinedRoomsOptions {
  /** Undefined where nothing outlives the program. */
  readonly folder: string | undefined;
  /**
   * Who this installation was in every room, until each had a device of its own: rooms that were entered under it are
   * gone on with under it, and no other.
   */
  readonly formerDevice: string | undefined;
  /** How copies lie on the disk; as they are unless it is said. */
  readonly rest?: Rest | undefined;
  /** Some copy could not be read; the others count. */
  readonly problem: (problem: Problem) => void;
  /** Copies that another place of this program has open: they are left alone. */
  readonly isHeld?: (copy: string) => boolean;
}

const ENDING = '.db';

/**
 * The rooms that one member keeps copies of. Several may have one id, which any host can claim: the first copy of an id
 * is named by a hash of it, the others have a number behind that. A copy is never cleared: another one takes its place.
 */
export class JoinedRooms {
  readonly #options: JoinedRoomsOptions;
  /** By the copy's name. */
  readonly #open = new Map<string, MemberStore>();

  constructor(options: JoinedRoomsOptions) {
    this.#options = options;
  }

  /** Names of the copies that are open. */
  get open(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** The same as {@link known} for a room that is expected: fails with what is wrong with a copy of it, such as `store_locked`. */
  expected(roomId: string | undefined): Result<readonly KeptRoom[]> {
    for (const copy of roomId === undefined ? [] : this.#freeCopiesOf(roomId)) {
      const opened = this.#store(copy);
      if (!opened.ok) return opened;
    }
    return success(roomId === undefined ? [] : this.known(roomId));
  }

  /**
   * Copies of rooms of this id that are not older ones: what proved itself last comes first, for no more are asked for than
   * a host has to answer; then those that never did, the oldest first.
   */
  known(roomId: string): readonly KeptRoom[] {
    return this.#present(roomId)
      .toSorted((one, other) => other.proven - one.proven)
      .map(({ kept }) => kept);
  }

  /** The same, the oldest first, and what each proved. */
  #present(roomId: string): readonly Present[] {
    const found: Present[] = [];
    const superseded = new Set<string>();
    for (const copy of this.#freeCopiesOf(roomId)) {
      const opened = this.#store(copy);
      if (!opened.ok) {
        this.#options.problem(opened.problem);
        continue;
      }
      const store = opened.value;
      const identity = store.identity();
      const { device = this.#options.formerDevice, key, roomKey, supersedes, proven = 0 } = identity ?? {};
      if (supersedes !== undefined) superseded.add(supersedes);
      const session = store.session();
      if (session === undefined || device === undefined) continue;
      const frame = store.newestFrame();
      const proof = frame && eventProof(digests, frame);
      const kept = {
        copy,
        room: roomId,
        device,
        key,
        roomKey,
        session,
        newest: store.newest(),
        gaps: store.gaps(),
        proof,
      };
      found.push({ kept, proven, isSuccessor: supersedes !== undefined, store });
    }
    return found.filter(({ kept }) => !superseded.has(kept.copy));
  }

  /** The copy of the room that was entered: the one there is, a new one, or one that takes the place of what is older from now on. */
  enter({ welcome, kept, device, fresh, reason, roomKey = kept?.roomKey }: Entered): Result<EnteredCopy> {
    const { room, session, key = kept?.key, you } = welcome;
    const present = kept && this.#store(kept.copy);
    if (present && !present.ok) return present;
    const isOlder = present !== undefined && fresh && present.value.newest() > 0;
    if (!kept) this.#dropUnused(room.id);
    const copy = kept && !isOlder ? kept.copy : this.#nameOfNew(room.id);
    const opened = this.#store(copy);
    if (!opened.ok) return opened;
    const store = opened.value;
    const outbox = isOlder ? present.value.outbox() : [];
    const { supersedes, reason: before, compared = true } = store.identity() ?? {};
    const proven = kept ? 1 + Math.max(0, ...this.#present(room.id).map((one) => one.proven)) : 0;
    const place = isOlder
      ? { supersedes: kept?.copy, reason, compared: false, proven }
      : { supersedes, reason: before, compared, proven };
    try {
      store.enter({ device, key, roomKey, you, ...place }, session, outbox);
    } catch (error) {
      return { ok: false, problem: store.problem(error) };
    }
    return success({ copy, store });
  }

  /** The copy whose place this one took; undefined where there is none, or it can't be read. */
  olderOf(store: MemberStore): OlderCopy | undefined {
    const { supersedes } = store.identity() ?? {};
    const older = supersedes === undefined ? undefined : this.#store(supersedes);
    if (supersedes === undefined || !older?.ok) return undefined;
    const { folder } = this.#options;
    const path = folder === undefined ? '' : join(folder, supersedes);
    return { store: older.value, path, isCompared: older.value.identity()?.compared ?? true };
  }

  /** What is kept under this name and under those whose place it took: how much it is, in all. */
  sizeOf(copy: string | undefined): { readonly events: number; readonly waiting: number; readonly bytes: number } {
    let [events, waiting, bytes] = [0, 0, 0];
    for (const { store, name } of this.#chain(copy)) {
      events = Math.max(events, store.newest());
      waiting += store.outbox().length;
      bytes += this.#files(name).reduce((sum, path) => sum + sizeOnDisk(path), 0);
    }
    return { events, waiting, bytes };
  }

  /** Deletes a copy and those whose place it took. */
  forget(copy: string | undefined): void {
    for (const { store, name } of this.#chain(copy)) this.#drop(name, store);
  }

  /** Releases every copy. */
  close(): void {
    for (const store of this.#open.values()) store.close();
    this.#open.clear();
  }

  /**
   * A host that claims a room's id and proves nothing makes another copy with each visit: the oldest go, where nothing of
   * this member's own is in them.
   */
  #dropUnused(roomId: string): void {
    const unproven = this.#present(roomId).filter(({ proven, isSuccessor }) => proven === 0 && !isSuccessor);
    if (unproven.length < UNPROVEN_COPIES) return;
    const unused = unproven.filter(({ store }) => !store.hasOwn());
    // One more is about to be made.
    const surplus = Math.max(0, unused.length + 1 - UNPROVEN_COPIES);
    for (const { kept, store } of unused.slice(0, surplus)) this.#drop(kept.copy, store);
  }

  #drop(copy: string, store: MemberStore): void {
    this.#open.delete(copy);
    store.close();
    for (const path of this.#files(copy)) {
      try {
        rmSync(path, { force: true });
      } catch (error) {
        this.#options.problem(storeProblem(error, path));
      }
    }
  }

  /** A copy that can be read, and those whose place it took, the newest first. */
  #chain(copy: string | undefined): readonly { readonly name: string; readonly store: MemberStore }[] {
    const found: { name: string; store: MemberStore }[] = [];
    const { folder = '' } = this.#options;
    for (let name = copy; name !== undefined && existsSync(join(folder, name)); ) {
      const opened: Result<MemberStore> = this.#store(name);
      if (!opened.ok || found.some((one) => one.name === name)) break;
      found.push({ name, store: opened.value });
      name = opened.value.identity()?.supersedes;
    }
    return found;
  }

  #files(copy: string): readonly string[] {
    const { folder } = this.#options;
    return folder === undefined ? [] : databaseFiles(join(folder, copy));
  }

  #store(copy: string): Result<MemberStore> {
    const known = this.#open.get(copy);
    if (known) return success(known);
    const { folder } = this.#options;
    const opened = MemberStore.open(folder === undefined ? ':memory:' : join(folder, copy), this.#options.rest);
    if (opened.ok) this.#open.set(copy, opened.value);
    return opened;
  }

  #copiesOf(roomId: string): readonly string[] {
    const start = hashOf(roomId);
    const { folder } = this.#options;
    const names = folder === undefined ? [...this.#open.keys()] : filesIn(folder);
    return names.filter((name) => name.startsWith(start) && name.endsWith(ENDING)).sort(byNumber);
  }

  #freeCopiesOf(roomId: string): readonly string[] {
    const { isHeld = () => false } = this.#options;
    return this.#copiesOf(roomId).filter((copy) => !isHeld(copy));
  }

  /** Numbers are not used again, so that they say which copy is older. */
  #nameOfNew(roomId: string): string {
    const start = hashOf(roomId);
    const newest = this.#copiesOf(roomId).at(-1);
    if (newest === undefined) return `${start}${ENDING}`;
    const number = Number(newest.slice(start.length + 1, -ENDING.length)) || 1;
    return `${start}-${number + 1}${ENDING}`;
  }
}

/** Lets a guest be who it is in rooms that are kept, without a change of what is kept: for who only looks something up. */
export function borrowed(rooms: JoinedRooms): RoomCopies {
  const own = new JoinedRooms({ folder: undefined, formerDevice: undefined, problem: () => {} });
  return {
    known: (roomId) => rooms.known(roomId).map(withoutSession),
    enter: (entered) => own.enter({ ...entered, kept: undefined }),
    olderOf: (store) => own.olderOf(store),
    close: () => {
      own.close();
      rooms.close();
    },
  };
}

/** A copy as who does not resume its session knows it. */
export function withoutSession(kept: KeptRoom): KeptRoom {
  return { ...kept, session: undefined, newest: 0, gaps: [], proof: undefined };
}

/** File names must not come from a stranger's bytes: what an id says is hashed. */
function hashOf(roomId: string): string {
  return createHash('sha256').update(roomId).digest('hex').slice(0, 32);
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The one without a number comes first. */
function byNumber(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1);
}
