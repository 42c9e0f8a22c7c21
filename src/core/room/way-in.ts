import { PAST } from '../wire/capabilities.ts';
import type { Hello } from '../wire/messages.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { Attendance } from './attendance.ts';
import type { FanOut } from './fan-out.ts';
import type { OpenLinks } from './open-links.ts';
import type { RoomLink } from './room-link.ts';
import type { Turn } from './turn.ts';

/** What leads into a room. */
export interface WayInParts {
  readonly turn: Turn;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
  readonly fanOut: FanOut;
}

/** Makes a member of whoever stands behind a link, once nothing keeps it out. */
export class WayIn {
  readonly #parts: WayInParts;

  constructor(parts: WayInParts) {
    this.#parts = parts;
  }

  /** The link speaks for a member from now on, and is greeted with this turn. @returns why it does not, if so: it ends */
  enter(link: RoomLink, hello: Hello, now: number): ProtocolError | undefined {
    const { turn, links, attendance, fanOut } = this.#parts;
    const session = attendance.admit(hello, link, now);
    if (isProtocolError(session)) {
      links.fail(link, session);
      return session;
    }
    if (session.link)
      links.fail(session.link, protocolError('session_taken', 'this session goes on over another link'));
    session.link = link;
    // One that names none follows one that was refused for being late: what was sent before that one is late indeed.
    session.member.attempt = hello.attempt ?? session.member.refusedAttempt;
    session.member.refusedAttempt = undefined;
    link.session = session;
    links.entered(link);
    link.call = hello.call;
    // A plain guest hears what happens from now on: the whole log would be no beginning for a script.
    link.nextSeq = (hello.resume?.seq ?? (link.peer.plain ? turn.newest : 0)) + 1;
    if (hello.can?.includes(PAST)) fanOut.beginWithNewestPage(link, turn.newest);
    turn.joined.push(link);
    turn.undo.push(() => links.giveUp(link));
    link.greeted = true;
    links.touch(link);
    return undefined;
  }
}
