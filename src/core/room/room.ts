import type { FileInfo } from '../../shared/files/file-models.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { Member, RoomInfo } from '../../shared/models.ts';
import { writeAccepted, writePlainAccepted } from '../wire/accepted-frame.ts';
import { asciiText } from '../wire/ascii.ts';
import { MESSAGE_LENGTH_MAX } from '../wire/constants.ts';
import { firstHeader } from '../wire/event-frame.ts';
import type { FrameWriter } from '../wire/frame-writer.ts';
import { parseGuestMessage } from '../wire/guest-messages.ts';
import type { GuestMessage, Hello, Say } from '../wire/messages.ts';
import type { PlainSay } from '../wire/plain-say.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import { headersIn } from '../wire/whole-frames.ts';
import { Attendance } from './attendance.ts';
import { checkText } from './check-text.ts';
import { FanOut } from './fan-out.ts';
import { LinkGate } from './link-gate.ts';
import type { LogReader } from './log-segment.ts';
import type { Session, SessionRecord } from './members.ts';
import { RecentLog } from './recent-log.ts';
import { errorHeader, ReplyWriters, refuseAccepted, refusedHeader } from './replies.ts';
import { type Peer, RoomLink } from './room-link.ts';
import type { Offer, Offered } from './room-offer.ts';
import { SaidIds } from './said-ids.ts';
import { Turn, type TurnRecord } from './turn.ts';
import { Welcome } from './welcome.ts';

/** What the store kept of a room. */
export interface RoomState {
  readonly info: RoomInfo;
  /** Number of the newest event; 0 for a new room. */
  readonly newest: number;
  readonly sessions: readonly SessionRecord[];
  /** The newest messages' ids, oldest first. */
  readonly said: Iterable<{ readonly member: string; readonly id: string; readonly seq: number }>;
}

export interface RoomPorts {
  readonly log: LogReader;
  /** Unpredictable hex digits. */
  readonly randomHex: (digits: number) => string;
}

/**
 * The room's state machine: links and their bytes come in, frames go out, the log is numbered here. Nothing is
 * written to a link while bytes come in. The caller collects everything that one turn of its event loop brings,
 * then calls {@link Room.gather}, writes the record to disk, and calls {@link Room.release} or {@link Room.abandon}.
 */
export class Room {
  readonly info: RoomInfo;
  readonly #limits: RoomLimits;
  readonly #links = new Set<RoomLink>();
  readonly #gate: LinkGate;
  readonly #attendance: Attendance;
  readonly #said: SaidIds;
  readonly #recent: RecentLog;
  readonly #fanOut: FanOut;
  readonly #turn: Turn;
  readonly #writers = new ReplyWriters();

