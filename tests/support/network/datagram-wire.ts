import { FRAMES_AT, HOST_ID_AT } from '../../../src/core/datagram/constants.ts';
import { DatagramGuest, type DatagramGuestEvents } from '../../../src/core/datagram/datagram-guest.ts';
import { DatagramHost } from '../../../src/core/datagram/datagram-host.ts';
import type { DatagramLink } from '../../../src/core/datagram/datagram-link.ts';
import {
  beginData,
  connectPacket,
  initialPacket,
  type LinkId,
  putChecksum,
  readId,
} from '../../../src/core/datagram/packet.ts';
import { isSamePath, type Path } from '../../../src/core/datagram/path.ts';
import type { GuestSealing } from '../../../src/core/secure/guest-sealing.ts';
import type { LinkSecurity } from '../../../src/core/secure/link-security.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { Random } from '../../simulation/random.ts';
import { concat } from '../frames.ts';
import type { WireSealing } from './wire-sealing.ts';

/** A datagram under way. */
export interface Flight {
  readonly bytes: Uint8Array;
  readonly from: Path;
  readonly to: Path;
  /** How many were sent before it on the whole wire. */
  readonly index: number;
}

/** Decides after how many milliseconds the copies of a datagram arrive: `[]` loses it, two times double it. */
export type Fate = (flight: Flight) => readonly number[];

/** One that takes part: its timer's deadline, and what it does with a datagram and when its time has come. */
interface Station {
  readonly path: Path;
  readonly deadline: number;
  receive(bytes: Uint8Array, from: Path, now: number): void;
  work(now: number): void;
}

export const HOST_PATH: Path = { address: '10.0.0.1', port: 8_888 };
/** One way takes this long unless told otherwise. */
export const DELAY_MS = 5;
/** Nobody has so much to do at one time that it takes more turns. */
const TURNS_AT_ONCE = 1_000;

/** What an end reported. */
export class HeardEvents implements DatagramGuestEvents {
  readonly chunks: Uint8Array[] = [];
  readonly ephemerals: string[] = [];
  readonly problems: Problem[] = [];
  openings = 0;
  drains = 0;
  ends = 0;

  opened(): void {
    this.openings += 1;
  }
  received(chunk: Uint8Array): void {
    this.chunks.push(chunk.slice());
  }
  ephemeral(frames: Uint8Array): void {
    this.ephemerals.push(new TextDecoder().decode(frames));
  }
  drained(): void {
    this.drains += 1;
  }
  ended(): void {
    this.ends += 1;
  }
  closed(problem: Problem): void {
    this.problems.push(problem);
  }

  bytes(): Uint8Array {
    return concat(this.chunks);
  }
  text(): string {
    return new TextDecoder().decode(this.bytes());
  }
  get isClosed(): boolean {
    return this.problems.length > 0;
  }
}

/** A guest's end on the wire. */
export class WiredGuest implements Station {
  path: Path;
  readonly heard = new HeardEvents();
  readonly guest: DatagramGuest;
  /** False while its program is not run. */
  isAwake = true;

  constructor(wire: DatagramWire, path: Path, sealing?: GuestSealing) {
    this.path = path;
    this.guest = new DatagramGuest(HOST_PATH, wire.portsOf(this), this.heard, wire.now, sealing);
  }

  /** The open link. */
  get link(): DatagramLink {
    if (!this.guest.link) throw new Error('the link is not open');
    return this.guest.link;
  }
  get deadline(): number {
    return this.isAwake ? this.guest.deadline : Number.POSITIVE_INFINITY;
  }
  receive(bytes: Uint8Array, from: Path, now: number): void {
    if (this.isAwake && isSamePath(from, HOST_PATH)) this.guest.receive(bytes, now);
  }
  work(now: number): void {
    if (this.isAwake) this.guest.tick(now);
  }
}

