import type { Door, Managing, Role } from '../../../shared/doors/door-models.ts';
import type { RoomLimits } from '../../../shared/limits.ts';
import type { Manage } from '../../wire/door-messages.ts';
import type { Hello } from '../../wire/messages.ts';
import { type ProtocolError, protocolError } from '../../wire/protocol-error.ts';
import type { Attendance } from '../attendance.ts';
import type { OpenLinks } from '../open-links.ts';
import { refusedHeader } from '../replies.ts';
import type { RoomLink, Session } from '../room-link.ts';
import type { Turn } from '../turn.ts';
import type { Knocks } from './knocks.ts';
import { rankOf } from './ranks.ts';
import type { KeptBan, Rules } from './rules.ts';

export interface ManagementParts {
  readonly limits: RoomLimits;
  readonly turn: Turn;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
  readonly rules: Rules;
  readonly knocks: Knocks;
  /** Lets in who knocked. @returns why that can't be */
  readonly enter: (link: RoomLink, hello: Hello, now: number) => ProtocolError | undefined;
  /** Somebody's rank is another than before. */
  readonly ranked: (member: string) => void;
  /** Others are banned than before. */
  readonly banned: () => void;
}

/** Whoever is acted upon. */
interface Target {
  readonly id: string;
  readonly nick: string;
}

/** What only the host may do; moderators may do the rest (DESIGN 18). */
const HOST_ALONE: ReadonlySet<Managing['do']> = new Set(['ban', 'unban', 'role', 'door']);

/**
 * What members ask for that only some may do. Rights are looked up here and nowhere else; what was done is an event of the
 * log, with who did it and to whom.
 */
export class Management {
  readonly #parts: ManagementParts;

  constructor(parts: ManagementParts) {
    this.#parts = parts;
  }

  handle(link: RoomLink, session: Session, request: Manage, now: number): void {
    const { links, turn } = this.#parts;
    const refusal = this.#mayNot(session, request) ?? this.#do(session, request, now);
    const header = refusal
      ? refusedHeader(request.id, refusal)
      : JSON.stringify({ type: 'accepted', id: request.id, seq: turn.numbered });
    links.replyTo(link).write(header);
  }

  #mayNot(session: Session, { do: what }: Managing): ProtocolError | undefined {
    const rank = rankOf(session, this.#parts.rules);
    const isAllowed = rank === 'host' || (rank === 'moderator' && !HOST_ALONE.has(what));
    return isAllowed ? undefined : NOT_ALLOWED;
  }

