import type { Door } from '../../../shared/doors/door-models.ts';
import type { RoomLimits } from '../../../shared/limits.ts';
import type { Digests } from '../../secure/proofs.ts';
import type { WordPort } from '../../secure/word.ts';
import type { Manage } from '../../wire/door-messages.ts';
import type { Hello } from '../../wire/messages.ts';
import { type ProtocolError, protocolError } from '../../wire/protocol-error.ts';
import type { Attendance } from '../attendance.ts';
import type { OpenLinks } from '../open-links.ts';
import type { Peer, RoomLink, Session } from '../room-link.ts';
import type { Turn } from '../turn.ts';
import type { WayIn } from '../way-in.ts';
import { Knocks } from './knocks.ts';
import { BANNED, Management } from './management.ts';
import { rankOf } from './ranks.ts';
import type { Rules } from './rules.ts';
import { WordDesk } from './word-desk.ts';

export interface DoorsParts {
  readonly limits: RoomLimits;
  readonly turn: Turn;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
  readonly rules: Rules;
  readonly wayIn: WayIn;
  readonly digests: Digests;
  readonly words: WordPort;
  readonly wallNow: () => number;
}

/** A peer at the door, or beside it with a file. */
type Caller = Pick<Peer, 'local' | 'plain' | 'identity' | 'address'>;

/** Who comes in, who waits, and who may say so. Who was a member before stays one, whatever the door is now, unless banned. */
export class Doors {
  readonly #parts: DoorsParts;
  readonly #knocks: Knocks;
  readonly #words: WordDesk;
  readonly #management: Management;

  constructor(parts: DoorsParts, now: number) {
    this.#parts = parts;
    const { limits, turn, links, attendance, rules, digests, words, wallNow } = parts;
    const enter = (link: RoomLink, hello: Hello, at: number) => this.#enter(link, hello, at);
    this.#knocks = new Knocks({ limits, links, wallNow, changed: () => this.#tellKnocks() }, now);
    const shown = (link: RoomLink, hello: Hello, at: number) => this.#wordShown(link, hello, at);
    this.#words = new WordDesk({ limits, links, rules, digests, words, enter: shown }, now);
    const told = { ranked: (member: string) => this.#ranked(member), banned: () => this.#banned() };
    this.#management = new Management({ limits, turn, links, attendance, rules, knocks: this.#knocks, enter, ...told });
  }

  get door(): Door {
    return this.#parts.rules.door;
  }

  /** What the passphrase is verified with from now on; the door takes it once it is set so. */
  setWord(secret: string): void {
    this.#parts.rules.word = secret;
  }

  /** A link said `hello`: lets it in, has it wait, or ends it. */
  hello(link: RoomLink, hello: Hello, now: number): void {
    const { rules, links } = this.#parts;
    if (link.waiting) return links.fail(link, protocolError('hello_twice', 'this link said hello already'));
    const closed = this.#closed(hello.device, link.peer);
    if (closed === undefined) {
      this.#enter(link, hello, now);
    } else {
      // Who is no member has no session here: better told before somebody lets them in for nothing.
      const isLost = closed === ASKS && hello.resume !== undefined;
      const asks = () => (isLost ? SESSION_GONE : this.#asks(rules.door, link, hello, now));
      const refusal = closed === ASKS ? asks() : closed;
      if (refusal) links.fail(link, refusal);
    }
  }

  /** Why somebody may not even leave a file here without being in the room, if so. */
  refusesVisit(device: string, peer: Caller): ProtocolError | undefined {
    return this.#closed(device, peer);
  }

  /** A member asks for what only some may do. */
  manage(link: RoomLink, session: Session, request: Manage, now: number): void {
    this.#management.handle(link, session, request, now);
  }

  /** Why the door is closed to somebody: {@link ASKS} where it may be opened to them. */
  #closed(device: string, peer: Caller): ProtocolError | undefined {
    const { rules, attendance } = this.#parts;
    if (peer.local) return undefined;
    const { plain, identity, address } = peer;
    const known = {
      device: plain ? undefined : device,
      key: identity?.key,
      address: plain ? address : undefined,
    };
    if (rules.isBanned(known)) return BANNED;
    if (rules.door === 'open' || attendance.isMember(device, identity?.key)) return undefined;
    return rules.door === 'locked' ? LOCKED : ASKS;
  }

  #asks(door: Door, link: RoomLink, hello: Hello, now: number): ProtocolError | undefined {
    return door === 'word' ? this.#words.begin(link, hello, now) : this.#knocks.add(link, hello, now);
  }

  /** Somebody knows the passphrase, which counts where the door still asks for it. */
  #wordShown(link: RoomLink, hello: Hello, now: number): void {
    const closed = this.#closed(hello.device, link.peer);
    if (closed === ASKS && this.#parts.rules.door === 'word') this.#enter(link, hello, now);
    else this.hello(link, hello, now);
  }

  #enter(link: RoomLink, hello: Hello, now: number): ProtocolError | undefined {
    const refusal = this.#parts.wayIn.enter(link, hello, now);
    // Behind its welcome: what waits in the link's replies goes out after that.
    if (refusal === undefined) this.#tell(link, false);
    return refusal;
  }

  /** Tells a link what its member may know of the door; `fully`: also that there is nothing. */
  #tell(link: RoomLink, fully: boolean): void {
    const { rules, links } = this.#parts;
    const { session } = link;
    const rank = session && rankOf(session, rules);
    const knocks = this.#knocks.list();
    const seesKnocks = rank === 'host' || rank === 'moderator';
    if (fully || (seesKnocks && knocks.length > 0)) {
      links.replyTo(link).write(JSON.stringify({ type: 'knocks', knocks: seesKnocks ? knocks : [] }));
    }
    if (rank === 'host' && (fully || rules.bans.length > 0)) links.replyTo(link).write(this.#bansHeader());
  }

  #tellKnocks(): void {
    const { links, rules } = this.#parts;
    const header = JSON.stringify({ type: 'knocks', knocks: this.#knocks.list() });
    for (const link of links) {
      const rank = link.session && !link.ending ? rankOf(link.session, rules) : undefined;
      if (rank === 'host' || rank === 'moderator') links.replyTo(link).write(header);
    }
  }

  /** Others are banned than before: of these nobody waits at the door any more, over whichever link. */
  #banned(): void {
    const { links } = this.#parts;
    for (const link of links) {
      const { waiting, peer } = link;
      if (waiting && this.#closed(waiting.hello.device, peer) === BANNED) links.fail(link, BANNED);
    }
    this.#tellBans();
  }

  #tellBans(): void {
    const { links } = this.#parts;
    for (const link of links) if (link.session?.host && !link.ending) links.replyTo(link).write(this.#bansHeader());
  }

  #bansHeader(): string {
    const bans = this.#parts.rules.bans.map(({ id, nick, at, by }) => ({ id, nick, at, by }));
    return JSON.stringify({ type: 'bans', bans });
  }

  #ranked(member: string): void {
    const { links, attendance } = this.#parts;
    attendance.retell(member);
    for (const link of links) if (link.session?.member.author.id === member) this.#tell(link, true);
  }
}

const SESSION_GONE = protocolError('unknown_session', 'this room does not know that session: say hello without resume');
const LOCKED = protocolError('room_locked', 'the room is locked: nobody new comes in');
const ASKS = protocolError('not_let_in', 'who is no member of this room has to be let in first');
