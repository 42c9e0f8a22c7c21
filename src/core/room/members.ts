import type { Member } from '../../shared/models.ts';
import { sessionName } from '../secure/proofs.ts';
import type { TokenBucket } from '../token-bucket.ts';
import type { Author } from '../wire/event-frame.ts';
import type { RoomLink } from './room-link.ts';

/** A session as the store keeps it. */
export interface SessionRecord {
  /** The secret that `resume` names: 32 hex digits. */
  readonly session: string;
  readonly member: string;
  readonly device: string;
  readonly nick: string;
  readonly host: boolean;
  /** False once the room was told that this member left. */
  readonly present: boolean;
}

/** Whom a device is in the room, in whichever session. */
export interface DeviceMember {
  /** With the nickname that the log announced last. */
  author: Author;
  /** The try that the last `hello` of the device named, if it named any. */
  attempt: number | undefined;
  /** What it may say: one pace, however many links it opens. */
  readonly pace: TokenBucket;
  /** How often it may take another nickname. */
  readonly renames: TokenBucket;
}

/** A member's place in the room. It outlives links. */
export interface Session {
  readonly token: string;
  readonly device: string;
  readonly host: boolean;
  /** A plain guest's, which nobody can come back to: it is forgotten when the guest leaves. */
  readonly plain: boolean;
  /** The same one in all sessions of a device. */
  member: DeviceMember;
  present: boolean;
  /** The one link that speaks for it, while there is one. */
  link: RoomLink | undefined;
  /** Milliseconds at which a session without a link counts as gone. */
  graceUntil: number;
}

const NOBODY: ReadonlySet<Session> = new Set();

/** Who is in the room, and which sessions may come back. */
export class Members {
  /** By the name of its secret, the longest unused first. */
  readonly #sessions = new Map<string, Session>();
  readonly #byDevice = new Map<string, Set<Session>>();
  readonly #kept: number;

  constructor(kept: number) {
    this.#kept = kept;
  }

  get sessions(): Iterable<Session> {
    return this.#sessions.values();
  }

  /** Sessions remembered, also of those who are not here. */
  get size(): number {
    return this.#sessions.size;
  }

  find(token: string): Session | undefined {
    const session = this.named(sessionName(token));
    return session?.token === token ? session : undefined;
  }

  /** The session whose secret has this name, which is no secret. */
  named(name: string): Session | undefined {
    return this.#sessions.get(name);
  }

  add(session: Session): void {
    this.#sessions.set(sessionName(session.token), session);
    const others = this.#byDevice.get(session.device);
    if (others) others.add(session);
    else this.#byDevice.set(session.device, new Set([session]));
  }

  remove(session: Session): void {
    this.#sessions.delete(sessionName(session.token));
    const others = this.#byDevice.get(session.device);
    others?.delete(session);
    if (others?.size === 0) this.#byDevice.delete(session.device);
  }

  /** The sessions of one device, which are one member. */
  ofDevice(device: string): ReadonlySet<Session> {
    return this.#byDevice.get(device) ?? NOBODY;
  }

  /** Plain guests who are in the room. */
  get plainCount(): number {
    let count = 0;
    for (const { plain, present } of this.#sessions.values()) if (plain && present) count += 1;
    return count;
  }

  /** True while any session of this device is in the room. */
  isPresent(device: string): boolean {
    for (const session of this.ofDevice(device)) if (session.present) return true;
    return false;
  }

  /** The room's list: each member once. */
  list(): readonly Member[] {
    const byId = new Map<string, Member>();
    for (const {
      present,
      member: {
        author: { id, nick },
      },
      host,
      plain,
    } of this.#sessions.values()) {
      if (present) byId.set(id, { id, nick, host: host || (byId.get(id)?.host ?? false), ...(plain && { plain }) });
    }
    return [...byId.values()];
  }

  /** Forgets the longest unused sessions beyond the limit. @returns them */
  prune(): readonly Session[] {
    const pruned: Session[] = [];
    if (this.#sessions.size <= this.#kept) return pruned;
    for (const session of this.#sessions.values()) {
      if (this.#sessions.size <= this.#kept) break;
      if (session.present) continue;
      this.remove(session);
      pruned.push(session);
    }
    return pruned;
  }

  /** Marks a session as the one used last. */
  touch(session: Session): void {
    const name = sessionName(session.token);
    this.#sessions.delete(name);
    this.#sessions.set(name, session);
  }
}

/** What the store keeps of a session. */
export function sessionRecord(session: Session): SessionRecord {
  const { token, member, device, host, present } = session;
  return { session: token, member: member.author.id, device, nick: member.author.nick, host, present };
}

/** A session that the store kept, without a link: it has until `graceUntil` to come back. */
export function restoreSession(record: SessionRecord, member: DeviceMember, graceUntil: number): Session {
  return {
    token: record.session,
    device: record.device,
    host: record.host,
    plain: false,
    member,
    present: record.present,
    link: undefined,
    graceUntil,
  };
}