/** The host's end on the wire, with all links that were opened. */
export class WiredHost implements Station {
  readonly path = HOST_PATH;
  host: DatagramHost;
  /** In the order in which they were opened. */
  readonly links: {
    readonly link: DatagramLink;
    readonly heard: HeardEvents;
    readonly security: LinkSecurity | undefined;
  }[] = [];
  readonly plain: string[] = [];
  /** False while it lets nobody in. */
  isLettingIn = true;
  deadline = Number.POSITIVE_INFINITY;
  readonly #wire: DatagramWire;

  constructor(wire: DatagramWire) {
    this.#wire = wire;
    this.host = this.#start();
  }

  /** The program ends and starts again: it knows nothing any more. */
  restart(): void {
    this.host = this.#start();
  }

  receive(bytes: Uint8Array, from: Path, now: number): void {
    this.host.receive(bytes, from, now);
  }
  work(now: number): void {
    this.host.work(now);
    this.deadline = this.host.timer(now);
  }

  #start(): DatagramHost {
    const key = this.#wire.random32();
    return new DatagramHost(
      {
        ...this.#wire.portsOf(this),
        sign: (text) => keyedHash(key, text),
        admits: () => this.isLettingIn,
        sealing: this.#wire.sealing?.host,
        accept: (_, open, security) => {
          const heard = new HeardEvents();
          this.links.push({ link: open(heard), heard, security });
        },
        plain: (datagram) => this.plain.push(new TextDecoder().decode(datagram)),
      },
      this.#wire.now,
    );
  }
}

/** A host, guests, and a network between them, in virtual time. */
export class DatagramWire {
  now = 0;
  fate: Fate = () => [DELAY_MS];
  /** Every datagram that was sent, whatever became of it; see {@link keepsSent}. */
  readonly sent: Flight[] = [];
  /** False for tests that send so much that it would be in the way. */
  keepsSent = true;
  sentCount = 0;
  readonly host: WiredHost;
  readonly guests: WiredGuest[] = [];
  /** What its links are sealed with; without it they are in clear. */
  readonly sealing: WireSealing | undefined;
  /** The soonest first; of the same time, in the order in which they were sent. */
  readonly #arrivals: { at: number; flight: Flight }[] = [];
  readonly #random: Random;
  /** Turns since the clock moved. */
  #standing = 0;

  constructor(seed = 1, sealing?: WireSealing) {
    this.#random = new Random(seed);
    this.sealing = sealing;
    this.host = new WiredHost(this);
  }

  /** A guest that begins to dial. @param sealing null for a guest that knows nothing of that */
  dial(
    path: Path = { address: '10.0.0.2', port: 50_000 + this.guests.length },
    sealing: GuestSealing | null | undefined = this.sealing?.guest,
  ): WiredGuest {
    const guest = new WiredGuest(this, path, sealing ?? undefined);
    this.guests.push(guest);
    return guest;
  }

  /** A guest whose link is open, and the host's end of it. */
  connect(path?: Path, sealing?: GuestSealing | null): { guest: WiredGuest; hosted: WiredHost['links'][number] } {
    const before = this.host.links.length;
    const guest = this.dial(path, sealing);
    this.until(() => guest.guest.link !== undefined && this.host.links.length > before);
    const hosted = this.host.links.at(-1);
    if (!hosted) throw new Error('the host opened no link');
    return { guest, hosted };
  }

  /** Lets everything happen that happens within `milliseconds`. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    this.#standing = 0;
    for (let next = this.#next(); next <= end; next = this.#next()) this.#step(next);
    this.now = end;
  }

  /** Lets time pass until `condition`. @throws when it has not come after `most` milliseconds */
  until(condition: () => boolean, most = 60_000): void {
    const end = this.now + most;
    this.#standing = 0;
    while (!condition()) {
      const next = this.#next();
      if (next > end) throw new Error(`waited ${most} ms in vain for ${condition}`);
      this.#step(next);
    }
  }

  /** Puts a datagram on the wire as if it came from anywhere. */
  forge(bytes: Uint8Array, from: Path, to: Path = HOST_PATH): void {
    this.#fly(this.now, { bytes: bytes.slice(), from, to, index: -1 });
  }

