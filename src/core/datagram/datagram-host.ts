import { TokenBucket } from '../token-bucket.ts';
import {
  CLOSE_REASON,
  CONNECT_WINDOW_AT,
  COOKIE_LIFE_MS,
  COOKIES_PER_SECOND,
  HELD_IN_ALL,
  PACKET_TYPE,
  RECEIVE_WINDOW,
} from './constants.ts';
import { Cookies, type Sign } from './cookie.ts';
import { DatagramLink } from './datagram-link.ts';
import type { DatagramEvents, DatagramPorts } from './datagram-ports.ts';
import { HeldMemory } from './held-memory.ts';
import { readU32 } from './little-endian.ts';
import { acceptPacket, hasMagic, isFor, type LinkId, packetType, readId, resetPacket } from './packet.ts';
import { isSamePath, type Path } from './path.ts';

export interface DatagramHostPorts extends DatagramPorts {
  readonly sign: Sign;
  /** Whether whoever proved this address may open one more link; nothing is kept for it otherwise, nor answered. */
  admits(from: Path): boolean;
  /** A guest proved its address: `open` makes the link, which reports to the events that it is given. */
  accept(from: Path, open: (events: DatagramEvents) => DatagramLink): void;
  /** Somebody asks whether a room is here; the answer must not be longer than the question, which has 1,000 bytes. */
  asked?(question: LinkId, from: Path, now: number): void;
  /** A datagram without our magic: a plain guest's. */
  plain(datagram: Uint8Array, from: Path, now: number): void;
}

/** A guest: where it connected from, its link, and the packet that opened it, should that have got lost. */
interface Guest {
  readonly key: string;
  readonly id: LinkId;
  readonly link: DatagramLink;
  readonly accept: Uint8Array;
}

/**
 * All links of one listening UDP socket. Nothing is kept for an address before it echoed a cookie and was let in, and
 * what goes to such an address is shorter than what came from it.
 */
export class DatagramHost {
  readonly #ports: DatagramHostPorts;
  readonly #cookies: Cookies;
  readonly #cookiePace: TokenBucket;
  readonly #memory = new HeldMemory(HELD_IN_ALL);
  /** By the index of the id by which the host is spoken to. */
  readonly #guests = new Map<number, Guest>();
  /** The newest guest that connected from an address and port. */
  readonly #byPath = new Map<string, Guest>();
  /** Ids of guests that connected lately and when, so that a `connect` that is replayed opens nothing. */
  readonly #used = new Map<string, number>();
  /** Those that packets came from since the last {@link work}. */
  readonly #touched = new Set<Guest>();

  constructor(ports: DatagramHostPorts, now: number) {
    this.#ports = ports;
    this.#cookies = new Cookies(ports.sign);
    this.#cookiePace = new TokenBucket(COOKIES_PER_SECOND, COOKIES_PER_SECOND, now);
  }

  /** Links that are open. */
  get size(): number {
    return this.#guests.size;
  }

  /** Addresses and ids that are remembered, of all kinds: what an attacker would want to grow. */
  get remembered(): number {
    return this.#guests.size + this.#byPath.size + this.#used.size;
  }

  /** Takes a datagram. Call {@link work} when no more are there. */
  receive(datagram: Uint8Array, from: Path, now: number): void {
    // Nobody can be answered at port 0: a socket refuses to send there, with an exception.
    if (from.port === 0) return;
    if (!hasMagic(datagram)) return this.#ports.plain(datagram, from, now);
    switch (packetType(datagram)) {
      case PACKET_TYPE.data:
        return this.#data(datagram, from, now);
      case PACKET_TYPE.initial:
        if (this.#cookiePace.take(now)) this.#answer(this.#cookies.answer(datagram, from, now), from);
        return;
      case PACKET_TYPE.connect:
        return this.#connect(datagram, from, now);
      case PACKET_TYPE.reset:
        return this.#reset(datagram, from);
      case PACKET_TYPE.ask:
        return this.#ports.asked?.(readId(datagram), from, now);
    }
  }

  /** Lets the links that packets came for send and report. @returns the earliest of their deadlines */
  work(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const guest of this.#touched) {
      this.#tick(guest, now);
      next = Math.min(next, guest.link.deadline);
    }
    this.#touched.clear();
    return next;
  }

  /** Lets every link work whose deadline has come. @returns the next deadline; infinite for none */
  timer(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const guest of this.#guests.values()) {
      if (guest.link.deadline <= now) this.#tick(guest, now);
      next = Math.min(next, guest.link.deadline);
    }
    for (const [id, at] of this.#used) {
      if (now - at <= 2 * COOKIE_LIFE_MS) break;
      this.#used.delete(id);
    }
    return next;
  }

  #tick(guest: Guest, now: number): void {
    guest.link.tick(now);
    if (!guest.link.isClosed) return;
    this.#guests.delete(guest.link.localId.index);
    if (this.#byPath.get(guest.key) === guest) this.#byPath.delete(guest.key);
  }

  #data(packet: Uint8Array, from: Path, now: number): void {
    const id = readId(packet);
    const guest = this.#guests.get(id.index);
    if (guest === undefined || guest.link.localId.secret !== id.secret) return this.#answer(resetPacket(packet), from);
    guest.link.receive(packet, from, now);
    this.#touched.add(guest);
  }

  /** A guest knows nothing of its link any more. */
  #reset(packet: Uint8Array, from: Path): void {
    const guest = this.#byPath.get(keyOf(from));
    if (guest === undefined || !isFor(packet, guest.id)) return;
    guest.link.reset();
    this.#touched.add(guest);
  }

  #connect(packet: Uint8Array, from: Path, now: number): void {
    const id = readId(packet);
    const key = keyOf(from);
    const known = this.#byPath.get(key);
    if (known && !known.link.isClosed && isFor(packet, known.id)) return this.#answer(known.accept, from);
    const use = `${id.index} ${id.secret}`;
    if (this.#used.has(use) || !this.#cookies.isGood(packet, from, now)) return;
    // As if it had got lost: it comes again while its cookie is good, and by then there may be room.
    if (!this.#ports.admits(from)) return;
    this.#used.set(use, now);
    // Another program has this address and port now, unless the link has moved on to another one.
    if (known && isSamePath(known.link.path, from)) {
      known.link.abort(CLOSE_REASON.replaced, now);
      this.#touched.add(known);
    }
    const localId = this.#freeId();
    const peerWindow = readU32(packet, CONNECT_WINDOW_AT);
    const options = {
      dialled: false,
      localId,
      remoteId: id,
      path: from,
      peerWindow,
      window: RECEIVE_WINDOW,
      memory: this.#memory,
    };
    const accept = acceptPacket(id, localId, RECEIVE_WINDOW);
    this.#answer(accept, from);
    this.#ports.accept(from, (events) => {
      const link = new DatagramLink(options, this.#ports, events, now);
      const guest = { key, id, link, accept };
      this.#guests.set(localId.index, guest);
      this.#byPath.set(key, guest);
      return link;
    });
  }

  #freeId(): LinkId {
    let index = this.#ports.random32();
    while (this.#guests.has(index)) index = this.#ports.random32();
    return { index, secret: this.#ports.random32() };
  }

  #answer(packet: Uint8Array, to: Path): void {
    this.#ports.transmit(packet, packet.length, to);
  }
}

function keyOf({ address, port }: Path): string {
  return `${address} ${port}`;
}
