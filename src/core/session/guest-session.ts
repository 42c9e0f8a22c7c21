import type { Problem, Result } from '../../shared/error-codes.ts';
import type { Connection, Member, OutboxItem, RoomInfo } from '../../shared/models.ts';
import type { SealedWords } from '../../shared/sealed/sealed-models.ts';
import { GUEST_CAN, PAST } from '../wire/capabilities.ts';
import type { WaitingMessage } from '../wire/door-messages.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import type { HostMessage, Welcome } from '../wire/messages.ts';
import { Approach, type Step } from './approach.ts';
import { Doorstep } from './doorstep.ts';
import { Dues } from './dues.ts';
import type { GuestShell, GuestState } from './guest-ports.ts';
import { Hearing } from './hearing.ts';
import { Heartbeat, WOKEN_PROBE_MS } from './heartbeat.ts';
import { knownProblem } from './host-problems.ts';
import { HostStream } from './host-stream.ts';
import { KeptOutbox } from './kept-outbox.ts';
import { LogCopy } from './log-copy.ts';
import { MemberList } from './member-list.ts';
import { RoomDoor } from './room-door.ts';
import type { Certified } from './room-trust.ts';
import { SleepWatch } from './sleep-watch.ts';
import { type Phase, Standing } from './standing.ts';
import { Verdict } from './verdict.ts';

/**
 * A guest's side of a session as a pure state machine: introduction, handshake, resume, outbox, heartbeat, and coming back by
 * itself. Time comes in as milliseconds by a clock that is never set; what is to be done goes to the {@link GuestShell}.
 */
export class GuestSession {
  readonly #shell: GuestShell;
  #nick: string;
  readonly #approach: Approach;
  readonly #standing: Standing;
  readonly #outbox: KeptOutbox;
  readonly #log: LogCopy;
  readonly #hearing: Hearing;
  readonly #members = new MemberList();
  #stream = new HostStream();
  #room: RoomInfo | undefined;
  #you: string | undefined;
  #hasLeft = false;
  readonly #heartbeat = new Heartbeat();
  readonly #dues: Dues;
  /** This guest at a door that does not open by itself. */
  readonly doorstep: Doorstep;
  /** The door of the room that it is in. */
  readonly door: RoomDoor;
  readonly #verdict: Verdict;
  readonly #sleepWatch = new SleepWatch();

