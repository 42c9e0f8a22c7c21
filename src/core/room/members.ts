import type { RoomLimits } from '../../shared/limits.ts';
import type { Member } from '../../shared/models.ts';
import type { KnownIdentity } from '../secure/peer-identity.ts';
import { sessionName } from '../secure/proofs.ts';
import type { Author } from '../wire/event-frame.ts';
import type { DeviceMember, Session } from './room-link.ts';
import { Roster } from './roster.ts';

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
  /** Whose device it is, where it came over a sealed link once. */
  readonly identity?: KnownIdentity | undefined;
}

const NOBODY: ReadonlySet<Session> = new Set();

/** Who is in the room, and which sessions may come back. Nothing here takes longer the more of them there are. */
export class Members {
  /** By the name of its secret, in the order in which they were used. */
  readonly #sessions = new Map<string, Session>();
  readonly #byDevice = new Map<string, Set<Session>>();
  readonly #here = new Set<Session>();
  /** Those who may come back, the longest unused first. */
  readonly #away = new Set<Session>();
  /** Those of them who never were here but offered a file, the oldest first. */
  readonly #visitors = new Set<Session>();
  readonly #roster = new Roster();
  readonly #kept: number;
  readonly #visitorsKept: number;
  readonly #isModerator: (member: string) => boolean;
  #plainCount = 0;

  constructor(
    { sessionsKept, visitorsKept }: Pick<RoomLimits, 'sessionsKept' | 'visitorsKept'>,
    isModerator: (member: string) => boolean = () => false,
  ) {
    this.#isModerator = isModerator;
    this.#kept = sessionsKept;
    this.#visitorsKept = visitorsKept;
  }

  get sessions(): Iterable<Session> {
    return this.#sessions.values();
  }

  /** Sessions of those who are here. */
  get here(): Iterable<Session> {
    return this.#here;
  }

  /** Plain guests who are in the room. */
  get plainCount(): number {
    return this.#plainCount;
  }

  /** Who is in the room, each member once. */
  get roster(): Roster {
    return this.#roster;
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
    this.#place(session);
  }

  /** Adds one of somebody who is not here and speaks all the same: of those only so many are kept. */
  addVisitor(session: Session): void {
    this.add(session);
    this.#visitors.add(session);
  }

  remove(session: Session): void {
    this.#sessions.delete(sessionName(session.token));
    const others = this.#byDevice.get(session.device);
    others?.delete(session);
    if (others?.size === 0) this.#byDevice.delete(session.device);
    this.#displace(session);
    this.#visitors.delete(session);
    this.#refresh(session);
  }

  /** Whoever has this session is here from now on, or is not. */
  setPresent(session: Session, present: boolean): void {
    this.#displace(session);
    (session as { present: boolean }).present = present;
    if (present) this.#visitors.delete(session);
    // One that was forgotten meanwhile is in no list.
    if (this.#byDevice.get(session.device)?.has(session)) this.#place(session);
  }

  /** The member is told of otherwise from now on. */
  setAuthor(session: Session, author: Author): void {
    session.member.author = author;
    this.#refresh(session);
  }

  /** Whose the device of this session is, from now on. */
  setIdentity(session: Session, identity: KnownIdentity | undefined): void {
    session.member.identity = identity;
    this.#refresh(session);
  }

  /** The sessions of one device, which are one member. */
  ofDevice(device: string): ReadonlySet<Session> {
    return this.#byDevice.get(device) ?? NOBODY;
  }

  /** True for a device, or a key, that was in the room before, and not only beside it. */
  isMember(device: string, key: string | undefined): boolean {
    const others = this.ofDevice(device);
    const known = others.size === 0 && key !== undefined ? this.#ofKey(key) : others;
    for (const session of known) if (!this.#visitors.has(session)) return true;
    return false;
  }

  /** All sessions of a member, and of whoever has the same key: they are one person. */
  ofPerson(id: string): readonly Session[] {
    for (const { member, device } of this.#sessions.values()) {
      if (member.author.id !== id) continue;
      return member.identity ? this.#ofKey(member.identity.key) : [...this.ofDevice(device)];
    }
    return [];
  }

  #ofKey(key: string): readonly Session[] {
    return [...this.#sessions.values()].filter(({ member }) => member.identity?.key === key);
  }

  /** The member is something else in the room from now on. */
  retell(id: string): void {
    for (const session of this.ofPerson(id)) this.#refresh(session);
  }

  /** True while any session of this device is in the room. */
  isPresent(device: string): boolean {
    for (const session of this.ofDevice(device)) if (session.present) return true;
    return false;
  }

  /** Forgets the longest unused sessions beyond the limits. @returns them */
  prune(): readonly Session[] {
    const pruned: Session[] = [];
    for (const visitor of this.#visitors) {
      if (this.#visitors.size <= this.#visitorsKept) break;
      this.remove(visitor);
      pruned.push(visitor);
    }
    for (const session of this.#away) {
      if (this.#sessions.size <= this.#kept) break;
      this.remove(session);
      pruned.push(session);
    }
    return pruned;
  }

  #place(session: Session): void {
    (session.present ? this.#here : this.#away).add(session);
    if (session.present && session.plain) this.#plainCount += 1;
    this.#refresh(session);
  }

  #displace(session: Session): void {
    this.#away.delete(session);
    if (this.#here.delete(session) && session.plain) this.#plainCount -= 1;
  }

  #roleOf(id: string): Pick<Member, 'role'> {
    return this.#isModerator(id) ? { role: 'moderator' } : {};
  }

  /** Tells the roster what a device's sessions come to together. */
  #refresh({ device, member }: Session): void {
    const { author, identity } = member;
    const { id, nick } = author;
    let isHere = false;
    let host = false;
    let isPlain = false;
    for (const session of this.ofDevice(device)) {
      if (!session.present) continue;
      isHere = true;
      host ||= session.host;
      isPlain = session.plain;
    }
    if (isHere)
      this.#roster.set({
        id,
        nick,
        host,
        ...this.#roleOf(id),
        ...(isPlain ? { plain: true } : howSealed(identity, host)),
      });
    else this.#roster.delete(id);
  }
}

/** How a member without text between is told of: by its card, or as one in clear; the host's own links travel nowhere. */
export function howSealed(identity: KnownIdentity | undefined, host: boolean): Pick<Member, 'card' | 'clear'> {
  if (identity) return { card: identity.card };
  return host ? {} : { clear: true };
}

/** What the store keeps of a session. */
export function sessionRecord(session: Session): SessionRecord {
  const { token, member, device, host, present } = session;
  const { author, identity } = member;
  return { session: token, member: author.id, device, nick: author.nick, host, present, ...(identity && { identity }) };
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
