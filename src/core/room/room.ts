import type { Door } from '../../shared/doors/door-models.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { Member, RoomInfo } from '../../shared/models.ts';
import type { NamedRoom } from '../discovery/gossip.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import type { Reached } from '../wire/messages.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import { Attendance } from './attendance.ts';
import { Doors } from './doors/doors.ts';
import { Rules } from './doors/rules.ts';
import { FanOut } from './fan-out.ts';
import { GatheredTurn } from './gathered-turn.ts';
import { HeldInput } from './held-input.ts';
import { Introducer } from './introducer.ts';
import { LinkGate } from './link-gate.ts';
import { LinkInput } from './link-input.ts';
import { LogClock } from './log-clock.ts';
import { OpenLinks } from './open-links.ts';
import { RecentLog } from './recent-log.ts';
import { errorHeader, ReplyWriters, refuseAccepted, refusedHeader } from './replies.ts';
import { Requests } from './requests.ts';
import { type Peer, RoomLink } from './room-link.ts';
import type { Offer, Offered } from './room-offer.ts';
import type { RoomPorts, RoomState } from './room-ports.ts';
import { SaidIds } from './said-ids.ts';
import { Speech } from './speech.ts';
import { Turn, type TurnMark, type TurnRecord } from './turn.ts';
import { WayIn } from './way-in.ts';
import { Welcome } from './welcome.ts';

/**
 * The room's state machine: links and their bytes come in, frames go out, the log is numbered here. Nothing is
 * written to a link while bytes come in. The caller collects everything that one turn of its event loop brings,
 * then calls {@link Room.gather}, writes the record to disk, and releases or abandons the turn.
 */
export class Room {
  readonly info: RoomInfo;
  readonly #limits: RoomLimits;
  readonly #elapsed: RoomPorts['elapsed'];
  readonly #defect: RoomPorts['defect'];
  readonly #links: OpenLinks;
  readonly #gate: LinkGate;
  readonly #attendance: Attendance;
  readonly #doors: Doors;
  readonly #speech: Speech;
  readonly #introducer: Introducer;
  readonly #input: LinkInput;
  readonly #held: HeldInput;
  readonly #said: SaidIds;
  readonly #recent: RecentLog;
  readonly #fanOut: FanOut;
  readonly #turn: Turn;
  /** What newcomers are told of other rooms. */
  #rooms: Uint8Array | undefined = undefined;