  constructor(state: GuestState, shell: GuestShell) {
    this.#shell = shell;
    this.#nick = state.nick;
    this.#verdict = new Verdict(state.isPatient ?? false);
    const can = state.newestFirst ? [...GUEST_CAN, PAST] : GUEST_CAN;
    this.#approach = new Approach(state.expected, can, shell, state.trust);
    this.#log = new LogCopy(shell);
    this.#standing = new Standing(shell);
    this.#outbox = new KeptOutbox(shell);
    const say = (header: object) => shell.send(encodeFrame(header));
    this.door = new RoomDoor(() => (this.#isOnline ? say : undefined));
    this.doorstep = new Doorstep({ shell, say, standing: this.#standing });
    const parts = { log: this.#log, outbox: this.#outbox, shell };
    this.#hearing = new Hearing({ ...parts, members: this.#members, door: this.door });
    this.#dues = new Dues({ ...parts, heartbeat: this.#heartbeat });
  }

  get connection(): Connection {
    return this.#standing.connection;
  }
  get members(): readonly Member[] {
    return this.#members.members;
  }
  /** How many they are. */
  get memberCount(): number {
    return this.#members.size;
  }
  get room(): RoomInfo | undefined {
    return this.#room;
  }
  get you(): string | undefined {
    return this.#you;
  }
  /** Number of the newest event that this guest has. */
  get newest(): number {
    return this.#log.newest;
  }
  get outbox(): readonly OutboxItem[] {
    return this.#outbox.items;
  }

  /** How many messages wait or were refused; what {@link outbox} has, without a list made of them. */
  get outboxSize(): number {
    return this.#outbox.size;
  }

  /** Messages that the host refused. */
  get refused(): readonly OutboxItem[] {
    return this.#outbox.failed;
  }
  /** Smoothed time from a ping to its answer, in milliseconds; undefined before the first. */
  get roundTripMs(): number | undefined {
    return this.#heartbeat.roundTripMs;
  }

  start(now: number): void {
    if (this.#standing.phase === 'idle') this.#connect(now);
  }

  /** The link that `connect` asked for is there. @param certificate what its host showed; undefined where it is in clear */
  linkOpened(now: number, certificate?: Certified): void {
    if (this.#standing.phase === 'connecting') this.#ask(now, certificate);
  }

  /**
   * Another link, which is open already, took the place of the one under this session: the session moves over to it.
   * Nothing of the old one is reported any more; what the host had not yet accepted is said again.
   */
  linkReplaced(now: number, certificate?: Certified): void {
    if (this.#standing.hasLink) this.#ask(now, certificate);
  }

  /** The link broke, or could not be opened. */
  linkLost(problem: Problem, now: number): void {
    if (this.#standing.hasLink) this.#lost(problem, now);
  }

  /** Takes what one `recv()` returned. */
  receive(chunk: Uint8Array, now: number): void {
    if (!this.#standing.hasOpenLink) return;
    this.#heartbeat.heard(now);
    this.#stream.push(chunk);
    const before = this.newest;
    for (let message = this.#stream.next(); message !== undefined; message = this.#stream.next()) {
      const broken = 'broken' in message ? this.#garbled(message.broken) : this.#handle(message, now);
      if (broken) {
        this.#handOn(before);
        this.#lost(broken, now);
        return;
      }
    }
    this.#handOn(before);
    this.#sendDue(now);
  }

  /** Deadlines, heartbeats and retries; call it a few times a second. */
  tick(now: number): void {
    if (this.#sleepWatch.slept(now, this.#shell.wallNow())) this.reconnectNow(now);
    const standing = this.#standing;
    if (standing.isRetryDue(now)) this.#connect(now);
    const overdue = standing.overdue(now);
    if (overdue) this.#lost(overdue, now);
    else if (this.#hasPulse) this.#tickPulse(now);
    else if (standing.phase === 'asking') {
      const problem = this.#take(this.#approach.silent(standing.lasts(now)), now);
      if (problem) this.#lost(problem, now);
    }
  }

  /** Puts a message into the outbox; it goes out as soon as the link and the room's pace let it. */
  say(id: string, words: string | SealedWords, now: number): Result<OutboxItem> {
    const said = this.#outbox.say(id, words, this.#shell.wallNow());
    if (said.ok) this.#sendDue(now);
    return said;
  }

  /** Says a refused message again. */
  retry(id: string, now: number): OutboxItem | undefined {
    const item = this.#outbox.retry(id);
    this.#sendDue(now);
    return item;
  }

  /** Throws a message away that the host did not accept. */
  discard(id: string): boolean {
    return this.#outbox.discard(id);
  }

  /** The computer woke up, or the user asks, also where there was no way in any more: try at once, or test the link there is. */
  reconnectNow(now: number, isAsked = false): void {
    const { phase } = this.#standing;
    if (phase === 'waiting' || (phase === 'closed' && isAsked && !this.#hasLeft)) this.#connect(now);
    else if (!this.#heartbeat.isProbing) this.#probe(WOKEN_PROBE_MS, now);
  }

  /** This computer has other addresses than before: what was begun from the old ones may lead nowhere any more. */
  networkChanged(now: number): void {
    this.#standing.forgetTries();
    this.connectAnew(now);
    this.#probe(this.#heartbeat.changedProbeMs, now);
  }

  /** Something else than before leads to the room: a try that is under way begins anew, and one that waits begins. */
  connectAnew(now: number): void {
    if (this.#standing.isTrying) this.#shell.disconnect();
    else if (this.#standing.phase !== 'waiting') return;
    this.#connect(now);
  }

  /** Asks the host for an answer, to measure how long it takes. */
  ping(now: number): void {
    if (this.#hasPulse) this.#dues.ping(now);
  }

  /** Tells the others that this member writes something. */
  typing(): void {
    if (this.#isOnline) this.#shell.sendEphemeral(encodeFrame({ type: 'typing' }));
  }

  /** Another nickname: the session goes on under it over a new link. */
  rename(nick: string, now: number): void {
    this.#nick = nick;
    if (!this.#standing.hasOpenLink) return;
    this.#shell.disconnect();
    this.#connect(now);
  }

  /** Takes leave for good. */
  leave(now: number): void {
    if (this.#standing.phase === 'closed') return;
    this.#hasLeft = true;
    if (this.#hasPulse) this.#dues.say({ type: 'bye' }, now);
    this.#close(undefined, now);
  }

  get #isOnline(): boolean {
    return this.#standing.phase === 'online';
  }

  /** True while the host answers pings: in the room, or at its door. */
  get #hasPulse(): boolean {
    return this.#isOnline || this.#standing.phase === 'knocking';
  }

  /** A link is open: finds out which room is there before anything is said about this guest. */
  #ask(now: number, certificate: Certified | undefined): void {
    this.#stream = new HostStream();
    this.doorstep.leave();
    this.#enter('asking', now);
    const problem = this.#take(this.#approach.begin(now, certificate), now);
    if (problem) this.#lost(problem, now);
  }

  /** Takes the next step of the approach. @returns why there is none */
  #take(step: Step, now: number): Problem | undefined {
    if (step === undefined) return undefined;
    if ('problem' in step) return step.problem;
    if ('headers' in step) {
      for (const header of step.headers) this.#dues.say(header, now);
      return undefined;
    }
    this.#enter('greeting', now);
    const wall = this.#shell.wallNow();
    const here = this.#log.place(this.#shell.digests);
    this.#dues.say(this.#approach.hello(this.#nick, here, wall, this.#shell.call), now);
    return undefined;
  }

  /** Asks for a sign of life on an open link that must come within so many milliseconds, lest it count as dead. */
  #probe(withinMs: number, now: number): void {
    if (!this.#hasPulse) return;
    this.#heartbeat.probe(now + withinMs);
    this.ping(now);
  }

  #connect(now: number): void {
    this.#enter('connecting', now);
    this.#standing.connecting(now);
    this.#shell.connect();
  }

  /** What is no frame: an error of the room, or it was none from the start. */
  #garbled({ code, text }: Problem): Problem {
    return { code: this.#room ? code : 'not_a_room', text };
  }

  #handle(message: HostMessage, now: number): Problem | undefined {
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message, now);
      case 'error':
        return knownProblem(message.code, message.text);
      case 'bye':
        return { code: 'host_stopped', text: 'the host closed the room' };
      case 'proof':
        return this.#standing.phase === 'asking' ? this.#take(this.#approach.proof(message), now) : undefined;
      case 'pong':
        if (this.#standing.phase === 'asking') return this.#take(this.#approach.pong(), now);
        if (this.#hasPulse) this.#heartbeat.answered(message.t, now);
        return undefined;
      case 'waiting':
        return this.#waits(message, now);
      case 'word':
        return this.#isOnline ? undefined : this.doorstep.answered(message);
    }
    if (!this.#isOnline) return { code: 'not_a_room', text: `${message.type} came before the welcome` };
    return this.#hearing.hear(message, this.#stream, this.#you);
  }

  /** The host has this guest wait at the door. */
  #waits(waiting: WaitingMessage, now: number): Problem | undefined {
    if (this.#standing.phase !== 'greeting')
      return { code: 'not_a_room', text: 'it has somebody wait who said no hello' };
    this.#enter('knocking', now);
    this.#dues.ping(now);
    this.doorstep.waits(waiting);
    return undefined;
  }

  #welcome(welcome: Welcome, now: number): Problem | undefined {
    const { phase } = this.#standing;
    if (phase === 'online') return { code: 'bad_message', text: 'a second welcome' };
    if (phase !== 'greeting' && phase !== 'knocking')
      return { code: 'not_a_room', text: 'it welcomes who said no hello' };
    const isFalse = this.doorstep.welcomed(welcome);
    if (isFalse) return isFalse;
    this.door.welcomed(welcome);
    const entered = this.#approach.welcomed(welcome);
    if ('code' in entered) return entered;
    const { kept } = entered;
    if (entered.fresh || entered.isOther) this.#log.restart(entered.fresh ? undefined : kept);
    this.#dues.welcomed();
    this.#room = welcome.room;
    this.#you = welcome.you;
    this.#members.welcome(welcome.members, welcome.seq);
    const { copy, outbox } = this.#shell.welcomed(entered);
    this.#approach.entered(entered, copy);
    if (outbox) this.#outbox.replace(outbox);
    const impossible = this.#log.welcomed(welcome);
    if (impossible) return impossible;
    this.#outbox.linkOpened(welcome.pace, now);
    this.#enter('online', now);
    this.#standing.online(now);
    // Tells that this guest has heartbeats: one that only ever spoke could vanish without being missed.
    this.ping(now);
    this.#standing.showOnline();
    this.#members.tell(this.#shell);
    return undefined;
  }

  /** Hands on what a chunk brought, as one piece. `before`: the newest event until then. */
  #handOn(before: number): void {
    const arrived = this.#log.handOn();
    if (arrived === undefined) return;
    this.#shell.received(arrived.segment, arrived.events);
    let isOther = before === 0;
    for (const event of arrived.events) {
      this.#members.apply(event);
      isOther = this.door.apply(event) || isOther;
    }
    if (!this.#members.tell(this.#shell) && isOther) this.#shell.changed('room');
  }

  #tickPulse(now: number): void {
    if (this.#heartbeat.isDead(now)) {
      const { isProbing } = this.#heartbeat;
      this.#lost({ code: 'silent', text: 'the host was not heard any more' }, now);
      // What a probe found out is news, and no reason to wait.
      if (isProbing) this.reconnectNow(now);
      return;
    }
    if (this.#heartbeat.isDue(now)) this.ping(now);
    if (this.#isOnline) this.#dues.acknowledge(now);
    this.#sendDue(now);
  }

  #sendDue(now: number): void {
    if (this.#isOnline) this.#dues.send(now);
  }

  #lost(problem: Problem, now: number): void {
    this.#shell.disconnect();
    this.door.linkLost(problem);
    const isMended = this.#approach.isMended(problem, this.#standing.phase === 'asking');
    if (!isMended && this.#verdict.isFinal(problem, this.#room !== undefined || this.doorstep.wasThere, now)) {
      this.#close(problem, now);
      return;
    }
    this.#enter('waiting', now);
    this.#standing.waits(problem, isMended, now);
    if (isMended) this.#connect(now);
  }

  #close(problem: Problem | undefined, now: number): void {
    this.#enter('closed', now);
    this.#shell.disconnect();
    this.door.linkLost(problem ?? LEFT);
    this.#standing.showClosed(problem);
  }

  #enter(phase: Phase, now: number): void {
    this.#standing.enter(phase, now);
    this.#heartbeat.restart(now);
    this.#log.acknowledged();
  }
}

const LEFT: Problem = { code: 'no_room', text: 'the room was left' };
