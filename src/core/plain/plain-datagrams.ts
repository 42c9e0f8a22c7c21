import type { Problem } from '../../shared/error-codes.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { Path } from '../datagram/path.ts';
import { TokenBucket } from '../token-bucket.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';
import { linesIn, type PlainLine } from './line-reader.ts';
import { PlainDatagramLink } from './plain-datagram-link.ts';
import { GREETING_START, NOT_LET_IN } from './plain-words.ts';

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
}

/** The refusals that may go out each second, to whatever address it says it comes from. */
const REFUSALS_PER_SECOND = 10;
const FULL = utf8Bytes(`${GREETING_START}too many speak over UDP, so you were not let in (room_full).\n`);
const EMPTY = utf8Bytes(`${GREETING_START}that datagram is empty; one with text in it lets you in.\n`);
const TURNED_AWAY = utf8Bytes(NOT_LET_IN);
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
    'plainDatagramGuests' | 'plainDatagramGuestsPerAddress' | 'plainDatagramSilenceMs' | 'plainDatagramBytes'
  > {
  /** False where the room lets in no plain guests: then they are told so. */
  readonly isLetIn: boolean;
}

/**
 * Plain guests over UDP, told apart by address and port. Nothing proves such an address, for a script of `sendto` and
 * `recvfrom` would not know how: so their number is bounded, each hears only so much after it spoke, and who falls
 * silent is forgotten. An end that sends back what it is told is not answered any more, or two of them would talk for
 * ever.
 */
export class PlainDatagrams {
  readonly #options: PlainDatagramsOptions;
  readonly #ports: PlainDatagramsPorts;
  /** By address and port, the one that was silent longest first. */
  readonly #known = new Map<string, Known>();
  readonly #refusals: TokenBucket;

  constructor(options: PlainDatagramsOptions, ports: PlainDatagramsPorts, now: number) {
    this.#options = options;
    this.#ports = ports;
    this.#refusals = new TokenBucket(REFUSALS_PER_SECOND, REFUSALS_PER_SECOND, now);
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
    const known = this.#known.get(key) ?? this.#letIn(key, lines, from, now);
    if (known === undefined) return;
    known.heardAt = now;
    this.#known.delete(key);
    this.#known.set(key, known);
    if (known.isMuted) return;
    if (lines.some(isEcho)) return this.#mute(known);
    known.link.heard();
    known.guest.received(lines);
  }

  /** Forgets who was silent too long. */
  tick(now: number): void {
    for (const [key, { link, guest, heardAt, isMuted }] of this.#known) {
      if (now - heardAt < this.#options.plainDatagramSilenceMs) return;
      this.#known.delete(key);
      if (isMuted) continue;
      link.send(SILENT);
      link.close();
      guest.closed({ code: 'silent', text: 'nothing was heard of it' });
    }
  }

  /** Lets somebody new in. @returns undefined for who is not */
  #letIn(key: string, lines: readonly PlainLine[], from: Path, now: number): Known | undefined {
    // Whatever else may come to a port of UDP (answers meant for others, scans) gets no answer.
    if (lines.some((line) => line.kind === 'unreadable' || isEcho(line))) return undefined;
    const refusal = lines.length === 0 ? EMPTY : this.#refusal(from);
    if (refusal) {
      if (this.#refusals.take(now)) this.#ports.transmit(refusal, from);
      return undefined;
    }
    const link = new PlainDatagramLink({
      path: from,
      allowance: this.#options.plainDatagramBytes,
      transmit: (bytes) => this.#ports.transmit(bytes, from),
      closed: () => this.#closed(key),
    });
    return { link, guest: this.#ports.accept(link), heardAt: now, isMuted: false };
  }

  /** @returns what somebody new is told who is not let in */
  #refusal({ address }: Path): Uint8Array | undefined {
    const { isLetIn, plainDatagramGuests, plainDatagramGuestsPerAddress } = this.#options;
    if (!isLetIn) return TURNED_AWAY;
    const beside = [...this.#known.values()].filter(({ link }) => link.address === address).length;
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

/** True for our own greeting given back, whatever was put before it, in any case. */
function isEcho(line: PlainLine): boolean {
  return line.kind === 'text' && line.text.toLowerCase().includes(GREETING_START.toLowerCase());
}