  #do(by: Session, request: Managing, now: number): ProtocolError | undefined {
    switch (request.do) {
      case 'admit':
        return this.#admit(request.knock, now);
      case 'turn_away':
        return this.#turnAway(request.knock);
      case 'ban':
        return this.#ban(by, request);
      case 'remove':
        return this.#remove(by, request.member);
      case 'unban':
        return this.#unban(by, request.ban);
      case 'role':
        return this.#rank(by, request.member, request.role);
      case 'door':
        return this.#setDoor(by, request.door);
    }
  }

  #admit(id: number, now: number): ProtocolError | undefined {
    const found = this.#parts.knocks.take(id);
    return found ? this.#parts.enter(found.link, found.hello, now) : NOBODY_KNOCKS;
  }

  #turnAway(id: number): ProtocolError | undefined {
    const found = this.#parts.knocks.take(id);
    if (!found) return NOBODY_KNOCKS;
    this.#parts.links.fail(found.link, TURNED_AWAY);
    return undefined;
  }

  #remove(by: Session, member: string): ProtocolError | undefined {
    const sessions = this.#parts.attendance.sessionsOf(member);
    const one = sessions.find((session) => session.member.author.id === member);
    if (!one) return NO_SUCH_MEMBER;
    const { rules } = this.#parts;
    const isHost = sessions.some(({ host }) => host);
    const isModerator = sessions.some((session) => rules.isModerator(session.member.author.id));
    if (isHost || (isModerator && rankOf(by, rules) !== 'host')) return NOT_ALLOWED;
    this.#log(by, 'removed', one.member.author);
    this.#expel(sessions, REMOVED);
    return undefined;
  }

  #ban(by: Session, { knock, member }: Extract<Managing, { do: 'ban' }>): ProtocolError | undefined {
    const { rules, limits } = this.#parts;
    if (rules.bans.length >= limits.bans) return TOO_MANY_BANS;
    return knock === undefined ? this.#banMember(by, member) : this.#banKnocking(by, knock);
  }

  #banMember(by: Session, member = ''): ProtocolError | undefined {
    const sessions = this.#parts.attendance.sessionsOf(member);
    const one = sessions.find((session) => session.member.author.id === member);
    if (!one) return NO_SUCH_MEMBER;
    if (sessions.some(({ host }) => host)) return NOT_ALLOWED;
    const link = sessions.find((session) => session.link)?.link;
    const key = one.member.identity?.key;
    const { plain, device } = one;
    if (plain && !link) return NO_SUCH_MEMBER;
    const known = plain
      ? ({ by: 'address', what: link?.peer.address ?? '' } as const)
      : key === undefined
        ? ({ by: 'device', what: device } as const)
        : ({ by: 'key', what: key } as const);
    this.#log(by, 'banned', one.member.author);
    this.#addBan(one.member.author.nick, known);
    this.#expel(sessions, BANNED);
    return undefined;
  }

  #banKnocking(by: Session, id: number): ProtocolError | undefined {
    const found = this.#parts.knocks.take(id);
    if (!found) return NOBODY_KNOCKS;
    const { hello, link } = found;
    const { plain, address, identity } = link.peer;
    const known = plain
      ? ({ by: 'address', what: address } as const)
      : identity === undefined
        ? ({ by: 'device', what: hello.device } as const)
        : ({ by: 'key', what: identity.key } as const);
    this.#log(by, 'banned', { id: '', nick: hello.nick });
    this.#addBan(hello.nick, known);
    this.#parts.links.fail(link, BANNED);
    return undefined;
  }

  #unban(by: Session, id: number): ProtocolError | undefined {
    const { rules, turn, banned } = this.#parts;
    const ban = rules.bans.find((one) => one.id === id);
    if (!ban) return NO_SUCH_BAN;
    // Taken back behind what follows, as with ranks: whoever sees the bans sees this one again.
    turn.undo.push(banned);
    rules.dropBan(id);
    this.#log(by, 'unbanned', { id: '', nick: ban.nick });
    banned();
    return undefined;
  }

  #rank(by: Session, member: string, role: Role): ProtocolError | undefined {
    const { rules, turn, attendance, limits, ranked } = this.#parts;
    const one = attendance.sessionsOf(member).find((session) => session.member.author.id === member);
    if (!one) return NO_SUCH_MEMBER;
    const isRaised = role === 'moderator';
    if (one.host || rules.isModerator(member) === isRaised) return undefined;
    // A right hangs on a key: who talks in clear can be anybody who listens.
    if (isRaised && one.member.identity === undefined) return NO_KEY;
    if (isRaised && rules.moderators >= limits.moderators) return TOO_MANY_MODERATORS;
    // Taken back behind what follows, which is taken back first.
    turn.undo.push(() => attendance.retell(member));
    rules.setModerator(member, isRaised);
    this.#log(by, 'role', one.member.author, role);
    ranked(member);
    return undefined;
  }

  #setDoor(by: Session, door: Door): ProtocolError | undefined {
    const { rules } = this.#parts;
    if (door === 'word' && rules.word === undefined) return NO_WORD;
    if (rules.door === door) return undefined;
    rules.door = door;
    this.#log(by, 'door', undefined, door);
    return undefined;
  }

  #addBan(nick: string, known: Pick<KeptBan, 'by' | 'what'>): void {
    const { rules, turn, banned } = this.#parts;
    turn.undo.push(banned);
    // The event that tells of it was numbered last.
    rules.addBan({ id: turn.numbered, nick, at: turn.at, ...known });
    banned();
  }

  /** All that is theirs ends: their links, and their way back. */
  #expel(sessions: readonly Session[], why: ProtocolError): void {
    const { links, attendance, rules } = this.#parts;
    for (const session of sessions) {
      rules.setModerator(session.member.author.id, false);
      if (session.link) links.fail(session.link, why);
      attendance.expel(session);
    }
  }

  #log(by: Session, kind: string, about?: Target, text = ''): void {
    const target = about && { about: { id: about.id, nick: about.nick } };
    this.#parts.turn.log({ kind, text, ...target }, by.member.author);
  }
}

const NOT_ALLOWED = protocolError('not_allowed', 'only the host, or a moderator, may do that');
const NOBODY_KNOCKS = protocolError('nobody_knocks', 'whoever knocked is not there any more');
const NO_SUCH_MEMBER = protocolError('no_such_member', 'there is nobody like that in the room');
const NO_SUCH_BAN = protocolError('no_such_member', 'there is no such ban');
const NO_KEY = protocolError('no_key', 'only somebody whose link is encrypted can be a moderator');
const NO_WORD = protocolError('no_word', 'the room has no passphrase yet');
const TOO_MANY_BANS = protocolError('too_many_bans', 'the room has as many bans as it keeps: lift one first');
const TOO_MANY_MODERATORS = protocolError('too_many_bans', 'the room has as many moderators as it may have');
const TURNED_AWAY = protocolError('turned_away', 'nobody let it in');
const REMOVED = protocolError('removed', 'it was removed from the room');
export const BANNED = protocolError('banned', 'it may not come into this room any more');