  constructor(state: RoomState, limits: RoomLimits, ports: RoomPorts, now: number) {
    this.info = state.info;
    // What is longer does not fit into one event's header.
    this.#limits = { ...limits, messageLength: Math.min(limits.messageLength, MESSAGE_LENGTH_MAX) };
    this.#gate = new LinkGate(limits);
    this.#said = new SaidIds(limits.messageIdsKept, Number.parseInt(ports.randomHex(8), 16));
    this.#recent = new RecentLog(ports.log);
    this.#fanOut = new FanOut(this.#recent, limits, this.#writers);
    this.#turn = new Turn(state.newest);
    const parts = { limits, turn: this.#turn, log: this.#recent, randomHex: ports.randomHex };
    this.#attendance = new Attendance(state.sessions, parts, now);
    for (const { member, id, seq } of state.said) {
      this.#said.ask(member, id);
      this.#said.add(seq);
    }
  }

  /** Newest event on disk. */
  get newest(): number {
    return this.#turn.newest;
  }

  /** True when {@link gather} has something. */
  get isPending(): boolean {
    return !this.#turn.isEmpty;
  }

  members(): readonly Member[] {
    return this.#attendance.list();
  }

  /** A peer connected. One that is turned away gets its link all the same, to be told why when the turn is released. */
  open(peer: Peer, now: number): RoomLink {
    const link = new RoomLink(peer, now);
    const refusal = peer.local ? undefined : this.#gate.admit(peer.address, this.#links.size, now);
    this.#links.add(link);
    if (refusal) this.#fail(link, refusal);
    return link;
  }

  /** Takes what one `recv()` returned. Time in milliseconds. */
  receive(link: RoomLink, chunk: Uint8Array, now: number): void {
    if (link.ending) return;
    link.heardAt = now;
    if (!link.live && link.peer.queuedBytes() > link.catchUpBytes + 2 * this.#limits.linkQueueBytes) {
      return this.#fail(link, protocolError('too_slow', 'it speaks and does not read'));
    }
    link.decoder.push(chunk);
    while (!link.ending && this.#next(link, now));
  }

  /** Takes whole frames that came outside of the link's stream: only what may get lost counts there. */
  receiveEphemeral(link: RoomLink, frames: Uint8Array, now: number): void {
    if (link.ending) return;
    link.heardAt = now;
    for (const header of headersIn(frames)) {
      const message = parseGuestMessage(header);
      if (message && !isProtocolError(message) && message.type === 'typing') this.#typing(link, now);
    }
  }

  /** A file lies ready: tells everybody of it with the turn, once for each `id`. @returns the event, or why there is none */
  offer({ id, from }: Offer, file: FileInfo, now: number): Offered | ProtocolError {
    const session = this.#attendance.sessionOf(from, now);
    this.#said.ask(session.member.author.id, id);
    const known = this.#knownSeq(session, id);
    if (known !== undefined) return { id, seq: known };
    if (!session.bucket.take(now)) return this.#tooFast();
    const seq = this.#turn.log({ at: now, kind: 'file', id, text: file.name, file }, session.member.author);
    this.#said.add(seq);
    return { id, seq };
  }

  /** The member of this link is called otherwise from now on; `nick` is a clean nickname. */
  rename(link: RoomLink, nick: string, now: number): void {
    if (!link.session || link.ending) return;
    this.#turn.undo.push(() => this.#replyTo(link).write(refusedHeader('nick', NOT_RENAMED)));
    this.#attendance.rename(link.session, nick, now);
  }

  /** The peer closed, crashed, or half-closed and wants no more than what it is owed. */
  closed(link: RoomLink, now: number): void {
    if (!this.#links.delete(link)) return;
    this.#detach(link, now);
  }

  /** The link's queue is empty again. */
  drained(link: RoomLink): void {
    link.catchUpBytes = 0;
    if (link.session && !link.live) this.#fanOut.catchUp(link, this.newest);
  }

  /** Once a second or so: deadlines of links and of members whose link broke. */
  tick(now: number): void {
    for (const link of this.#links) {
      const breach = link.ending ? undefined : this.#overdue(link, now);
      if (breach) this.#fail(link, breach);
      // A queue that was never long enough for the socket to report it empty; a new member waits for its welcome.
      else if (!link.touched && link.peer.queuedBytes() === 0) this.drained(link);
    }
    this.#attendance.tick(now);
    this.#gate.forget(now);
  }

  /** Says good-bye to every link; members may resume when the room is back. */
  shutDown(): void {
    for (const link of this.#links) {
      if (link.ending) continue;
      this.#replyTo(link).write('{"type":"bye","code":"host_stopped"}');
      link.ending = 'bye';
    }
  }

  /** What must be on disk before {@link release}; undefined when nothing must. */
  gather(): TurnRecord | undefined {
    this.#attendance.prune();
    return this.#turn.record();
  }

  /** The turn is on disk: tell everybody. `record` is what {@link gather} returned. */
  release(record: TurnRecord | undefined, now: number): void {
    const { touched, joined, typing } = this.#turn;
    this.#turn.kept();
    if (record?.segment) this.#recent.add(record.segment);
    for (const { session } of joined) if (session) this.#attendance.touch(session);
    const welcome = joined.length > 0 ? this.#welcome() : undefined;
    this.#fanOut.release({ shared: record?.segment?.frames ?? NO_BYTES, touched, newest: this.newest, welcome });
    for (const link of joined) {
      if (!link.session) continue;
      if (welcome && welcome.more.length > 0) link.send(welcome.more);
      this.#fanOut.catchUp(link, this.newest);
    }
    for (const link of typing) this.#fanOut.tellTyping(link);
    this.#closeEnding(touched, now);
  }

  /** The disk refused the turn: nothing of it happened, and whoever caused it is told why. */
  abandon(problem: ProtocolError, now: number): void {
    const { touched, joined } = this.#turn;
    this.#turn.takeBack();
    this.#said.forgetAfter(this.newest);
    for (const link of touched) if (link.replies) refuseAccepted(link.replies, this.newest, problem);
    for (const link of joined) {
      link.replies?.take();
      this.#replyTo(link).write(errorHeader(problem));
      link.ending = problem;
    }
    this.#fanOut.release({ shared: NO_BYTES, touched, newest: this.newest, welcome: undefined });
    this.#closeEnding(touched, now);
  }

  /** Handles the next frame of what came. @returns false when there is none */
  #next(link: RoomLink, now: number): boolean {
    const { session, decoder } = link;
    const plain = session && decoder.nextPlainSay(this.#limits.messageLength);
    if (plain) {
      this.#sayPlain(link, session, plain, now);
      return true;
    }
    const frame = decoder.next();
    if (frame === undefined) return false;
    const message = isProtocolError(frame) ? frame : parseGuestMessage(frame.header);
    if (message === undefined) return true;
    if (isProtocolError(message)) this.#fail(link, message);
    else this.#handle(link, message, now);
    return true;
  }

  #handle(link: RoomLink, message: GuestMessage, now: number): void {
    if (message.type === 'hello') {
      if (link.session) this.#fail(link, protocolError('hello_twice', 'this link said hello already'));
      else this.#hello(link, message, now);
      return;
    }
    const { session } = link;
    if (session === undefined) return this.#fail(link, protocolError('hello_expected', 'say hello first'));
    switch (message.type) {
      case 'say':
        return this.#say(link, session, message, now);
      case 'ack':
      case 'read':
        if (message.seq > this.newest)
          this.#fail(link, protocolError('bad_message', `there is no event ${message.seq}`));
        return;
      case 'ping':
        link.pings = true;
        return this.#replyTo(link).write(`{"type":"pong","t":${message.t}}`);
      case 'bye':
        return this.#bye(link, session, now);
      case 'typing':
        return this.#typing(link, now);
    }
  }

  /** Somebody writes: the others are told with the turn, and not more often than that is of use. */
  #typing(link: RoomLink, now: number): void {
    const { session } = link;
    if (session === undefined || now - link.typedAt < TYPING_MS) return;
    link.typedAt = now;
    this.#turn.typing.push(link);
  }

  #say(link: RoomLink, session: Session, { id, text, reply_to }: Say, now: number): void {
    this.#said.ask(session.member.author.id, id);
    if (this.#isAnswered(link, session, id)) return;
    if (!session.bucket.take(now)) return this.#refuseTooFast(link, id);
    const refusal = checkText(text, this.#limits.messageLength);
    if (refusal) return this.#replyTo(link).write(refusedHeader(id, refusal));
    const event = { at: now, kind: 'message', id, text };
    const seq = this.#turn.log(reply_to === undefined ? event : { ...event, reply_to }, session.member.author);
    this.#said.add(seq);
    writeAccepted(this.#replyTo(link), id, seq);
  }

  /** The same for the commonest message, without an object or a text made for it. */
  #sayPlain(link: RoomLink, session: Session, say: PlainSay, now: number): void {
    const { view, idFrom, idTo } = say;
    this.#said.askAscii(session.member.author.id, view, idFrom, idTo);
    if (this.#said.isKnown() && this.#isAnswered(link, session, asciiText(view, idFrom, idTo))) return;
    if (!session.bucket.take(now)) return this.#refuseTooFast(link, asciiText(view, idFrom, idTo));
    const seq = this.#turn.logPlain(say, now, session.member.author);
    this.#said.add(seq);
    writePlainAccepted(this.#replyTo(link), say, seq);
  }

  /** Answers a `say` that was said before: it has its number already. */
  #isAnswered(link: RoomLink, session: Session, id: string): boolean {
    const known = this.#knownSeq(session, id);
    if (known !== undefined) writeAccepted(this.#replyTo(link), id, known);
    return known !== undefined;
  }

  #refuseTooFast(link: RoomLink, id: string): void {
    this.#replyTo(link).write(refusedHeader(id, this.#tooFast()));
  }

  #tooFast(): ProtocolError {
    return protocolError('too_fast', `at most ${this.#limits.messagesPerSecond} messages a second`);
  }

  /** The event that this member caused under the id asked for; one that the log dropped is taken for it. */
  #knownSeq({ member: { author } }: Session, id: string): number | undefined {
    return this.#said.seqOf((seq) => {
      const frames = seq > this.newest ? this.#turn.framesFrom(seq) : this.#recent.read(seq, 1)?.frames;
      const event = frames && firstHeader(frames);
      return event === undefined || (event.from === author.id && event.id === id);
    });
  }

  #hello(link: RoomLink, hello: Hello, now: number): void {
    const session = this.#attendance.admit(hello, link.peer, now);
    if (isProtocolError(session)) return this.#fail(link, session);
    if (session.link)
      this.#fail(session.link, protocolError('session_taken', 'this session goes on over another link'));
    session.link = link;
    session.member.attempt = hello.attempt;
    link.session = session;
    // A plain guest hears what happens from now on: the whole log would be no beginning for a script.
    link.nextSeq = (hello.resume?.seq ?? (link.peer.plain ? this.newest : 0)) + 1;
    this.#turn.joined.push(link);
    this.#turn.undo.push(() => this.#giveUp(link));
    link.greeted = true;
    this.#touch(link);
  }

  #welcome(): Welcome {
    const pace = { per_second: this.#limits.messagesPerSecond, burst: this.#limits.messageBurst };
    return new Welcome(this.info, this.#attendance.list(), this.newest, pace);
  }

  #bye(link: RoomLink, session: Session, now: number): void {
    this.#giveUp(link);
    this.#replyTo(link).write('{"type":"bye"}');
    link.ending = 'bye';
    if (session.present) this.#attendance.leave(session, '', now);
  }

  #overdue(link: RoomLink, now: number): ProtocolError | undefined {
    if (!link.session && now - link.openedAt >= this.#limits.helloMs) {
      return protocolError('hello_timeout', `no hello within ${this.#limits.helloMs / 1_000} seconds`);
    }
    if (link.pings && now - link.heardAt >= this.#limits.silenceMs) {
      return protocolError('silent', `nothing heard for ${this.#limits.silenceMs / 1_000} seconds`);
    }
    return this.#fanOut.stalled(link, now);
  }

  #touch(link: RoomLink): void {
    if (link.touched) return;
    link.touched = true;
    this.#turn.touched.push(link);
  }

  /** Where frames for this link alone are written. */
  #replyTo(link: RoomLink): FrameWriter {
    if (link.replies === undefined) {
      link.replies = this.#writers.borrow();
      this.#touch(link);
    }
    return link.replies;
  }

  /** Sends an error and ends the link; the member keeps its place for the grace time. */
  #fail(link: RoomLink, breach: ProtocolError): void {
    if (link.ending) return;
    this.#replyTo(link).write(errorHeader(breach));
    link.ending = breach;
  }

  #closeEnding(touched: readonly RoomLink[], now: number): void {
    for (const link of touched) {
      if (!link.ending) continue;
      this.#links.delete(link);
      this.#detach(link, now);
      link.peer.close();
    }
  }

  #detach(link: RoomLink, now: number): void {
    const { session } = link;
    this.#giveUp(link);
    if (session && session.link === undefined) {
      // Nobody can come back as a plain guest.
      session.graceUntil = now + (session.plain ? 0 : this.#limits.graceMs);
    }
  }

  /** The link speaks for nobody any more. */
  #giveUp(link: RoomLink): void {
    this.#fanOut.remove(link);
    if (link.session?.link === link) link.session.link = undefined;
    link.session = undefined;
  }
}

const NO_BYTES = new Uint8Array(0);
const NOT_RENAMED = protocolError('store_failed', 'the new nickname could not be written down');
/** That a member writes is passed on at most this often, in milliseconds. */
const TYPING_MS = 1_000;
