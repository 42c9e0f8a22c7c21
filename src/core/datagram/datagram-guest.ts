import type { Problem } from '../../shared/error-codes.ts';
import { ACCEPT_WINDOW_AT, HANDSHAKE_TRIES_MS, HOST_ID_AT, PACKET_TYPE, RECEIVE_WINDOW } from './constants.ts';
import { DatagramLink } from './datagram-link.ts';
import type { DatagramEvents, DatagramPorts } from './datagram-ports.ts';
import { readU32 } from './little-endian.ts';
import { connectPacket, hasMagic, initialPacket, isFor, type LinkId, packetType, readId } from './packet.ts';
import type { Path } from './path.ts';

/** What a dialled link reports: `opened` once, if the host answers. */
export interface DatagramGuestEvents extends DatagramEvents {
  opened(): void;
}

const BLOCKED: Problem = { code: 'udp_blocked', text: 'nothing comes back over UDP' };
const STALLED: Problem = { code: 'timed_out', text: 'the host answered once over UDP and then no more' };
const REFUSED: Problem = { code: 'refused', text: 'nobody listens there over UDP' };
const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };
const NEVER = Number.POSITIVE_INFINITY;

/**
 * The end of a datagram link that dials: asks for a cookie, echoes it, and is open when the host accepts. Each step is
 * tried a few times, then it is said what is the matter.
 */
export class DatagramGuest {
  readonly #ports: DatagramPorts;
  readonly #events: DatagramGuestEvents;
  readonly #host: Path;
  readonly #id: LinkId;
  /** What is sent until it is answered. */
  #asking: Uint8Array;
  #hasCookie = false;
  #tries = 0;
  #triedAt = 0;
  #nextTryAt: number;
  #hostId: LinkId | undefined;
  #link: DatagramLink | undefined;
  #failure: Problem | undefined;
  #isReported = false;

  constructor(host: Path, ports: DatagramPorts, events: DatagramGuestEvents, now: number) {
    this.#host = host;
    this.#ports = ports;
    this.#events = events;
    this.#id = { index: ports.random32(), secret: ports.random32() };
    this.#asking = initialPacket(this.#id);
    this.#nextTryAt = now;
  }

  /** The link once it is open. */
  get link(): DatagramLink | undefined {
    return this.#link;
  }

  /** Takes a datagram from the host. Call {@link tick} when no more are there. */
  receive(datagram: Uint8Array, now: number): void {
    if (!hasMagic(datagram) || this.#failure) return;
    const type = packetType(datagram);
    if (type === PACKET_TYPE.reset) {
      if (this.#hostId && isFor(datagram, this.#hostId)) this.#link?.reset();
      return;
    }
    if (type === undefined || !isFor(datagram, this.#id)) return;
    if (type === PACKET_TYPE.data) this.#link?.receive(datagram, this.#host, now);
    else if (type === PACKET_TYPE.cookie && !this.#hasCookie) this.#cookie(datagram, now);
    else if (type === PACKET_TYPE.accept && this.#hasCookie && !this.#link) this.#accepted(datagram, now);
  }

  /** The operating system says that nobody listens there. */
  refused(): void {
    if (this.#link) this.#link.reset();
    else this.#failure = REFUSED;
  }

  /** Gives up, or ends the open link at once. */
  destroy(now: number): void {
    if (this.#link) this.#link.destroy(now);
    else this.#failure ??= LOST;
  }

  /** When {@link tick} is to be called at the latest; 0 for at once. */
  get deadline(): number {
    if (this.#link) return this.#link.deadline;
    if (this.#failure) return this.#isReported ? NEVER : 0;
    return this.#nextTryAt;
  }

  /** Sends what is due, and reports what happened. */
  tick(now: number): void {
    if (this.#link) return this.#link.tick(now);
    if (!this.#failure && now >= this.#nextTryAt) this.#try(now);
    if (!this.#failure || this.#isReported) return;
    this.#isReported = true;
    this.#events.closed(this.#failure);
  }

  #try(now: number): void {
    const wait = HANDSHAKE_TRIES_MS[this.#tries];
    if (wait === undefined) {
      this.#failure = this.#hasCookie ? STALLED : BLOCKED;
      return;
    }
    this.#tries += 1;
    this.#triedAt = now;
    this.#nextTryAt = now + wait;
    this.#ports.transmit(this.#asking, this.#asking.length, this.#host);
  }

  #cookie(packet: Uint8Array, now: number): void {
    this.#hasCookie = true;
    this.#asking = connectPacket(this.#id, packet, RECEIVE_WINDOW);
    this.#tries = 0;
    this.#try(now);
  }

  #accepted(packet: Uint8Array, now: number): void {
    this.#hostId = readId(packet, HOST_ID_AT);
    const options = {
      dialled: true,
      localId: this.#id,
      remoteId: this.#hostId,
      path: this.#host,
      peerWindow: readU32(packet, ACCEPT_WINDOW_AT),
      window: RECEIVE_WINDOW,
      // What was asked twice may have been answered once: no sample (Karn, RFC 6298, section 3).
      ...(this.#tries === 1 && { roundTripMs: now - this.#triedAt }),
    };
    this.#link = new DatagramLink(options, this.#ports, this.#events, now);
    this.#events.opened();
  }
}
