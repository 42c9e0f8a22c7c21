import type { Member } from '../../shared/models.ts';
import { cleanNick } from '../../shared/nickname.ts';
import { joinBytes } from '../join-bytes.ts';
import { MESSAGE_LENGTH_MAX, PROTOCOL_VERSION } from '../wire/constants.ts';
import { encodeFrame, utf8Bytes } from '../wire/frame-writer.ts';
import type { HostMessage } from '../wire/messages.ts';
import { type PlainCommand, readCommand } from './commands.ts';
import { type Speech, speechAtLast, speechOf } from './first-bytes.ts';
import { LINE_BYTES_MAX, type PlainLine } from './line-reader.ts';
import { PacedLines } from './paced-lines.ts';
import { PeerText } from './peer-text.ts';
import type { PlainGuestOptions, PlainGuestPorts } from './plain-guest-ports.ts';
import * as words from './plain-words.ts';
import { isChinese } from './read-text.ts';
import { WebWatch } from './web-request.ts';

/** Milliseconds after which a peer that says nothing, or less than four bytes, is a plain guest. */
export const FIRST_BYTES_MS = 1_000;
/** A deadline counts when nothing came for so long after it: bytes may wait where a busy program has not yet looked. */
const LOOK_AGAIN_MS = 10;
/** Milliseconds that the rest of what may be a web page's request is awaited. */
export const REQUEST_MS = 3_000;
/** Answers to commands and mistakes that one chunk, or datagram, brings at the most; whoever takes turns needs one. */
const ANSWERS_MOST = 16;
/** Bytes that wait to be read by a guest, beyond which such answers are left out. */
const UNREAD_MOST = 65_536;
/** Bytes of answers to telnet's questions: a thousand of them, and a telnet has a few dozen. */
const NEGOTIATED_MOST = 3_000;
const NO_BYTES = new Uint8Array(0);
const EMPTY_LINE: readonly PlainLine[] = [{ kind: 'text', text: '' }];

/**
 * Stands between the room and a peer that may be netcat, telnet or a script of twenty lines. First it listens what the
 * peer speaks. For one that speaks text it is an interpreter: lines become the frames that a guest sends, and the
 * frames that the room answers become lines, so that the room has one kind of guest only. Whatever comes is answered
 * by at least one line, sooner or later: a script that sends and receives in turns never waits in vain.
 */
export class PlainGuest {
  readonly #options: PlainGuestOptions;
  readonly #ports: PlainGuestPorts;
  /** Present once it speaks text. */
  #text: PeerText | undefined;
  readonly #lines: PacedLines;
  /** Looks whether it is a browser, until it has said something. */
  #watch: WebWatch | undefined = new WebWatch();
  /** Until then what it sent may be the beginning of a request, and is no message. */
  #requestUntil = Number.NEGATIVE_INFINITY;
  /** Bytes that leave open what it speaks. */
  #first: Uint8Array = NO_BYTES;
  #speaksText = false;
  #isMember = false;
  /** It took leave, or speaks frames: what it still sends is not looked at. */
  #isOver = false;
  /** It sends no more. */
  #isEnding = false;
  #isPaused = false;
  /** Bytes of answers to telnet's questions so far. */
  #negotiated = 0;
  #isChinese = false;
  #you: string | undefined;
  #said = 0;
  /** Until then it is no member unless it said something. */
  #silentUntil: number;
  #deadline: number;
  #looksAgain = false;
  /** It was told something since it spoke last. */
  #isTold = false;
  /** What it is yet to be greeted with. */
  #greeting = '';
  /** The room is about to answer it. */
  #isAsking = false;
  /** What it sent last was answered, or will be. */
  #isAnswered = false;
  /** How often it was told something because of what it sent last. */
  #answers = 0;
  /** What is told behind the room's answer. */
  #later: (() => string)[] = [];

  constructor(options: PlainGuestOptions, ports: PlainGuestPorts, now: number) {
    this.#options = options;
    this.#ports = ports;
    this.#lines = new PacedLines(options.pace, () => ports.isHeld(), now);
    this.#silentUntil = now + FIRST_BYTES_MS;
    this.#deadline = this.#silentUntil;
  }

  /** When {@link tick} wants to be called, in milliseconds; infinite for never. */
  get deadline(): number {
    return this.#isOver ? Number.POSITIVE_INFINITY : this.#deadline;
  }