  constructor(state: RoomState, limits: RoomLimits, ports: RoomPorts, now: number) {
    const { log, randomHex, digests, wallNow, elapsed, defect, reach, words } = ports;
    this.info = state.info;
    this.#limits = limits;
    this.#elapsed = elapsed;
    this.#defect = defect;
    this.#gate = new LinkGate(limits);
    const said = new SaidIds(limits.messageIdsKept, Number.parseInt(randomHex(8), 16));
    const recent = new RecentLog(log);
    const writers = new ReplyWriters();
    const fanOut = new FanOut(recent, limits, writers);
    const turn = new Turn(state.newest, new LogClock(wallNow, state.newestAt));
    const held = new HeldInput();
    const links = new OpenLinks({ limits, turn, fanOut, writers, gate: this.#gate, held });
    const rules = new Rules(state.rules, turn);
    const isModerator = (member: string) => rules.isModerator(member);
    const parts = { limits, turn, log: recent, digests, randomHex, isModerator };
    const attendance = new Attendance(state.sessions, parts, now);
    const speech = new Speech({ limits, turn, log: recent, said, links, attendance });
    const { info, secret } = state;
    const introducer = new Introducer({ info, secret, digests, attendance, randomHex });
    this.#introducer = introducer;
    const wayIn = new WayIn({ turn, links, attendance, fanOut });
    const doors = new Doors({ limits, turn, links, attendance, rules, wayIn, digests, words, wallNow }, now);
    const requests = new Requests({ limits, turn, links, attendance, introducer, fanOut, doors, reach });
    this.#input = new LinkInput({ limits, elapsed, held, turn, links, speech, requests });
    this.#held = held;
    this.#said = said;
    this.#recent = recent;
    this.#fanOut = fanOut;
    this.#turn = turn;
    this.#links = links;
    this.#attendance = attendance;
    this.#doors = doors;
    this.#speech = speech;
    for (const { member, id, seq } of state.said) {
      said.ask(member, id);
      said.add(seq);
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

  /** Links that the turn owes something: all that said anything in it. */
  get heard(): number {
    return this.#turn.touched.length;
  }

  /** True while all that said anything in it are links over datagrams. */
  get hearsDatagramsAlone(): boolean {
    return this.#turn.hearsDatagramsAlone;
  }

  /** Links that are open. */
  get links(): number {
    return this.#links.size;
  }

  members(): readonly Member[] {
    return this.#attendance.roster.list();
  }

  /** Who comes in. */
  get door(): Door {
    return this.#doors.door;
  }

  /** What the room's passphrase is verified with from now on, as a member's door `word` needs it. */
  setWord(secret: string): void {
    this.#doors.setWord(secret);
  }

  /** Whether an address may have one more link, for who wants to know before it makes one: {@link open} does not ask again. */
  admits(address: string, now: number): boolean {
    const pace = this.#gate.enter(address, now);
    const refusal = this.#gate.admit(pace, this.#links.size, now);
    this.#gate.leave(pace);
    return refusal === undefined;
  }

  /**
   * A peer connected. One that is turned away gets its link all the same, to be told why when the turn is released.
   * @param isAdmitted what {@link admits} said of it before
   */
  open(peer: Peer, now: number, isAdmitted = peer.local): RoomLink {
    const pace = this.#gate.enter(peer.address, now);
    const link = new RoomLink(peer, pace, this.#limits, now);
    const refusal = isAdmitted ? undefined : this.#gate.admit(pace, this.#links.size, now);
    this.#links.add(link);
    if (refusal) this.#links.fail(link, refusal);
    return link;
  }

  /** Takes what one `recv()` returned. Time in milliseconds. */
  receive(link: RoomLink, chunk: Uint8Array, now: number): void {
    if (link.ending) return;
    link.heardAt = now;
    if (!link.live && link.peer.queuedBytes() > link.catchUpBytes + 2 * this.#limits.linkQueueBytes) {
      return this.#links.fail(link, protocolError('too_slow', 'it speaks and does not read'));
    }
    this.#hear(link, () => this.#input.take(link, chunk, now));
  }

  /** Does what a link asks for; an exception is its own. */
  #hear(link: RoomLink, work: () => void): void {
    const before = this.#turn.mark();
    try {
      work();
    } catch (error) {
      this.#takeBack(link, before);
      this.#defect(error);
    }
  }

  /** Ends a link that is not let in, and tells it why. */
  refuse(link: RoomLink, why: ProtocolError): void {
    this.#links.fail(link, why);
  }

  /** Ends a link whose handling failed, outside of a turn or in one; others don't notice. */
  breakOff(link: RoomLink): void {
    this.#links.fail(link, BROKEN);
  }

  /** Takes whole frames that came outside of the link's stream: only what may get lost counts there. */
  receiveEphemeral(link: RoomLink, frames: Uint8Array, now: number): void {
    if (link.ending) return;
    link.heardAt = now;
    this.#input.takeEphemeral(link, frames, now);
  }

  /** A file lies ready: tells everybody of it with the turn, once for each `id`. @returns the event, or why there is none */
  offer({ id, from, peer }: Offer, file: FileInfo, now: number): Offered | ProtocolError {
    const refusal = this.#doors.refusesVisit(from.device, peer);
    if (refusal) return refusal;
    const pace = this.#gate.enter(peer.address, now);
    const session = this.#attendance.visit(from, { peer, pace }, now);
    this.#gate.leave(pace);
    return isProtocolError(session) ? session : this.#speech.offer(session, { id, from: { peer, pace }, file }, now);
  }

  /** The member of this link is called otherwise from now on; `nick` is a clean nickname. */
  rename(link: RoomLink, nick: string, now: number): void {
    if (!link.session || link.ending) return;
    const reply = (why: ProtocolError) => this.#links.replyTo(link).write(refusedHeader('nick', why));
    if (this.#attendance.rename(link.session, nick, now)) this.#turn.undo.push(() => reply(NOT_RENAMED));
    else reply(RENAMED_TOO_OFTEN);
  }

  /** What came of the question of a link, which may be gone by now. */
  reached(link: RoomLink, what: Omit<Reached, 'type'>): void {
    if (link.ending || !this.#links.has(link)) return;
    this.#links.replyTo(link).write(JSON.stringify({ type: 'reached', ...what }));
  }

  /**
   * Tells members of other rooms; hosts and plain guests have no use for it. @param news for those who are here
   * @param all for who comes in from now on
   */
  tellRooms(news: readonly NamedRoom[], all: readonly NamedRoom[]): void {
    this.#rooms = all.length > 0 ? encodeFrame({ type: 'rooms', rooms: all }) : undefined;
    if (news.length === 0) return;
    const frame = encodeFrame({ type: 'rooms', rooms: news });
    for (const link of this.#links) if (hearsOfRooms(link) && !link.greeted) this.#links.replyTo(link).writeRaw(frame);
  }

  /** The peer closed, crashed, or half-closed and wants no more than what it is owed. */
  closed(link: RoomLink, now: number): void {
    this.#links.remove(link, now);
  }

  /** The link's queue is empty again. */
  drained(link: RoomLink): void {
    link.catchUpBytes = 0;
    // One that is to be welcomed with this turn hears of the log behind its welcome.
    if (link.session && !link.greeted) this.#fanOut.catchUp(link);
  }

  /** True while {@link hearHeld} has something to do in the next turn. */
  get holdsInput(): boolean {
    return this.#held.isReady;
  }

  /** True while there are links that are not read until they may go on: call {@link hearHeld} now and then. */
  get holdsBack(): boolean {
    return this.#held.isWaiting;
  }

  /** A turn begins with what the turns before left in the hands of links: those that wait longest are heard first. */
  hearHeld(now: number): void {
    this.#input.hearHeld(now, (link, work) => this.#hear(link, work));
  }

  /** True while a crowd was not told yet who came and went. */
  get withholdsPresence(): boolean {
    return this.#fanOut.withholdsPresence;
  }

  /** Tells it: call it some time after {@link withholdsPresence}, and comings and goings are told together until then. */
  tellPresence(): void {
    this.#fanOut.tellPresence(this.newest);
  }

  /** True while {@link sendHistory} has something to do. */
  get owesHistory(): boolean {
    return this.#fanOut.owesHistory;
  }

  /** Sends those who joined late or read slowly more of the log: call it once in each turn, behind its release. */
  sendHistory(): void {
    this.#fanOut.sendHistory(this.newest, this.#elapsed, (link, error) => {
      this.breakOff(link);
      this.#defect(error);
    });
  }

  /** Once a second or so: deadlines of links and of members whose link broke. */
  tick(now: number): void {
    for (const link of this.#links) {
      const breach = link.ending ? undefined : this.#links.overdue(link, now);
      if (link.overdrawnAt !== undefined && link.overhead.isHalfFull(now)) link.overdrawnAt = undefined;
      if (breach) this.#links.fail(link, breach);
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
      this.#links.replyTo(link).write('{"type":"bye","code":"host_stopped"}');
      link.ending = 'bye';
    }
  }

  /** Ends the turn's first part: what it brought is to be written to disk, and then released or abandoned. */
  gather(): GatheredTurn {
    this.#attendance.prune();
    this.#input.nextTurn();
    const record = this.#turn.seal();
    return new GatheredTurn(record, {
      release: (now) => this.#release(record, now),
      abandon: (problem, now) => this.#abandon(problem, now),
    });
  }

  #release(record: TurnRecord | undefined, now: number): void {
    const { touched, joined, typing, isPresence } = this.#turn;
    this.#turn.kept();
    if (record?.segment) this.#recent.add(record.segment);
    const welcome = joined.length > 0 ? this.#welcome() : undefined;
    const { frames: shared, first } = record?.segment ?? NOTHING;
    const presenceFrom = isPresence ? first : undefined;
    this.#fanOut.release({ shared, presenceFrom, touched, newest: this.newest, welcome });
    for (const link of joined) {
      if (!link.session) continue;
      if (welcome && welcome.more.length > 0) link.send(welcome.more);
      if (this.#rooms && hearsOfRooms(link)) link.send(this.#rooms);
      this.#fanOut.catchUp(link);
    }
    for (const link of typing) this.#fanOut.tellTyping(link);
    this.#links.closeEnding(touched, now);
  }

  #abandon(problem: ProtocolError, now: number): void {
    const { touched, joined } = this.#turn;
    this.#turn.takeBack();
    this.#said.forgetAfter(this.newest);
    for (const link of touched) if (link.replies) refuseAccepted(link.replies, this.newest, problem);
    for (const link of joined) {
      link.replies?.take();
      this.#links.replyTo(link).write(errorHeader(problem));
      link.ending = problem;
    }
    this.#fanOut.release({ shared: NO_BYTES, touched, newest: this.newest, welcome: undefined });
    this.#links.closeEnding(touched, now);
  }

  /** The link was heard half: nothing of what came last happened, and it ends. */
  #takeBack(link: RoomLink, before: TurnMark): void {
    this.#turn.takeBackTo(before);
    this.#said.forgetAfter(before.numbered);
    if (link.replies) refuseAccepted(link.replies, before.numbered, BROKEN);
    this.breakOff(link);
  }

  #welcome(): Welcome {
    const pace = { per_second: this.#limits.messagesPerSecond, burst: this.#limits.messageBurst };
    const keyOf = (device: string) => this.#introducer.keyOf(device);
    return new Welcome(this.info, this.#attendance.roster, { seq: this.newest, door: this.door, pace, keyOf });
  }
}

const NO_BYTES = new Uint8Array(0);
const NOTHING = { frames: NO_BYTES, first: undefined };
const RENAMED_TOO_OFTEN = protocolError('too_fast', 'too many nicknames: take the next one a little later');
const BROKEN = protocolError('internal', 'the host met a defect here; nothing of what came last happened');
const NOT_RENAMED = protocolError('store_failed', 'the new nickname could not be written down');

function hearsOfRooms({ session, ending, peer }: RoomLink): boolean {
  return session !== undefined && !ending && !peer.local && peer.plain !== true;
}
