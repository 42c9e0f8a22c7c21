import type { RoomLimits } from '../../shared/limits.ts';
import type { Digests } from '../secure/proofs.ts';
import { TokenBucket } from '../token-bucket.ts';
import { author } from '../wire/event-frame.ts';
import type { Hello } from '../wire/messages.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { AddressPace, OriginPace } from './link-gate.ts';
import type { LogReader } from './log-segment.ts';
import { howSealed, Members, restoreSession, type SessionRecord, sessionRecord } from './members.ts';
import type { DeviceMember, Peer, Session } from './room-link.ts';
import type { Roster } from './roster.ts';
import { SameLog } from './same-log.ts';
import type { Turn } from './turn.ts';

/** What attendance works with. */
export interface AttendanceParts {
  readonly limits: RoomLimits;
  readonly turn: Turn;
  readonly log: LogReader;
  readonly digests: Digests;
  /** Unpredictable hex digits. */
  readonly randomHex: (digits: number) => string;
  /** Whether a member helps with order here. */
  readonly isModerator: (member: string) => boolean;
}

/** Whoever says `hello`: a link, or what stands for one. */
export interface Newcomer {
  readonly peer: Pick<Peer, 'local' | 'plain' | 'identity'>;
  readonly pace: AddressPace;
}

const SECONDS_PER_MINUTE = 60;

function mayEnter({ peer, pace }: Newcomer, now: number): boolean {
  return peer.local || pace.origin.entries.take(now);
}

/** Who comes, comes back and leaves: finds or makes a session, and logs `joined` and `left`. */
export class Attendance {
  readonly #parts: AttendanceParts;
  readonly #members: Members;
  readonly #sameLog: SameLog;

