import type { RoomLimits } from '../../shared/limits.ts';
import type { GuestMessage, Prove, Reach, Say } from '../wire/messages.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { Attendance } from './attendance.ts';
import type { Doors } from './doors/doors.ts';
import type { Waiting } from './doors/waiting.ts';
import type { FanOut } from './fan-out.ts';
import type { Introducer } from './introducer.ts';
import type { OpenLinks } from './open-links.ts';
import type { RoomLink, Session } from './room-link.ts';
import type { Turn } from './turn.ts';

/** What requests work with. */
export interface RequestsParts {
  readonly limits: RoomLimits;
  readonly turn: Turn;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
  readonly introducer: Introducer;
  readonly fanOut: FanOut;
  readonly doors: Doors;
  /** Finds out whether a port of the peer's computer is reached from here, and tells the room. */
  readonly reach: (link: RoomLink, port: number) => void;
}

/** That a member writes is passed on at most this often, in milliseconds. */
const TYPING_MS = 1_000;

/** What a link asks for that is no message of its member: coming, leaving, questions. */
export class Requests {
  readonly #parts: RequestsParts;

  constructor(parts: RequestsParts) {
    this.#parts = parts;
  }

  handle(link: RoomLink, message: Exclude<GuestMessage, Say>, now: number): void {
    const { turn, links, fanOut, doors } = this.#parts;
    if (message.type === 'hello') {
      if (link.session) links.fail(link, protocolError('hello_twice', 'this link said hello already'));
      else doors.hello(link, message, now);
      return;
    }
    if (message.type === 'prove') return this.#prove(link, message);
    if (message.type === 'reach') return this.#reach(link, message);
    const { session } = link;
    // Behind a `prove` it tells hosts that know nothing of proofs from those that do.
    if (session === undefined && message.type === 'ping' && link.proofs > 0) return this.#pong(link, message.t);
    if (session === undefined) {
      if (link.waiting) return this.#whileWaiting(link, link.waiting, message, now);
      return links.fail(link, HELLO_EXPECTED);
    }
    switch (message.type) {
      case 'ack':
      case 'read':
        if (message.seq > turn.newest) {
          links.fail(link, noEvent(message.seq));
        }
        return;
      case 'past':
        if (message.before <= turn.newest + 1) return fanOut.askedForThePast(link, message.before);
        return links.fail(link, protocolError('bad_message', `there is no event before ${message.before}`));
      case 'ping':
        link.pings = true;
        return this.#pong(link, message.t);
      case 'bye':
        return this.#bye(link, session);
      case 'typing':
        return this.typing(link, now);
      case 'manage':
        return doors.manage(link, session, message, now);
      case 'word':
        // It was let in meanwhile by hand, or through a door that was opened.
        return;
    }
  }

  /** Of whoever waits to be let in little is heard; what else it says is passed over. */
  #whileWaiting(link: RoomLink, waiting: Waiting, message: Exclude<GuestMessage, Say>, now: number): void {
    switch (message.type) {
      case 'ping':
        link.pings = true;
        return this.#pong(link, message.t);
      case 'bye':
        return this.#endWithBye(link);
      case 'word':
        return waiting.word?.(message, now);
      default:
        return;
    }
  }

  #prove(link: RoomLink, prove: Prove): void {
    const { links, introducer, limits } = this.#parts;
    const { proofsPerLink } = limits;
    link.proofs += 1;
    if (link.proofs <= proofsPerLink) links.replyTo(link).write(introducer.answer(prove, link.peer.identity?.hash));
    else links.fail(link, protocolError('bad_message', `a link may ask for ${proofsPerLink} proofs`));
  }

  /** The peer's address must be its own: over TCP it is, and for datagrams a forged one would be bombarded from here. */
  #reach(link: RoomLink, { port }: Reach): void {
    const { local, plain, datagrams } = link.peer;
    if (local || plain || datagrams || link.asksReach) return this.#parts.links.fail(link, REACH_ONCE);
    link.asksReach = true;
    this.#parts.reach(link, port);
  }

  #pong(link: RoomLink, t: number): void {
    this.#parts.links.replyTo(link).write(`{"type":"pong","t":${t}}`);
  }

  /** Somebody writes: the others are told with the turn, and not more often than that is of use. */
  typing(link: RoomLink, now: number): void {
    const { session } = link;
    if (session === undefined || now - link.typedAt < TYPING_MS) return;
    link.typedAt = now;
    this.#parts.turn.typing.push(link);
  }

  #endWithBye(link: RoomLink): void {
    link.waiting?.over();
    this.#parts.links.replyTo(link).write('{"type":"bye"}');
    link.ending = 'bye';
  }

  #bye(link: RoomLink, session: Session): void {
    const { links, attendance } = this.#parts;
    links.giveUp(link);
    this.#endWithBye(link);
    if (session.present) attendance.leave(session, '');
  }
}

const REACH_ONCE = protocolError('bad_message', 'a link may ask once whether it is reached, over TCP');
export const HELLO_EXPECTED = protocolError('hello_expected', 'say hello first');

/** A link named an event that is not there. */
export function noEvent(seq: number): ProtocolError {
  return protocolError('bad_message', `there is no event ${seq}`);
}
