import { randomBytes } from 'node:crypto';
import { BucketBook } from '../../core/bucket-book.ts';
import type { Path } from '../../core/datagram/path.ts';
import { originOf } from '../../core/origin.ts';
import { EventLines } from '../../core/plain/event-lines.ts';
import type { PlainPace } from '../../core/plain/paced-lines.ts';
import type { PlainDatagramLink } from '../../core/plain/plain-datagram-link.ts';
import { type DatagramGuest, PlainDatagrams } from '../../core/plain/plain-datagrams.ts';
import { PlainGuest } from '../../core/plain/plain-guest.ts';
import type { RoomLink } from '../../core/room/room-link.ts';
import { TokenBucket } from '../../core/token-bucket.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { Member } from '../../shared/models.ts';
import { Alarm } from '../net/alarm.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { HostedLink, Interpreters } from './hosted-link.ts';

/** What plain guests need of whoever hosts the room. */
export interface PlainHost {
  received(link: RoomLink, chunk: Uint8Array): void;
  rename(link: RoomLink, nick: string): void;
  members(): readonly Member[];
  /** The peer takes leave: it gets what it is owed, then the end. */
  ended(hosted: HostedLink): void;
  /** What the link was to the room is over, and it begins again as a new one. */
  reopen(hosted: HostedLink): void;
  /** A new link from outside. */
  open(makeStream: (hosted: HostedLink) => StreamLink): HostedLink;
  sendDatagram(bytes: Uint8Array, to: Path): void;
  /** Something that must not be was thrown while this link was served. */
  broke(hosted: HostedLink, error: unknown): void;
}

const SECONDS_PER_MINUTE = 60;
/** Origins whose silent guests are counted for themselves. */
const ORIGINS_KEPT = 1_024;

/** The peers of a hosted room that speak text, or may: their clock, and their place beside the room. */
export class PlainLinks implements Interpreters {
  readonly #host: PlainHost;
  readonly #isLetIn: boolean;
  readonly #pace: PlainPace;
  readonly #lines = new EventLines();
  readonly #guests = new Map<PlainGuest, HostedLink>();
  readonly #datagrams: PlainDatagrams;
  readonly #alarm: Alarm;
  /** How often guests of one origin come in without a word. */
  readonly #silent: BucketBook;

  constructor(host: PlainHost, limits: RoomLimits, isLetIn: boolean) {
    this.#host = host;
    this.#isLetIn = isLetIn;
    this.#pace = { perSecond: limits.messagesPerSecond, burst: limits.messageBurst };
    const { silentGuestsPerAddressPerMinute: perMinute, silentGuestsPerAddress: burst } = limits;
    const silent = (now: number) => new TokenBucket(perMinute / SECONDS_PER_MINUTE, burst, now);
    this.#silent = new BucketBook(ORIGINS_KEPT, silent, monotonicNow());
    const ports = {
      transmit: (bytes: Uint8Array, to: Path) => host.sendDatagram(bytes, to),
      randomHex: (digits: number) => randomBytes(digits / 2).toString('hex'),
      accept: (link: PlainDatagramLink) => this.#acceptDatagrams(link),
    };
    this.#datagrams = new PlainDatagrams({ ...limits, isLetIn }, ports, monotonicNow());
    this.#alarm = new Alarm(
      (now) => this.#ring(now),
      () => Number.POSITIVE_INFINITY,
    );
  }

  /** Listens what the peer of a new link speaks. */
  listenTo(hosted: HostedLink): PlainGuest {
    const host = this.#host;
    const options = {
      nick: `guest ${hosted.stream.port ?? ''}`.trim(),
      device: randomBytes(16).toString('hex'),
      idStart: randomBytes(8).toString('hex'),
      isLetIn: this.#isLetIn,
      lines: this.#lines,
      pace: this.#pace,
    };
    const ports = {
      tellRoom: (frames: Uint8Array) => host.received(hosted.room, frames),
      isHeld: () => hosted.room.isHeld,
      mayComeInSilently: () => this.#silent.of(originOf(hosted.address), monotonicNow()).take(monotonicNow()),
      rename: (nick: string) => host.rename(hosted.room, nick),
      members: () => host.members(),
      write: (bytes: Uint8Array) => hosted.stream.send(bytes),
      queuedBytes: () => hosted.stream.queuedBytes(),
      pause: (paused: boolean) => hosted.pauseForPace(paused),
      leaves: () => host.ended(hosted),
      close: () => hosted.stream.close(),
      speaksFrames: (first: Uint8Array) => this.#speaksFrames(hosted, first),
    };
    const guest = new PlainGuest(options, ports, monotonicNow());
    hosted.interpreter = guest;
    this.#guests.set(guest, hosted);
    this.#alarm.by(guest.deadline);
    return guest;
  }

  /** Bytes from the peer of a link. */
  received(guest: PlainGuest, chunk: Uint8Array): void {
    guest.received(chunk, monotonicNow());
    this.#alarm.by(guest.deadline);
  }

  /** The peer of a link sends no more. */
  ended(guest: PlainGuest): void {
    guest.ended(monotonicNow());
    this.#alarm.by(guest.deadline);
  }

  /** The link of a guest is gone. */
  forget(guest: PlainGuest): void {
    this.#guests.delete(guest);
  }

  /** A datagram that belongs to no link. */
  receivedDatagram(datagram: Uint8Array, from: Path): void {
    this.#datagrams.receive(datagram, from, monotonicNow());
    this.#alarm.by(this.#datagrams.deadline);
  }

  stop(): void {
    this.#alarm.stop();
  }

  #acceptDatagrams(link: PlainDatagramLink): DatagramGuest {
    const hosted = this.#host.open(() => link);
    const guest = this.listenTo(hosted);
    return { received: (lines) => guest.receivedLines(lines, monotonicNow()), closed: () => hosted.closed() };
  }

  /** The usual guest, who is not listened to any more; one that was silent at first has been taken for another. */
  #speaksFrames(hosted: HostedLink, first: Uint8Array): void {
    if (hosted.interpreter) this.forget(hosted.interpreter);
    hosted.interpreter = undefined;
    if (hosted.room.session) this.#host.reopen(hosted);
    hosted.receivedFrames(first);
  }

  #ring(now: number): number {
    this.#datagrams.tick(now);
    let next = this.#datagrams.deadline;
    for (const [guest, hosted] of this.#guests) {
      try {
        guest.tick(now);
        next = Math.min(next, guest.deadline);
      } catch (error) {
        this.forget(guest);
        this.#host.broke(hosted, error);
      }
    }
    return next;
  }
}
