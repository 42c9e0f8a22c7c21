import type { FileInfo } from '../../shared/files/file-models.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { SealedWords } from '../../shared/sealed/sealed-models.ts';
import { claimedAuthor } from '../secure/sealed-words/open-words.ts';
import { writeAccepted, writePlainAccepted } from '../wire/accepted-frame.ts';
import { asciiText } from '../wire/ascii.ts';
import { MESSAGE_LENGTH_MAX } from '../wire/constants.ts';
import { firstHeader } from '../wire/event-frame.ts';
import type { FrameHeader } from '../wire/frame.ts';
import type { Say } from '../wire/messages.ts';
import type { PlainSay } from '../wire/plain-say.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { Attendance, Newcomer } from './attendance.ts';
import { checkText } from './check-text.ts';
import type { LogReader } from './log-segment.ts';
import type { OpenLinks } from './open-links.ts';
import { refusedHeader } from './replies.ts';
import type { RoomLink, Session } from './room-link.ts';
import type { Offered } from './room-offer.ts';
import type { SaidIds } from './said-ids.ts';
import type { Turn } from './turn.ts';

/** What speech works with. */
export interface SpeechParts {
  readonly limits: RoomLimits;
  readonly turn: Turn;
  readonly log: LogReader;
  readonly said: SaidIds;
  readonly links: OpenLinks;
  readonly attendance: Attendance;
}

/** Members whose messages are looked at for the id that an answer names. */
const ANSWERED_MOST = 200;

/** What came of something that was said: an event, or what it had become before, or nothing. */
export type Said = 'event' | 'repeated' | 'refused';

/** A file that lies ready. */
export interface OfferedFile {
  readonly id: string;
  readonly from: Newcomer;
  readonly file: FileInfo;
}

/** Takes one message from a member's pace, and from that of its address. @returns false when there is none */
function takesPace({ member }: Session, { peer, pace }: Newcomer, now: number): boolean {
  if (peer.local) return member.pace.take(now);
  if (!pace.messages.has(now) || !member.pace.take(now)) return false;
  pace.messages.spend(1, now);
  return true;
}

/** Whoever carries another's card is not heard: nobody could open it, and everybody would be told that it is a forgery. */
function checkAuthor(sealed: SealedWords, { peer }: RoomLink): ProtocolError | undefined {
  if (peer.identity !== undefined && claimedAuthor(sealed) === peer.identity.key) return undefined;
  return protocolError('not_your_card', 'sealed words carry the card of the link that says them, which is sealed too');
}

/** What members say and offer: recognised when it is said again, held to their pace, judged, and numbered. */
export class Speech {
  readonly #parts: SpeechParts;
  /** What is longer does not fit into one event's header. */
  readonly #longest: number;

  constructor(parts: SpeechParts) {
    this.#parts = parts;
    this.#longest = Math.min(parts.limits.messageLength, MESSAGE_LENGTH_MAX);
  }

  /** Characters of the longest message. */
  get longest(): number {
    return this.#longest;
  }

  say(link: RoomLink, session: Session, { id, text, sealed, reply_to, late }: Say, now: number): Said {
    const { said, links, turn } = this.#parts;
    said.ask(session.member.author.id, id);
    if (this.#isAnswered(link, session, id)) return 'repeated';
    if (!takesPace(session, link, now)) return this.#refuse(link, id, this.tooFast());
    const refusal = sealed ? checkAuthor(sealed, link) : checkText(text, this.#longest);
    if (refusal) return this.#refuse(link, id, refusal);
    const reply = reply_to === undefined ? undefined : this.#replyTo(reply_to);
    if (reply) said.ask(session.member.author.id, id);
    const seq = turn.log(
      {
        ...(sealed ? { kind: 'sealed', sealed } : { kind: 'message' }),
        ...{ id, text, ...reply, ...(late !== undefined && { late }) },
      },
      session.member.author,
    );
    said.add(seq);
    writeAccepted(links.replyTo(link), id, seq);
    return 'event';
  }

  /** The same for the commonest message, without an object or a text made for it. */
  sayPlain(link: RoomLink, session: Session, say: PlainSay, now: number): Said {
    const { view, idFrom, idTo } = say;
    const { said, links, turn } = this.#parts;
    said.askAscii(session.member.author.id, view, idFrom, idTo);
    if (said.isKnown() && this.#isAnswered(link, session, asciiText(view, idFrom, idTo))) return 'repeated';
    if (!takesPace(session, link, now)) return this.#refuse(link, asciiText(view, idFrom, idTo), this.tooFast());
    said.add(turn.logPlain(say, session.member.author));
    writePlainAccepted(links.replyTo(link), say, turn.seqDigits);
    return 'event';
  }

  /** A file lies ready: tells everybody of it with the turn, once for each `id`. @returns the event, or why there is none */
  offer(session: Session, { id, from, file }: OfferedFile, now: number): Offered | ProtocolError {
    const { said, turn } = this.#parts;
    said.ask(session.member.author.id, id);
    const known = this.#knownSeq(session.member.author.id, id);
    if (known !== undefined) return { id, seq: known, isKept: known <= turn.newest };
    if (!takesPace(session, from, now)) return this.tooFast();
    const seq = turn.log({ kind: 'file', id, text: file.name, file }, session.member.author);
    said.add(seq);
    return { id, seq, isKept: false };
  }

  /** Answers a `say` that was said before: it has its number already. */
  #isAnswered(link: RoomLink, session: Session, id: string): boolean {
    const known = this.#knownSeq(session.member.author.id, id);
    if (known !== undefined) writeAccepted(this.#parts.links.replyTo(link), id, known);
    return known !== undefined;
  }

  #refuse(link: RoomLink, id: string, why: ProtocolError): Said {
    this.#parts.links.replyTo(link).write(refusedHeader(id, why));
    return 'refused';
  }

  /** Why nothing more is taken of somebody at the moment. */
  tooFast(): ProtocolError {
    return protocolError('too_fast', `at most ${this.#parts.limits.messagesPerSecond} messages a second`);
  }

  /** What an event tells of the one that it answers: its number, and its id for who knows ids alone. */
  #replyTo(answered: string | number): { readonly reply_to?: string; readonly reply_seq?: number } {
    if (typeof answered === 'string') {
      const reply_seq = this.#onlySeqOf(answered);
      return { reply_to: answered, ...(reply_seq !== undefined && { reply_seq }) };
    }
    const reply_to = this.#event(answered)?.id;
    return { ...(typeof reply_to === 'string' && { reply_to }), reply_seq: answered };
  }

  /** The event with this id, when only one of those who are here caused one; in a crowd nobody is looked up for it. */
  #onlySeqOf(id: string): number | undefined {
    const { said, attendance } = this.#parts;
    const { roster } = attendance;
    if (roster.size > ANSWERED_MOST) return undefined;
    const found = roster.list().flatMap((member) => {
      said.ask(member.id, id);
      return this.#knownSeq(member.id, id) ?? [];
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /** The event that a member caused under the id asked for; one that the log dropped is taken for it. */
  #knownSeq(member: string, id: string): number | undefined {
    return this.#parts.said.seqOf((seq) => {
      const event = this.#event(seq);
      return event === undefined || (event.from === member && event.id === id);
    });
  }

  /** The header of an event, on disk or of this turn; undefined when the log dropped it. */
  #event(seq: number): FrameHeader | undefined {
    const { turn, log } = this.#parts;
    const frames = seq > turn.newest ? turn.framesFrom(seq) : log.read(seq, 1)?.frames;
    const event = frames && firstHeader(frames);
    return event?.seq === seq ? event : undefined;
  }
}
