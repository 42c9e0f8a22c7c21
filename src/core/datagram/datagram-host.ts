import type { LinkSecurity } from '../secure/link-security.ts';
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
import type { DatagramEvents, DatagramLinkOptions, DatagramPorts } from './datagram-ports.ts';
import { HeldMemory } from './held-memory.ts';
import { readU32 } from './little-endian.ts';
import { acceptPacket, hasMagic, idText, isFor, type LinkId, packetType, readId, resetPacket } from './packet.ts';
import { isSamePath, type Path } from './path.ts';
import { type HostSealing, SealedDoor } from './sealed-door.ts';
import { SEALED_WINDOW, SEALS, SEALS_AT } from './sealed-layout.ts';
import { SealedPackets } from './sealed-packets.ts';

export interface DatagramHostPorts extends DatagramPorts {
  readonly sign: Sign;
  /** Whether whoever proved this address may open one more link; nothing is kept for it otherwise, nor answered. */
  admits(from: Path): boolean;
  /** What sealed links take; without it there are none. */
  readonly sealing?: HostSealing | undefined;
  /**
   * A guest proved its address, and who it is where `security` says so: `open` makes the link, which reports to the events
   * that it is given.
   */
  accept(from: Path, open: (events: DatagramEvents) => DatagramLink, security: LinkSecurity | undefined): void;
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
  /** Of a link in clear. */
  readonly accept: Uint8Array | undefined;
  /** Who it is, on a sealed link. */
  readonly security: LinkSecurity | undefined;
}

/**
 * All links of one listening UDP socket. Nothing is kept for an address before it echoed a cookie and was let in, and
 * what goes to such an address is shorter than what came from it.
 */