  constructor(kept: readonly SessionRecord[], parts: AttendanceParts, now: number) {
    this.#parts = parts;
    this.#sameLog = new SameLog(parts);
    this.#members = new Members(parts.limits, parts.isModerator);
    // The newest record has the nickname that was announced last.
    const newest = new Map(kept.map((record) => [record.device, record]));
    const members = new Map<string, DeviceMember>();
    for (const [device, { member, nick, identity }] of newest)
      members.set(device, { ...this.#member(member, nick, now), identity });
    for (const record of kept) {
      const member = members.get(record.device) as DeviceMember;
      this.#members.add(restoreSession(record, member, now + parts.limits.graceMs));
    }
  }

  /** Who is in the room, as a `welcome` tells it. */
  get roster(): Roster {
    return this.#members.roster;
  }

  /** The session that a `hello` asks for, present from now on. @returns a breach when it can't be had */
  admit(hello: Hello, from: Newcomer, now: number): Session | ProtocolError {
    const { peer } = from;
    const others = this.#breachOfKey(hello.device, peer);
    if (others) return others;
    if (this.#isLate(hello)) return protocolError('session_taken', 'a later hello of this device came already');
    const full = this.#fullFor(hello.device);
    if (full) return full;
    const tooMany = peer.plain && this.#fullForPlain(from.pace.origin);
    if (tooMany) return tooMany;
    const kept = hello.resume ? this.#resumable(hello) : undefined;
    if (kept && isProtocolError(kept)) return kept;
    const isHere = kept ? kept.present : this.#members.isPresent(hello.device);
    if (!isHere && !mayEnter(from, now)) return TOO_OFTEN;
    const session = kept ?? this.#newSession(hello, peer, now);
    const isUpgraded = this.#bind(session, peer);
    // Who took other nicknames too often keeps the one that the room knows.
    if (isUpgraded) this.#enter(session, hello.nick);
    else if (session.present) this.rename(session, hello.nick, now);
    else this.#enter(session, hello.nick);
    return session;
  }

  /**
   * The session of whoever speaks beside the chat, such as over a file link. Who has none gets one as `hello` would give
   * it, on the same conditions, but without being in the room. @returns a breach when it can't be had
   */
  visit(who: Pick<Hello, 'device' | 'nick'>, from: Newcomer, now: number): Session | ProtocolError {
    const others = this.#breachOfKey(who.device, from.peer);
    if (others) return others;
    const known = [...this.#members.ofDevice(who.device)];
    const session = known.findLast(({ present }) => present) ?? known.at(-1);
    if (session) return session;
    const full = this.#fullFor(who.device);
    if (full) return full;
    if (!mayEnter(from, now)) return TOO_OFTEN;
    const made = this.#makeSession(who, { local: false }, now);
    this.#bind(made, from.peer);
    this.#members.addVisitor(made);
    this.#parts.turn.undo.push(() => this.#members.remove(made));
    this.#parts.turn.sessions.push(sessionRecord(made));
    return made;
  }

  /** The secret of the session of this name; undefined when there is none. */
  secretOf(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#members.named(name)?.token;
  }

  /** A member is called otherwise from now on. @returns false when it took other nicknames too often */
  rename(session: Session, nick: string, now: number): boolean {
    if (!session.present || session.member.author.nick === nick) return true;
    if (!session.member.renames.take(now)) return false;
    this.#enter(session, nick);
    return true;
  }

  /** The member takes leave, or was away for too long: the log says so unless another session of it is here. */
  leave(session: Session, reason: 'link_lost' | 'removed' | ''): void {
    const { turn } = this.#parts;
    turn.undo.push(() => this.#members.setPresent(session, true));
    this.#members.setPresent(session, false);
    if (!this.#members.isPresent(session.device)) turn.log({ kind: 'left', text: reason }, session.member.author);
    if (session.plain) this.#forget(session);
    else turn.sessions.push(sessionRecord(session));
  }

  /** True for a device, or a key, that was in the room before. */
  isMember(device: string, key: string | undefined): boolean {
    return this.#members.isMember(device, key);
  }

  /** All sessions of the person that a member is, who may be away. */
  sessionsOf(member: string): readonly Session[] {
    return this.#members.ofPerson(member);
  }

  /** The member is told of as something else from now on. */
  retell(member: string): void {
    this.#members.retell(member);
  }

  /** A session ends, and nobody comes back to it. */
  expel(session: Session): void {
    if (session.present) this.leave(session, 'removed');
    if (!session.plain) this.#forget(session);
  }

  /** Lets those leave whose link broke too long ago. */
  tick(now: number): void {
    for (const session of this.#members.here) {
      if (!session.link && now >= session.graceUntil) this.leave(session, 'link_lost');
    }
  }

  /** Forgets the longest unused sessions beyond the limit. */
  prune(): void {
    for (const session of this.#members.prune()) this.#forgotten(session);
  }

  /** Why a device is not this peer's, if it came with a key before: whoever learns of a device is not who it belongs to. */
  #breachOfKey(device: string, { local, identity }: Newcomer['peer']): ProtocolError | undefined {
    const [known] = this.#members.ofDevice(device);
    const key = known?.member.identity?.key;
    // What is said in the host's own process is said by the host.
    return key === undefined || local || key === identity?.key ? undefined : DEVICE_HAS_KEY;
  }

  /** The device belongs to the key of this peer, if it has one. @returns true when a member who is here is told of otherwise */
  #bind(session: Session, { identity }: Newcomer['peer']): boolean {
    const before = session.member.identity;
    if (!identity || identity.card === before?.card) return false;
    const { key, card } = identity;
    this.#parts.turn.undo.push(() => this.#members.setIdentity(session, before));
    this.#members.setIdentity(session, { key, card });
    return session.present;
  }

  /** Why the room has no place for this device, if it has none. */
  #fullFor(device: string): ProtocolError | undefined {
    const { members: most } = this.#parts.limits;
    if (this.roster.size < most || this.#members.isPresent(device)) return undefined;
    return protocolError('room_full', `the room holds ${most} members`);
  }

  /** Why the room has no place for one more plain guest of this origin, if it has none. */
  #fullForPlain(origin: OriginPace): ProtocolError | undefined {
    const { plainGuests, plainGuestsPerAddress } = this.#parts.limits;
    if (this.#members.plainCount >= plainGuests) {
      return protocolError('room_full', `the room holds ${plainGuests} plain guests`);
    }
    if (this.#members.plainCount < plainGuestsPerAddress) return undefined;
    const beside = [...this.#members.here].filter(({ plain, link }) => plain && link?.pace.origin === origin);
    if (beside.length < plainGuestsPerAddress) return undefined;
    return protocolError('room_full', `the room holds ${plainGuestsPerAddress} plain guests of one address`);
  }

  /** Whether a link that the guest gave up says its `hello` after a newer link of the same device did. */
  #isLate({ device, attempt }: Hello): boolean {
    const [known] = this.#members.ofDevice(device);
    if (!known || attempt === undefined || attempt >= (known.member.attempt ?? 0)) return false;
    known.member.refusedAttempt = Math.max(attempt, known.member.refusedAttempt ?? 0);
    return true;
  }

  #resumable({ device, resume }: Hello): Session | ProtocolError {
    const { turn, log } = this.#parts;
    const found = resume && this.#members.find(resume.session);
    const session = found?.device === device ? found : undefined;
    const behind = resume && this.#sameLog.behind(resume, session);
    if (behind) return behind;
    if (!resume || !session || resume.seq > turn.newest) {
      return protocolError('unknown_session', 'this room does not know that session: say hello without resume');
    }
    const lacking = resume.seq > 0 ? log.read(resume.seq + 1, 1) : undefined;
    if (lacking && lacking.first > resume.seq + 1) {
      return protocolError('unknown_session', `the log begins at event ${lacking.first}: say hello without resume`);
    }
    return this.#sameLog.diverged(resume, session) ?? session;
  }

  #newSession(who: Hello, peer: Newcomer['peer'], now: number): Session {
    const { turn } = this.#parts;
    const others = [...this.#members.ofDevice(who.device)];
    const session = this.#makeSession(who, peer, now);
    this.#members.add(session);
    turn.undo.push(() => this.#members.remove(session));
    for (const other of others) if (!other.link) this.#forget(other);
    if (session.present) turn.sessions.push(sessionRecord(session));
    return session;
  }

  /** A session of a device, which is the same member in all of them. */
  #makeSession({ device, nick }: Pick<Hello, 'device' | 'nick'>, peer: Newcomer['peer'], now: number): Session {
    const { turn, randomHex } = this.#parts;
    const [known] = this.#members.ofDevice(device);
    return {
      token: randomHex(32),
      device,
      host: peer.local,
      plain: peer.plain === true,
      member: known?.member ?? this.#member(`m${turn.numbered + 1}`, nick, now),
      present: this.#members.isPresent(device),
      link: undefined,
      // Not 0: a whole number that becomes a time makes V8 forget what it compiled for sessions.
      graceUntil: now,
    };
  }

  /** Drops a session whose device came back without it. */
  #forget(session: Session): void {
    this.#members.remove(session);
    this.#forgotten(session);
  }

  #forgotten(session: Session): void {
    const { turn } = this.#parts;
    turn.forgotten.push(session.token);
    turn.undo.push(() => this.#members.add(session));
  }

  #enter(session: Session, nick: string): void {
    const { turn, isModerator } = this.#parts;
    const { present, member } = session;
    const before = member.author;
    turn.undo.push(() => {
      this.#members.setPresent(session, present);
      this.#members.setAuthor(session, before);
    });
    this.#members.setPresent(session, true);
    this.#members.setAuthor(session, author(before.id, nick));
    const how = session.plain ? { plain: true as const } : howSealed(member.identity, session.host);
    const rank = isModerator(before.id) ? { role: 'moderator' as const } : {};
    turn.log({ kind: 'joined', text: '', ...rank, ...how }, member.author);
    turn.sessions.push(sessionRecord(session));
  }

  #member(id: string, nick: string, now: number): DeviceMember {
    const { messagesPerSecond, messageBurst, renamesPerMinute, renames } = this.#parts.limits;
    return {
      author: author(id, nick),
      attempt: undefined,
      refusedAttempt: undefined,
      identity: undefined,
      pace: new TokenBucket(messagesPerSecond, messageBurst, now),
      renames: new TokenBucket(renamesPerMinute / SECONDS_PER_MINUTE, renames, now),
    };
  }
}

const DEVICE_HAS_KEY = protocolError('device_has_key', 'this device belongs to another key');
const TOO_OFTEN = protocolError('too_many_links', 'members come in from this address too often: wait a little');
