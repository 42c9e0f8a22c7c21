import type { RoomLimits } from '../../shared/limits.ts';
import { PAST } from '../wire/capabilities.ts';
import { parseGuestMessage } from '../wire/guest-messages.ts';
import type { GuestMessage, Hello, Prove } from '../wire/messages.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import { headersIn } from '../wire/whole-frames.ts';
import type { Attendance } from './attendance.ts';
import type { FanOut } from './fan-out.ts';
import type { HeldInput } from './held-input.ts';
import type { Introducer } from './introducer.ts';
import type { Session } from './members.ts';
import type { OpenLinks } from './open-links.ts';
import type { RoomLink } from './room-link.ts';
import type { Said, Speech } from './speech.ts';
import type { Turn } from './turn.ts';

/** What the input of links works with. */
export interface LinkInputParts {
  readonly limits: RoomLimits;
  /** Milliseconds, with fractions: how long work takes. */
  readonly elapsed: () => number;
  readonly held: HeldInput;
  readonly turn: Turn;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
  readonly speech: Speech;
  readonly introducer: Introducer;
  readonly fanOut: FanOut;
}

/** That a member writes is passed on at most this often, in milliseconds. */
const TYPING_MS = 1_000;

/** Bytes of one link, and milliseconds for all of them, that one turn hears; what is more waits for the next. */
const LINK_BYTES_PER_TURN = 131_072;
const INPUT_MS_PER_TURN = 8;
/** A link that can't be paused, and what comes while it is held, in bytes. */
const HELD_BYTES_MOST = 4_194_304;
/** What a frame that brings no event counts beside its own bytes; one that is said again counts as much, however long. */
const FRAME_OVERHEAD = 64;
const REPEAT_OVERHEAD = 512;

/**
 * What comes from links: finds the frames in it and does what they ask for. A turn hears each link for so long only, and
 * all of them together; and what brings no event is counted, so that nobody is kept busy for nothing: such a link is read
 * no faster than its overhead allows, and let go when it does not stop.
 */
export class LinkInput {
  readonly #parts: LinkInputParts;
  #turn = 1;
  /** Milliseconds that this turn heard links. */
  #spentMs = 0;

  constructor(parts: LinkInputParts) {
    this.#parts = parts;
  }

  /** Another turn begins: everybody is heard again. */
  nextTurn(): void {
    this.#turn += 1;
    this.#spentMs = 0;
  }

  /** Takes what one `recv()` returned. */
  take(link: RoomLink, chunk: Uint8Array, now: number): void {
    const { decoder, peer } = link;
    decoder.push(chunk);
    if (link.turn !== this.#turn) {
      link.turn = this.#turn;
      link.turnBytes = 0;
    }
    const isOver = link.turnBytes >= LINK_BYTES_PER_TURN || this.#spentMs >= INPUT_MS_PER_TURN;
    link.turnBytes += chunk.length;
    if (peer.local || !(link.isHeld || isOver)) return this.#hear(link, now);
    decoder.keep();
    this.#parts.held.hold(link, 'next turn');
    if (decoder.waiting > HELD_BYTES_MOST) this.#parts.links.fail(link, TOO_COSTLY);
  }

