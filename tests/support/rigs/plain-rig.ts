import { EventLines } from '../../../src/core/plain/event-lines.ts';
import { PlainGuest } from '../../../src/core/plain/plain-guest.ts';
import type { PlainGuestOptions } from '../../../src/core/plain/plain-guest-ports.ts';
import type { Peer, RoomLink } from '../../../src/core/room/room-link.ts';
import { deviceOf, type RoomRig } from './room-rig.ts';

const utf8 = new TextEncoder();

/** A peer that sends text to a room under test, driven as src/node drives one; what it reads is kept until asked for. */
export class PlainPeer implements Peer {
  readonly address: string;
  readonly local = false;
  readonly guest: PlainGuest;
  link: RoomLink;
  /** True once its link was closed by the host. */
  isClosed = false;
  /** It took leave, and {@link turn} lets it go. */
  isLeaving = false;
  /** The host reads nothing of it at the moment. */
  isPaused = false;
  /** The room has yet to hear what it was told. */
  isHeld = false;
  /** Few others are silent. */
  mayComeInSilently = true;
  /** Frames that it turned out to speak, instead of text. */
  frames: Uint8Array | undefined;
  /** False while it reads nothing. */
  reads = true;
  #read: Uint8Array[] = [];
  #waiting = 0;
  readonly #rig: RoomRig;

  constructor(rig: RoomRig, number: number, options: Partial<PlainGuestOptions> = {}) {
    this.#rig = rig;
    this.address = `plain-${number}`;
    const pace = { perSecond: 1_000, burst: 1_000 };
    const given = { isLetIn: true, lines: new EventLines(), pace, ...options };
    this.guest = new PlainGuest(
      { nick: `guest ${number}`, device: deviceOf(10_000 + number), idStart: `p${number}`, ...given },
      {
        tellRoom: (frames) => rig.room.receive(this.link, frames, rig.now),
        isHeld: () => this.isHeld,
        mayComeInSilently: () => this.mayComeInSilently,
        rename: (nick) => rig.room.rename(this.link, nick, rig.now),
        members: () => rig.room.members(),
        write: (bytes) => this.#write(bytes),
        queuedBytes: () => this.#waiting,
        pause: (paused) => {
          this.isPaused = paused;
        },
        leaves: () => {
          this.isLeaving = true;
        },
        close: () => this.close(),
        speaksFrames: (first) => {
          this.frames = first.slice();
        },
      },
      rig.now,
    );
    this.link = rig.room.open(this, rig.now);
  }

  get plain(): boolean {
    return this.frames === undefined;
  }

  send(bytes: Uint8Array): number {
    return this.guest.hears(bytes);
  }

  sendEphemeral(): void {}

  queuedBytes(): number {
    return this.#waiting;
  }

  close(): void {
    this.isClosed = true;
  }

  /** Sends a chunk, then the turn ends. */
  sends(chunk: string | Uint8Array): void {
    this.guest.received(typeof chunk === 'string' ? utf8.encode(chunk) : chunk, this.#rig.now);
    this.turn();
  }

  /** Lets time pass, as often as its deadlines want to be looked at. */
  waits(milliseconds: number): void {
    const until = this.#rig.now + milliseconds;
    while (this.guest.deadline <= until) {
      this.#rig.now = Math.max(this.#rig.now, this.guest.deadline);
      this.guest.tick(this.#rig.now);
      this.turn();
    }
    this.#rig.now = until;
  }

  /** Ends a turn of the event loop, as src/node/hosting/room-host.ts does. */
  turn(): void {
    this.#rig.turn();
    if (!this.isLeaving) return;
    this.isLeaving = false;
    this.guest.leave();
    this.#rig.turn();
  }

  /** All that it read since the last call. */
  heard(): string {
    const text = this.#read.map((bytes) => Buffer.from(bytes).toString()).join('');
    this.#read = [];
    return text;
  }

  #write(bytes: Uint8Array): number {
    this.#read.push(bytes);
    if (!this.reads) this.#waiting += bytes.length;
    return this.#waiting;
  }
}