  /** Takes what one `recv()` returned; the bytes are the caller's again afterwards. */
  received(chunk: Uint8Array, now: number): void {
    if (this.#isOver) return;
    this.#looksAgain = false;
    if (this.#speaksText) return this.#read(chunk, now);
    const first = joinBytes([this.#first, chunk]);
    const speech = speechOf(first);
    if (speech) return this.#decide(speech, first, now);
    this.#first = first;
    if (this.#isMember) this.#deadline = now + FIRST_BYTES_MS;
  }

  /** Takes what a datagram held; of an empty one that is nothing, which is answered all the same. */
  receivedLines(lines: readonly PlainLine[], now: number): void {
    if (this.#isOver) return;
    this.#speaksText = true;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#isAnswered = false;
    const sent: readonly PlainLine[] = lines.length > 0 ? lines : EMPTY_LINE;
    const admitted = this.#lines.admit(sent.length, now);
    this.#take(sent.slice(0, admitted));
    // Of datagrams nothing can be left to wait where it is.
    if (admitted < sent.length && !this.#isOver) this.#tell(words.TOO_FAST);
  }

  /** The peer sends no more, though it may still read; what it sent and may not say yet is still heard. */
  ended(now: number): void {
    this.#isEnding = true;
    if (!this.#isOver && !this.#speaksText && this.#first.length > 0) {
      this.#decide(speechAtLast(this.#first, true), this.#first, now);
    }
    this.#goOn(now);
  }

  /** Call it when the {@link deadline} has come. */
  tick(now: number): void {
    if (now < this.deadline) return;
    if (this.#lines.isBehind) {
      this.#take(this.#lines.tick(now));
      return this.#goOn(now);
    }
    if (!this.#looksAgain) {
      this.#looksAgain = true;
      this.#deadline = now + LOOK_AGAIN_MS;
      return;
    }
    this.#looksAgain = false;
    if (this.#first.length > 0) this.#decide(speechAtLast(this.#first, false), this.#first, now);
    if (now >= this.#requestUntil) this.#take(this.#lines.tick(now));
    this.#lines.settle(now);
    if (now >= this.#silentUntil && !this.#isOver && !this.#isMember) this.#comeInSilently(now);
    this.#setDeadline();
  }

  /** Takes frames that the room sends to this guest. @returns how many bytes now wait to be taken */
  hears(frames: Uint8Array): number {
    // Before it is known what it speaks, it is told off in frames, as the protocol says.
    if (!this.#isMember && !this.#speaksText) return this.#ports.write(frames);
    const { lines, others } = this.#options.lines.render(frames);
    const own = this.#greeting + others.map((message) => this.#wordsOf(message)).join('');
    // The event of its own joining follows, and both leave as one.
    this.#greeting = lines.length === 0 && others.some(({ type }) => type === 'welcome') ? own : '';
    if ((lines.length === 0 && own === '') || this.#greeting !== '') return this.#ports.queuedBytes();
    const later = this.#later.map((words) => words()).join('');
    this.#isAsking = false;
    this.#later = [];
    this.#isTold = true;
    return this.#ports.write(joinBytes([utf8Bytes(own), lines, utf8Bytes(later)]));
  }

  /** Ends its membership; the room's answer to that is the farewell. */
  leave(): void {
    this.#isOver = true;
    if (this.#isMember) this.#ask({ type: 'bye' });
    else this.#ports.close();
  }

  #decide(speech: Speech, first: Uint8Array, now: number): void {
    this.#first = NO_BYTES;
    if (speech === 'text') {
      this.#speaksText = true;
      this.#read(first, now);
    } else {
      this.#isOver = true;
      this.#ports.speaksFrames(first);
    }
  }

  #read(chunk: Uint8Array, now: number): void {
    this.#text ??= new PeerText(chunk);
    const { text, answer } = this.#text.filter(chunk);
    if (answer.length > 0 && !this.#negotiates(answer)) return;
    const verdict = this.#watch?.hears(text);
    if (verdict === 'request') return this.#turnAway(words.HTTP_ANSWER);
    this.#isAnswered = false;
    // It was told something and speaks again: what it said before was a message.
    if (this.#isTold && this.#lines.mayEnd && now >= this.#requestUntil) this.#take(this.#lines.flush(now));
    this.#requestUntil = verdict === 'open' ? now + REQUEST_MS : Number.NEGATIVE_INFINITY;
    this.#isTold = false;
    const lines = this.#lines.push(text, now);
    // Nothing but zeros: a buffer of C that nobody wrote into says nothing, and is answered.
    const isZeros = text.length > 0 && lines.length === 0 && this.#lines.isEmpty && text.every((byte) => byte === 0);
    this.#take(isZeros && this.#lines.admit(1, now) > 0 ? EMPTY_LINE : lines);
    this.#goOn(now);
  }

  /** Answers telnet's questions. @returns false for one that asks without end, which is let go */
  #negotiates(answer: Uint8Array): boolean {
    this.#negotiated += answer.length;
    if (this.#negotiated > NEGOTIATED_MOST) this.#turnAway(words.ENDLESS_TELNET);
    else this.#ports.write(answer);
    return !this.#isOver;
  }

  /** After some of what came was heard: reads on, or waits for the pace; ends when nothing comes any more. */
  #goOn(now: number): void {
    this.#lines.settle(now);
    if (this.#isOver) this.#lines.clear();
    const { isBehind } = this.#lines;
    if (this.#isPaused !== isBehind) {
      this.#isPaused = isBehind;
      this.#ports.pause(isBehind);
    }
    if (!this.#isEnding || isBehind) return this.#setDeadline();
    if (!this.#isOver) this.#take(this.#lines.flush(now));
    this.#isOver = true;
    this.#ports.leaves();
  }

  #setDeadline(): void {
    // What waits to be heard makes it a member by itself.
    const joins = this.#isMember || this.#lines.isBehind ? Number.POSITIVE_INFINITY : this.#silentUntil;
    this.#deadline = Math.min(Math.max(this.#lines.deadline, this.#requestUntil), joins);
  }

  #take(lines: readonly PlainLine[]): void {
    if (lines.length === 0 || this.#isOver) return;
    this.#answers = 0;
    // What the room was asked before this chunk is answered by now.
    if (this.#later.length === 0) this.#isAsking = false;
    if (lines.some((line) => line.kind !== 'text' || line.text !== '')) this.#watch = undefined;
    this.#join();
    for (const line of lines) {
      if (this.#isOver) return;
      this.#isAnswered = this.#act(line) || this.#isAnswered;
    }
    if (!this.#isAnswered && !this.#lines.isBehind) this.#tell(words.NOTHING_SAID);
  }

  /** Nobody is told of those who are silent by the dozen; one of these comes in once it says something, or a little later. */
  #comeInSilently(now: number): void {
    if (this.#speaksText || this.#ports.mayComeInSilently()) this.#join();
    else this.#silentUntil = now + FIRST_BYTES_MS;
  }

  #join(): void {
    if (this.#isMember) return;
    if (!this.#options.isLetIn) return this.#turnAway(words.NOT_LET_IN);
    const { nick, device } = this.#options;
    this.#isMember = true;
    this.#ask({ type: 'hello', v: PROTOCOL_VERSION, nick, device });
  }

  #ask(header: object): void {
    this.#isAsking = true;
    this.#ports.tellRoom(encodeFrame(header));
  }

  #turnAway(why: string): void {
    this.#isOver = true;
    this.#tell(why);
    if (this.#isMember) this.#ports.leaves();
    else this.#ports.close();
  }

  /** @returns true when the guest will read something because of it */
  #act(line: PlainLine): boolean {
    switch (line.kind) {
      case 'unreadable':
        return this.#tell(words.UNREADABLE);
      case 'too-long':
        return this.#tell(words.notSaid('text_too_long', `a line has at most ${LINE_BYTES_MAX} bytes`));
      case 'text':
        this.#isChinese ||= isChinese(line.text);
        return this.#obey(readCommand(line.text));
    }
  }

  #obey(command: PlainCommand): boolean {
    switch (command.what) {
      case 'nothing':
        return false;
      case 'say':
        return this.#say(command.text);
      case 'who':
        return this.#tell(() => words.whoIsHere(this.#ports.members(), this.#you, this.#nameOf));
      case 'help':
        return this.#tell(words.HELP);
      case 'nick':
        return this.#rename(command.nick);
      case 'leave':
        this.#isOver = true;
        this.#ports.leaves();
        return true;
    }
  }

  #say(text: string): boolean {
    if (text.length > MESSAGE_LENGTH_MAX) {
      return this.#tell(words.notSaid('text_too_long', `a message has at most ${MESSAGE_LENGTH_MAX} characters`));
    }
    this.#said += 1;
    this.#ask({ type: 'say', id: `${this.#options.idStart}-${this.#said}`, text });
    return true;
  }

  #rename(wanted: string): boolean {
    const present = this.#ports.members().find(({ id }) => id === this.#you)?.nick;
    const answer = words.nickAnswer(wanted, present);
    if (answer !== '') return this.#tell(answer);
    this.#isAsking = true;
    this.#ports.rename(cleanNick(wanted) ?? '');
    return true;
  }

  /** Tells it something beside the room, behind what the room is about to answer. */
  #tell(text: string | (() => string)): true {
    const makeText = typeof text === 'string' ? () => text : text;
    this.#answers += 1;
    if (this.#answers > ANSWERS_MOST || this.#ports.queuedBytes() > UNREAD_MOST) return true;
    if (this.#isAsking) {
      if (this.#later.length < ANSWERS_MOST) this.#later.push(makeText);
    } else {
      this.#isTold = true;
      this.#ports.write(utf8Bytes(makeText()));
    }
    return true;
  }

  readonly #nameOf = (member: Member): string => this.#options.lines.nameOf(member);

  #wordsOf(message: HostMessage): string {
    switch (message.type) {
      case 'welcome':
        this.#you = message.you;
        return words.greeting(message, this.#options.nick, this.#nameOf);
      case 'bye':
        return message.code === undefined ? words.farewell(this.#isChinese) : '* The host closed the room.\n';
      default:
        return words.roomWords(message);
    }
  }
}
