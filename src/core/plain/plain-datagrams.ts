import type { Problem } from '../../shared/error-codes.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { Path } from '../datagram/path.ts';
import { originOf } from '../origin.ts';
import { TokenBucket } from '../token-bucket.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';
import { linesIn, type PlainLine } from './line-reader.ts';
import { carriedBytes, PlainDatagramLink, UNPROVEN_FACTOR } from './plain-datagram-link.ts';
import { GREETING_START } from './plain-words.ts';
import { webVerdict } from './web-request.ts';

/** What the room does with a plain guest over UDP. */
export interface DatagramGuest {
  /** What a datagram held; nothing when it was empty. */
  received(lines: readonly PlainLine[]): void;
  closed(problem: Problem): void;
}

export interface PlainDatagramsPorts {
  transmit(bytes: Uint8Array, to: Path): void;
  /** Somebody new speaks over `link`. */
  accept(link: PlainDatagramLink): DatagramGuest;
  /** Unpredictable hex digits. */
  randomHex(digits: number): string;
}

/** The refusals that may go out each second, to whatever address it says it comes from. */
const REFUSALS_PER_SECOND = 10;
/** Newcomers each second that are sent more than in proportion to what came from them, and how many of them at once. */
const FIRST_BYTES_PER_SECOND = 1;
const FIRST_BYTES_AT_ONCE = 64;
/** Hex digits of the code by which a guest shows that it hears. */
const CODE_DIGITS = 8;
/** The answers to those who are not let in are short enough for the shortest datagram ({@link UNPROVEN_FACTOR}). */
const FULL = utf8Bytes(`${GREETING_START}too many speak over UDP (room_full).\n`);
const EMPTY = utf8Bytes(`${GREETING_START}that datagram is empty.\n`);
const TURNED_AWAY = utf8Bytes(`${GREETING_START}this room lets in the app only.\n`);
const HEARS_ALL = utf8Bytes('* You hear all from now on.\n');
const WRONG_CODE = utf8Bytes('* That is not your code.\n');
const HEAR = /^\s*\/hear\s+(\S+)\s*$/i;
const SILENT = utf8Bytes('* You were silent for long and are not here any more.\n');

interface Known {
  readonly link: PlainDatagramLink;
  readonly guest: DatagramGuest;
  heardAt: number;
  /** It sends back what it is told, and is not listened to any more. */
  isMuted: boolean;
}

export interface PlainDatagramsOptions
  extends Pick<
    RoomLimits,
    | 'plainDatagramGuests'
    | 'plainDatagramGuestsPerAddress'
    | 'plainDatagramSilenceMs'
    | 'plainDatagramBytes'
    | 'plainDatagramFirstBytes'
  > {
  /** False where the room lets in no plain guests: then they are told so. */
  readonly isLetIn: boolean;
}

/**
 * Plain guests over UDP, told apart by address and port. Nothing proves such an address, for a script of `sendto` and
 * `recvfrom` would not know how: so their number is bounded, each hears in proportion to what it says until it has
 * shown that it hears, and who falls silent is forgotten. An end that sends back what it is told is not answered any more, or two of them would talk for
 * ever.
 */
export class PlainDatagrams {
  readonly #options: PlainDatagramsOptions;
  readonly #ports: PlainDatagramsPorts;
  /** By address and port, the one that was silent longest first. */
  readonly #known = new Map<string, Known>();
  readonly #refusals: TokenBucket;
  readonly #firstBytes: TokenBucket;

  constructor(options: PlainDatagramsOptions, ports: PlainDatagramsPorts, now: number) {
    this.#options = options;
    this.#ports = ports;
    this.#refusals = new TokenBucket(REFUSALS_PER_SECOND, REFUSALS_PER_SECOND, now);
    this.#firstBytes = new TokenBucket(FIRST_BYTES_PER_SECOND, FIRST_BYTES_AT_ONCE, now);
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.#known.size;
  }

  /** When {@link tick} has something to do, in milliseconds; infinite for never. */
  get deadline(): number {
    const [oldest] = this.#known.values();
    return oldest ? oldest.heardAt + this.#options.plainDatagramSilenceMs : Number.POSITIVE_INFINITY;
  }