  /**
   * Hears those whose turn it is by now, the one that waits longest first, until this turn's share is used up.
   * @param hear does what a link asks for, and catches what is thrown
   */
  hearHeld(now: number, hear: (link: RoomLink, work: () => void) => void): void {
    const { held } = this.#parts;
    this.nextTurn();
    held.wake((link) => this.#mayGoOn(link, now));
    for (const link of held.ready) {
      if (this.#spentMs >= INPUT_MS_PER_TURN) return;
      held.take(link);
      link.heardAt = now;
      hear(link, () => this.#hear(link, now));
      held.letGo(link);
    }
  }

  /** Handles the frames that are there until the link has to wait. */
  #hear(link: RoomLink, now: number): void {
    const { elapsed, held } = this.#parts;
    const from = elapsed();
    while (!link.ending) {
      if (link.decoder.waiting > 0 && !this.#mayGoOn(link, now)) {
        link.decoder.keep();
        held.hold(link, 'it may');
        break;
      }
      if (!this.#next(link, now)) break;
    }
    this.#spentMs += elapsed() - from;
  }

  /** Whether the next frame may be handled now. */
  #mayGoOn({ overdrawnAt, overhead, pace }: RoomLink, now: number): boolean {
    // Who used up little of its own does not wait for others of its address.
    return overdrawnAt === undefined || (overhead.has(now) && (pace.overhead.has(now) || overhead.isHalfFull(now)));
  }

  /** Counts bytes that brought no event; who goes on with it for too long is let go. */
  #spend(link: RoomLink, bytes: number, now: number): void {
    if (link.peer.local) return;
    link.overhead.spend(bytes, now);
    link.pace.overhead.spend(bytes, now);
    if (link.overhead.has(now)) {
      if (!link.pace.overhead.has(now)) link.overdrawnAt ??= now;
      return;
    }
    link.overdrawnAt ??= now;
    if (now - link.overdrawnAt >= this.#parts.limits.overheadMs) this.#parts.links.fail(link, TOO_COSTLY);
  }

  /** Takes whole frames that came outside of the link's stream: only what may get lost counts there. */
  takeEphemeral(link: RoomLink, frames: Uint8Array, now: number): void {
    if (!this.#mayGoOn(link, now)) return;
    this.#spend(link, FRAME_OVERHEAD + frames.length, now);
    for (const header of headersIn(frames)) {
      const message = parseGuestMessage(header);
      if (message && !isProtocolError(message) && message.type === 'typing') this.#typing(link, now);
    }
  }

  /** Handles the next frame of what came. @returns false when there is none */
  #next(link: RoomLink, now: number): boolean {
    const { speech, links, turn } = this.#parts;
    const { session, decoder } = link;
    const plain = session && decoder.nextPlainSay(speech.longest);
    if (plain) {
      this.#charge(link, speech.sayPlain(link, session, plain, now), now);
      return true;
    }
    const frame = decoder.next();
    if (frame === undefined) return false;
    const message = isProtocolError(frame) ? frame : parseGuestMessage(frame.header);
    if (message !== undefined && isProtocolError(message)) {
      links.fail(link, message);
    } else if (message?.type === 'say' && typeof message.reply_to === 'number' && message.reply_to > turn.numbered) {
      links.fail(link, noEvent(message.reply_to));
    } else if (session && message?.type === 'say') {
      this.#charge(link, speech.say(link, session, message, now), now);
    } else {
      this.#spend(link, FRAME_OVERHEAD + decoder.frameLength, now);
      if (message && !link.ending) this.#handle(link, message, now);
    }
    return true;
  }

  #charge(link: RoomLink, said: Said, now: number): void {
    if (said === 'event') return;
    this.#spend(link, said === 'repeated' ? REPEAT_OVERHEAD : FRAME_OVERHEAD + link.decoder.frameLength, now);
  }

  #handle(link: RoomLink, message: GuestMessage, now: number): void {
    const { turn, links, fanOut } = this.#parts;
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
        return;
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
        return this.#typing(link, now);
    }
  }

  #prove(link: RoomLink, prove: Prove): void {
    const { links, introducer, limits } = this.#parts;
    const { proofsPerLink } = limits;
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
    const { turn, links, attendance, fanOut } = this.#parts;
    const session = attendance.admit(hello, link, now);
    if (isProtocolError(session)) return links.fail(link, session);
    if (session.link)
      links.fail(session.link, protocolError('session_taken', 'this session goes on over another link'));
    session.link = link;
    session.member.attempt = hello.attempt;
    link.session = session;
    link.call = hello.call;
    // A plain guest hears what happens from now on: the whole log would be no beginning for a script.
    link.nextSeq = (hello.resume?.seq ?? (link.peer.plain ? turn.newest : 0)) + 1;
    if (hello.can?.includes(PAST)) fanOut.beginWithNewestPage(link, turn.newest);
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

const TOO_COSTLY = protocolError('too_costly', 'it sends more that brings nothing than the room can bear');

function noEvent(seq: number): ProtocolError {
  return protocolError('bad_message', `there is no event ${seq}`);
}