  /** An unsigned 32-bit number that follows from the seed. */
  readonly random32 = (): number => this.#random.int(0, 0xffff_ffff);

  /** @internal */
  portsOf(station: { readonly path: Path }) {
    return {
      random32: this.random32,
      transmit: (packet: Uint8Array, length: number, to: Path): boolean => {
        const flight = { bytes: packet.slice(0, length), from: station.path, to, index: this.sentCount };
        this.sentCount += 1;
        if (this.keepsSent) this.sent.push(flight);
        for (const delay of this.fate(flight)) this.#fly(this.now + delay, flight);
        return false;
      },
    };
  }

  get #stations(): readonly Station[] {
    return [this.host, ...this.guests];
  }

  #fly(at: number, flight: Flight): void {
    let index = this.#arrivals.length;
    while (index > 0 && (this.#arrivals[index - 1] as { at: number }).at > at) index -= 1;
    this.#arrivals.splice(index, 0, { at, flight });
  }

  #next(): number {
    let next = Math.min(this.#arrivals[0]?.at ?? Number.POSITIVE_INFINITY, this.host.deadline);
    for (const { deadline } of this.guests) next = Math.min(next, deadline);
    return Math.max(this.now, next);
  }

  /** One turn of everybody's event loop: first what came, then what is due. */
  #step(to: number): void {
    this.#standing = to > this.now ? 0 : this.#standing + 1;
    if (this.#standing > TURNS_AT_ONCE) throw new Error(`time stands still at ${to} ms: something is always due`);
    this.now = to;
    const stations = this.#stations;
    const later = this.#arrivals.findIndex(({ at }) => at > to);
    for (const { flight } of this.#arrivals.splice(0, later < 0 ? this.#arrivals.length : later)) {
      const station = stations.find(({ path }) => isSamePath(path, flight.to));
      station?.receive(flight.bytes.slice(), flight.from, to);
    }
    for (const station of stations) station.work(to);
  }
}

/** No hash for the world, but every letter and the key move every byte. */
function keyedHash(key: number, text: string): Uint8Array {
  const bytes = new Uint8Array(32);
  let state = key;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 0x0100_0193) >>> 0;
  for (let i = 0; i < bytes.length; i += 1) {
    state = Math.imul(state ^ (i + 1), 0x0100_0193) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** A peer that writes its packets by hand, with a link that the host opened for it. */
export class HandmadeGuest {
  readonly path: Path = { address: '10.0.0.66', port: 6_666 };
  readonly id: LinkId = { index: 0x6666, secret: 0x7777 };
  /** By which the host wants to be spoken to. */
  readonly hostId: LinkId;
  readonly hosted: WiredHost['links'][number];
  readonly #wire: DatagramWire;
  #next = 0;

  /** @param window bytes of the stream that it says to take */
  constructor(wire: DatagramWire, window: number) {
    this.#wire = wire;
    this.#hears(initialPacket(this.id));
    this.#hears(connectPacket(this.id, this.#newest(), window));
    this.hostId = readId(this.#newest(), HOST_ID_AT);
    this.hosted = wire.host.links.at(-1) as WiredHost['links'][number];
  }

  /** A packet of these frames arrives, with the next number or another one. */
  says(frames: readonly number[], number = this.#next, from = this.path): void {
    this.#next = number + 1;
    this.#wire.forge(dataPacket(this.hostId, number, frames), from);
    this.#wire.pass(0);
  }

  #hears(bytes: Uint8Array): void {
    this.#wire.forge(bytes, this.path);
    this.#wire.pass(0);
  }

  #newest(): Uint8Array {
    return this.#wire.sent.findLast(({ to }) => isSamePath(to, this.path))?.bytes as Uint8Array;
  }
}

/** A `data` packet of frames that are given as bytes. */
export function dataPacket(id: LinkId, number: number, frames: readonly number[]): Uint8Array {
  const packet = new Uint8Array(FRAMES_AT + frames.length);
  beginData(packet, id, number);
  packet.set(frames, FRAMES_AT);
  putChecksum(packet, packet.length);
  return packet;
}