  /** Takes a datagram without our magic. */
  receive(datagram: Uint8Array, from: Path, now: number): void {
    const key = `${from.address} ${from.port}`;
    const lines = linesIn(datagram);
    const known = this.#known.get(key) ?? this.#letIn(key, lines, datagram, from, now);
    if (known === undefined) return;
    known.heardAt = now;
    this.#known.delete(key);
    this.#known.set(key, known);
    if (known.isMuted) return;
    if (lines.some(isEcho)) return this.#mute(known);
    known.link.heard(datagram.length);
    const rest = lines.filter((line) => !this.#answersCode(known, line));
    if (rest.length > 0 || lines.length === 0) known.guest.received(rest);
  }

  /** Forgets who was silent too long. */
  tick(now: number): void {
    for (const [key, { link, guest, heardAt, isMuted }] of this.#known) {
      if (now - heardAt < this.#options.plainDatagramSilenceMs) return;
      this.#known.delete(key);
      if (isMuted) continue;
      link.sendLast(SILENT);
      link.close();
      guest.closed({ code: 'silent', text: 'nothing was heard of it' });
    }
  }

  /** @returns whether the line is for us: it says that its sender hears */
  #answersCode({ link }: Known, line: PlainLine): boolean {
    const code = line.kind === 'text' ? HEAR.exec(line.text)?.[1] : undefined;
    if (code === undefined) return false;
    const isRight = link.isCode(code);
    link.send(isRight ? HEARS_ALL : WRONG_CODE);
    if (isRight) link.prove();
    return true;
  }

  /** Lets somebody new in. @returns undefined for who is not */
  #letIn(key: string, lines: readonly PlainLine[], { length }: Uint8Array, from: Path, now: number): Known | undefined {
    // Whatever else may come to a port of UDP (answers meant for others, scans) gets no answer.
    if (lines.some((line) => line.kind === 'unreadable' || isEcho(line) || isRequest(line))) return undefined;
    const refusal = lines.length === 0 ? EMPTY : this.#refusal(from);
    if (refusal) {
      const isInProportion = carriedBytes(refusal.length) <= UNPROVEN_FACTOR * carriedBytes(length);
      if (isInProportion && this.#refusals.take(now)) this.#ports.transmit(refusal, from);
      return undefined;
    }
    const link = new PlainDatagramLink({
      path: from,
      allowance: this.#options.plainDatagramBytes,
      firstBytes: this.#firstBytes.take(now) ? this.#options.plainDatagramFirstBytes : 0,
      code: this.#ports.randomHex(CODE_DIGITS),
      transmit: (bytes) => this.#ports.transmit(bytes, from),
      closed: () => this.#closed(key),
    });
    return { link, guest: this.#ports.accept(link), heardAt: now, isMuted: false };
  }

  /** @returns what somebody new is told who is not let in */
  #refusal({ address }: Path): Uint8Array | undefined {
    const origin = originOf(address);
    const { isLetIn, plainDatagramGuests, plainDatagramGuestsPerAddress } = this.#options;
    if (!isLetIn) return TURNED_AWAY;
    const beside = [...this.#known.values()].filter(({ link }) => originOf(link.address) === origin).length;
    return this.#known.size >= plainDatagramGuests || beside >= plainDatagramGuestsPerAddress ? FULL : undefined;
  }

  #mute(known: Known): void {
    known.isMuted = true;
    known.link.close();
    known.guest.closed({ code: 'bad_message', text: 'it sends back what it is told' });
  }

  /** The room ended a link. */
  #closed(key: string): void {
    const known = this.#known.get(key);
    if (known === undefined || known.isMuted) return;
    this.#known.delete(key);
    known.guest.closed({ code: 'link_lost', text: 'the link was closed' });
  }
}

/** True for a question of HTTP's kind, such as a search for devices: who asks so expects none of our answers. */
function isRequest(line: PlainLine): boolean {
  return line.kind === 'text' && webVerdict(line.text) === 'request';
}

/** True for our own greeting given back, whatever was put before it, in any case. */
function isEcho(line: PlainLine): boolean {
  return line.kind === 'text' && line.text.toLowerCase().includes(GREETING_START.toLowerCase());
}
