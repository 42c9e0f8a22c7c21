import type { RoomLimits } from '../../shared/limits.ts';
import { parseGuestMessage } from '../wire/guest-messages.ts';
import type { Say } from '../wire/messages.ts';
import { isProtocolError, protocolError } from '../wire/protocol-error.ts';
import { headersIn } from '../wire/whole-frames.ts';
import type { HeldInput } from './held-input.ts';
import type { OpenLinks } from './open-links.ts';
import { refusedHeader } from './replies.ts';
import { HELLO_EXPECTED, noEvent, type Requests } from './requests.ts';
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
  readonly speech: Speech;
  readonly requests: Requests;
}

/** Bytes of one link, and milliseconds for all of them, that one turn hears; what is more waits for the next. */
const LINK_BYTES_PER_TURN = 131_072;
const INPUT_MS_PER_TURN = 8;
/** What one link may take of that before others are heard: a lone question does not wait behind thousands of them. */
const LINK_MS_PER_TURN = 1;
/** The time is looked at after so many bytes of frames, each counted with its overhead. */
const LOOK_BYTES = 1_024;
/** Bytes that wait of one link, which can't be paused: half a frame, or what comes while it is held. */
const HELD_BYTES_MOST = 4_194_304;
/** The same of all links together; whoever has little is not let go for it. */
const HELD_BYTES_IN_ALL = 33_554_432;
const LITTLE_BYTES = 4_096;
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
    if (peer.local || !(link.isHeld || isOver)) {
      this.#hear(link, now);
    } else {
      decoder.keep();
      this.#parts.held.hold(link, 'next turn');
    }
    const all = this.#parts.held.count(link);
    const { waiting } = decoder;
    const isTooMuch = waiting > HELD_BYTES_MOST || (all > HELD_BYTES_IN_ALL && waiting > LITTLE_BYTES);
    if (isTooMuch && !peer.local) this.#parts.links.fail(link, TOO_COSTLY);
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
      held.count(link);
    }
  }

  /** Handles the frames that are there until the link has to wait. */
  #hear(link: RoomLink, now: number): void {
    const { elapsed, held } = this.#parts;
    const from = elapsed();
    let unlooked = 0;
    while (!link.ending) {
      if (link.decoder.waiting > 0 && !this.#mayGoOn(link, now)) {
        link.decoder.keep();
        held.hold(link, 'it may');
        break;
      }
      if (!this.#next(link, now)) break;
      unlooked += FRAME_OVERHEAD + link.decoder.frameLength;
      if (unlooked < LOOK_BYTES || link.decoder.waiting === 0 || link.peer.local) continue;
      unlooked = 0;
      if (elapsed() - from < LINK_MS_PER_TURN) continue;
      link.decoder.keep();
      held.hold(link, 'next turn');
      break;
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
    const { requests } = this.#parts;
    for (const header of headersIn(frames)) {
      const message = parseGuestMessage(header);
      if (message && !isProtocolError(message) && message.type === 'typing') requests.typing(link, now);
    }
  }

  /** Handles the next frame of what came. @returns false when there is none */
  #next(link: RoomLink, now: number): boolean {
    const { speech, links, requests } = this.#parts;
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
    } else if (message?.type === 'say') {
      this.#say(link, message, now);
    } else {
      this.#spend(link, FRAME_OVERHEAD + decoder.frameLength, now);
      if (message && !link.ending) requests.handle(link, message, now);
    }
    return true;
  }

  #say(link: RoomLink, say: Say, now: number): void {
    const { speech, links, turn } = this.#parts;
    const { session } = link;
    if (session === undefined && link.waiting) links.replyTo(link).write(refusedHeader(say.id, NOT_LET_IN));
    else if (session === undefined) links.fail(link, HELLO_EXPECTED);
    else if (typeof say.reply_to === 'number' && say.reply_to > turn.numbered) links.fail(link, noEvent(say.reply_to));
    else this.#charge(link, speech.say(link, session, say, now), now);
  }

  #charge(link: RoomLink, said: Said, now: number): void {
    if (said === 'event') return;
    this.#spend(link, said === 'repeated' ? REPEAT_OVERHEAD : FRAME_OVERHEAD + link.decoder.frameLength, now);
  }
}

const NOT_LET_IN = protocolError('not_let_in', 'nobody has let you in yet');
const TOO_COSTLY = protocolError('too_costly', 'it sends more that brings nothing than the room can bear');