export class DatagramHost {
  readonly #ports: DatagramHostPorts;
  readonly #cookies: Cookies;
  readonly #cookiePace: TokenBucket;
  readonly #door: SealedDoor | undefined;
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
    this.#door = ports.sealing && new SealedDoor(ports.sealing, now);
  }

  /** Links that are open. */
  get size(): number {
    return this.#guests.size;
  }

  /** Addresses and ids that are remembered, of all kinds: what an attacker would want to grow. */
  get remembered(): number {
    return this.#guests.size + this.#byPath.size + this.#used.size + (this.#door?.size ?? 0);
  }

  /** Takes a datagram. Call {@link work} when no more are there. */
  receive(datagram: Uint8Array, from: Path, now: number): void {
    // Nobody can be answered at port 0: a socket refuses to send there, with an exception.
    if (from.port === 0) return;
    if (!hasMagic(datagram)) return this.#ports.plain(datagram, from, now);
    switch (packetType(datagram)) {
      case PACKET_TYPE.data:
        return this.#data(datagram, from, now);
      case PACKET_TYPE.sealed:
        return this.#sealed(datagram, from, now);
      case PACKET_TYPE.initial:
        return this.#initial(datagram, from, now);
      case PACKET_TYPE.connect:
        return this.#connect(datagram, from, now);
      case PACKET_TYPE.sealedConnect:
        return this.#sealedConnect(datagram, from, now);
      case PACKET_TYPE.sealedProof:
        return this.#proof(datagram, now);
      case PACKET_TYPE.reset:
        return this.#reset(datagram, from);
      case PACKET_TYPE.ask:
        return this.#ports.asked?.(readId(datagram), from, now);
    }
  }

  /** Lets the links that packets came for send and report. @returns the earliest of their deadlines */
  work(now: number): number {
    let next = this.#door?.expire(now) ?? Number.POSITIVE_INFINITY;
    for (const guest of this.#touched) {
      this.#tick(guest, now);
      next = Math.min(next, guest.link.deadline);
    }
    this.#touched.clear();
    return next;
  }

  /** Lets every link work whose deadline has come. @returns the next deadline; infinite for none */
  timer(now: number): number {
    let next = this.#door?.expire(now) ?? Number.POSITIVE_INFINITY;
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
    const guest = this.#guestOf(packet);
    if (guest === undefined) return this.#answer(resetPacket(packet), from);
    if (guest.security === undefined) this.#take(guest, packet, from, now);
  }

  #sealed(packet: Uint8Array, from: Path, now: number): void {
    const guest = this.#guestOf(packet);
    if (guest?.security) return this.#take(guest, packet, from, now);
    // The proof of who sent it may be on its way still.
    if (guest || this.#door === undefined || this.#door.has(readId(packet).index)) return;
    const reset = this.#door.reset(packet, now);
    if (reset) this.#answer(reset, from);
  }

  #guestOf(packet: Uint8Array): Guest | undefined {
    const { index, secret } = readId(packet);
    const guest = this.#guests.get(index);
    return guest?.link.localId.secret === secret ? guest : undefined;
  }

  #take(guest: Guest, packet: Uint8Array, from: Path, now: number): void {
    guest.link.receive(packet, from, now);
    this.#touched.add(guest);
  }

  /** A guest knows nothing of its link any more; of a sealed one anybody could say so. */
  #reset(packet: Uint8Array, from: Path): void {
    const guest = this.#byPath.get(keyOf(from));
    if (guest === undefined || guest.security || !isFor(packet, guest.id)) return;
    guest.link.reset();
    this.#touched.add(guest);
  }

  #initial(packet: Uint8Array, from: Path, now: number): void {
    if (!this.#cookiePace.take(now)) return;
    const seals = this.#door !== undefined && packet[SEALS_AT] === SEALS;
    this.#answer(this.#cookies.answer(packet, from, now, seals), from);
  }

  #connect(packet: Uint8Array, from: Path, now: number): void {
    const known = this.#byPath.get(keyOf(from));
    if (known?.accept && !known.link.isClosed && isFor(packet, known.id)) return this.#answer(known.accept, from);
    if (!this.#isWelcome(packet, from, now)) return;
    const id = readId(packet);
    const localId = this.#freeId();
    const accept = acceptPacket(id, localId, RECEIVE_WINDOW);
    this.#answer(accept, from);
    const windows = { peerWindow: readU32(packet, CONNECT_WINDOW_AT), window: RECEIVE_WINDOW };
    this.#open({ id, path: from, accept, security: undefined }, { ...windows, localId }, now);
  }

  #sealedConnect(packet: Uint8Array, from: Path, now: number): void {
    const door = this.#door;
    const before = door?.answered(packet, from);
    if (before) return this.#answer(before, from);
    if (!door || !this.#isWelcome(packet, from, now, door)) return;
    const accept = door.begin(packet, this.#freeId(), from, now);
    if (accept) this.#answer(accept, from);
  }

  #proof(packet: Uint8Array, now: number): void {
    const proven = this.#door?.prove(packet);
    if (!this.#ports.sealing || !this.#door || !proven) return;
    const { guestId, localId, path, done } = proven;
    const guard = new SealedPackets(this.#ports.sealing.crypto, done);
    const windows = { peerWindow: SEALED_WINDOW, window: SEALED_WINDOW };
    const options = { ...windows, localId, guard, resetToken: this.#door.tokenOf(packet) };
    this.#open({ id: guestId, path, accept: undefined, security: done.security }, options, now);
  }

  /**
   * Whether a guest proved its address just now, for the first time, and may have a link. Where it may not, its packet is as
   * if it had got lost: it comes again while its cookie is good, and by then there may be room.
   */
  #isWelcome(packet: Uint8Array, from: Path, now: number, door?: SealedDoor): boolean {
    const use = idText(readId(packet));
    if (this.#used.has(use) || !this.#cookies.isGood(packet, from, now)) return false;
    if (!this.#ports.admits(from) || (door && !door.admits(from, now))) return false;
    this.#used.set(use, now);
    return true;
  }

  #open(
    { id, path, accept, security }: Pick<Guest, 'id' | 'accept' | 'security'> & { readonly path: Path },
    options: Pick<DatagramLinkOptions, 'localId' | 'peerWindow' | 'window' | 'guard' | 'resetToken'>,
    now: number,
  ): void {
    const key = keyOf(path);
    const known = this.#byPath.get(key);
    // Another program has this address and port now, unless the link has moved on to another one; that a sealed one has gone
    // only its own key can say.
    if (known && isSamePath(known.link.path, path) && known.security?.key === security?.key) {
      known.link.abort(CLOSE_REASON.replaced, now);
      this.#touched.add(known);
    }
    const all = { ...options, dialled: false, remoteId: id, path, memory: this.#memory };
    const open = (events: DatagramEvents) => {
      const link = new DatagramLink(all, this.#ports, events, now);
      const guest = { key, id, link, accept, security };
      this.#guests.set(link.localId.index, guest);
      this.#byPath.set(key, guest);
      // What a sealed link says first goes out at once: the guest hears that it is known.
      this.#touched.add(guest);
      return link;
    };
    this.#ports.accept(path, open, security);
  }

  #freeId(): LinkId {
    let index = this.#ports.random32();
    while (this.#guests.has(index) || this.#door?.has(index)) index = this.#ports.random32();
    return { index, secret: this.#ports.random32() };
  }

  #answer(packet: Uint8Array, to: Path): void {
    this.#ports.transmit(packet, packet.length, to);
  }
}

function keyOf({ address, port }: Path): string {
  return `${address} ${port}`;
}
