import { parseGuestMessage } from '../wire/guest-messages.ts';
import type { GuestMessage, Hello, Prove } from '../wire/messages.ts';
import { isProtocolError, protocolError } from '../wire/protocol-error.ts';
import { headersIn } from '../wire/whole-frames.ts';
import type { Attendance } from './attendance.ts';
import type { Introducer } from './introducer.ts';
import type { Session } from './members.ts';
import type { OpenLinks } from './open-links.ts';
import type { RoomLink } from './room-link.ts';
import type { Speech } from './speech.ts';
import type { Turn } from './turn.ts';

/** What the input of links works with. */
export interface LinkInputParts {
  readonly turn: Turn;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
  readonly speech: Speech;
  readonly introducer: Introducer;
  /** How often a link may ask for a proof. */
  readonly proofsPerLink: number;
}

/** That a member writes is passed on at most this often, in milliseconds. */
const TYPING_MS = 1_000;

/** What comes from links: finds the frames in it and does what they ask for. */
export class LinkInput {
  readonly #parts: LinkInputParts;

  constructor(parts: LinkInputParts) {
    this.#parts = parts;
  }

  /** Takes what one `recv()` returned. */
  take(link: RoomLink, chunk: Uint8Array, now: number): void {
    link.decoder.push(chunk);
    while (!link.ending && this.#next(link, now));
  }

  /** Takes whole frames that came outside of the link's stream: only what may get lost counts there. */
  takeEphemeral(link: RoomLink, frames: Uint8Array, now: number): void {
    for (const header of headersIn(frames)) {
      const message = parseGuestMessage(header);
      if (message && !isProtocolError(message) && message.type === 'typing') this.#typing(link, now);
    }
  }

  /** Handles the next frame of what came. @returns false when there is none */
  #next(link: RoomLink, now: number): boolean {
    const { speech, links } = this.#parts;
    const { session, decoder } = link;
    const plain = session && decoder.nextPlainSay(speech.longest);
    if (plain) {
      speech.sayPlain(link, session, plain, now);
      return true;
    }
    const frame = decoder.next();
    if (frame === undefined) return false;
    const message = isProtocolError(frame) ? frame : parseGuestMessage(frame.header);
    if (message === undefined) return true;
    if (isProtocolError(message)) links.fail(link, message);
    else this.#handle(link, message, now);
    return true;
  }

  #handle(link: RoomLink, message: GuestMessage, now: number): void {
    const { turn, links, speech } = this.#parts;
    if (message.type === 'hello') {
      if (link.session) links.fail(link, protocolError('hello_twice', 'this link said hello already'));
      else this.#hello(link, message, now);
      return;
    }
    if (message.type === 'prove') return this.#prove(link, message);
    const { session } = link;
    // Behind a `prove` it tells hosts that know nothing of proofs from those that do.
    if (session === undefined && message.type === 'ping' && link.proofs > 0) return this.#pong(link, message.t);
    if (session === undefined) return links.fail(link, protocolError('hello_expected', 'say hello first'));
    switch (message.type) {
      case 'say':
        return speech.say(link, session, message, now);
      case 'ack':
      case 'read':
        if (message.seq > turn.newest) {
          links.fail(link, protocolError('bad_message', `there is no event ${message.seq}`));
        }
        return;
      case 'ping':
        link.pings = true;
        return this.#pong(link, message.t);
      case 'bye':
        return this.#bye(link, session);
      case 'typing':
        return this.#typing(link, now);
    }
  }

  #prove(link: RoomLink, prove: Prove): void {
    const { links, introducer, proofsPerLink } = this.#parts;
    link.proofs += 1;
    if (link.proofs <= proofsPerLink) links.replyTo(link).write(introducer.answer(prove));
    else links.fail(link, protocolError('bad_message', `a link may ask for ${proofsPerLink} proofs`));
  }

  #pong(link: RoomLink, t: number): void {
    this.#parts.links.replyTo(link).write(`{"type":"pong","t":${t}}`);
  }

  /** Somebody writes: the others are told with the turn, and not more often than that is of use. */
  #typing(link: RoomLink, now: number): void {
    const { session } = link;
    if (session === undefined || now - link.typedAt < TYPING_MS) return;
    link.typedAt = now;
    this.#parts.turn.typing.push(link);
  }

  #hello(link: RoomLink, hello: Hello, now: number): void {
    const { turn, links, attendance } = this.#parts;
    const session = attendance.admit(hello, link.peer, now);
    if (isProtocolError(session)) return links.fail(link, session);
    if (session.link)
      links.fail(session.link, protocolError('session_taken', 'this session goes on over another link'));
    session.link = link;
    session.member.attempt = hello.attempt;
    link.session = session;
    // A plain guest hears what happens from now on: the whole log would be no beginning for a script.
    link.nextSeq = (hello.resume?.seq ?? (link.peer.plain ? turn.newest : 0)) + 1;
    turn.joined.push(link);
    turn.undo.push(() => links.giveUp(link));
    link.greeted = true;
    links.touch(link);
  }

  #bye(link: RoomLink, session: Session): void {
    const { links, attendance } = this.#parts;
    links.giveUp(link);
    links.replyTo(link).write('{"type":"bye"}');
    link.ending = 'bye';
    if (session.present) attendance.leave(session, '');
  }
}
