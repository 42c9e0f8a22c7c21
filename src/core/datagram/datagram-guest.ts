import type { Problem } from '../../shared/error-codes.ts';
import type { GuestSealing } from '../secure/guest-sealing.ts';
import type { LinkSecurity } from '../secure/link-security.ts';
import {
  ACCEPT_WINDOW_AT,
  CLOSE_REASON,
  HANDSHAKE_TRIES_MS,
  HOST_ID_AT,
  PACKET_TYPE,
  RECEIVE_WINDOW,
} from './constants.ts';
import { DatagramLink } from './datagram-link.ts';
import type { DatagramEvents, DatagramLinkOptions, DatagramPorts } from './datagram-ports.ts';
import { readU32 } from './little-endian.ts';
import { connectPacket, hasMagic, initialPacket, isFor, type LinkId, packetType, readId } from './packet.ts';
import type { Path } from './path.ts';
import { SealedDial } from './sealed-dial.ts';
import { RESET_TOKEN_AT, SEALED_WINDOW } from './sealed-layout.ts';

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
 * tried a few times, then it is said what is the matter. On a sealed link the last step is the proof of who dials, which
 * goes out, ahead of whatever the link carries, until the host is heard.
 */
export class DatagramGuest {
  readonly #ports: DatagramPorts;
  readonly #events: DatagramGuestEvents;
  readonly #host: Path;
  readonly #sealing: GuestSealing | undefined;
  readonly #id: LinkId;
  /** What is sent until it is answered. */
  #asking: Uint8Array;
  #hasCookie = false;
  #tries = 0;
  #triedAt = 0;
  #nextTryAt: number;
  #dial: SealedDial | undefined;
  /** Why the link is not opened, unless something better comes before the next try. */
  #refusal: Problem | undefined;
  #hostId: LinkId | undefined;
  #link: DatagramLink | undefined;
  #security: LinkSecurity | undefined;
  #failure: Problem | undefined;
  #isReported = false;

  /** @param sealing where the link is to be sealed, if the host can do that */
  constructor(host: Path, ports: DatagramPorts, events: DatagramGuestEvents, now: number, sealing?: GuestSealing) {
    this.#host = host;
    this.#ports = ports;
    this.#events = events;
    this.#sealing = sealing;
    this.#id = { index: ports.random32(), secret: ports.random32() };
    this.#asking = initialPacket(this.#id, sealing !== undefined);
    this.#nextTryAt = now;
  }

  /** The link once it is open. */
  get link(): DatagramLink | undefined {
    return this.#link;
  }

  /** Who the host is, once a sealed link to it is open. */
  get security(): LinkSecurity | undefined {
    return this.#security;
  }

  /** Takes a datagram from the host. Call {@link tick} when no more are there. */
  receive(datagram: Uint8Array, now: number): void {
    if (!hasMagic(datagram) || this.#failure) return;
    const type = packetType(datagram);
    switch (type) {
      case PACKET_TYPE.reset:
        if (this.#security === undefined && this.#isOfHost(datagram)) this.#link?.reset();
        return;
      case PACKET_TYPE.sealedReset:
        if (this.#isOfHost(datagram)) this.#link?.resetBy(datagram.subarray(RESET_TOKEN_AT));
        return;
    }
    if (!isFor(datagram, this.#id)) return;
    switch (type) {
      case PACKET_TYPE.data:
        if (this.#security === undefined) this.#link?.receive(datagram, this.#host, now);
        return;
      case PACKET_TYPE.sealed:
        if (this.#security !== undefined) this.#link?.receive(datagram, this.#host, now);
        return;
      case PACKET_TYPE.cookie:
        if (!this.#hasCookie) this.#clearCookie(datagram, now);
        return;
      case PACKET_TYPE.sealedCookie:
        if (!this.#hasCookie) this.#sealedCookie(datagram, now);
        return;
      case PACKET_TYPE.accept:
        if (this.#hasCookie && !this.#link && !this.#dial) this.#accepted(datagram, now);
        return;
      case PACKET_TYPE.sealedAccept:
        if (!this.#link) this.#sealedAccepted(datagram, now);
    }
  }

  /** The operating system says that nobody listens there: of a sealed link no more than a hint. */
  refused(now: number): void {
    if (this.#link === undefined) this.#failure = REFUSED;
    else if (this.#security === undefined) this.#link.reset();
    else this.#link.doubt(now);
  }

  /** Gives up, or ends the open link at once. */
  destroy(now: number): void {
    if (this.#link) this.#link.destroy(now);
    else this.#failure ??= LOST;
  }

  /** When {@link tick} is to be called at the latest; 0 for at once. */
  get deadline(): number {
    if (this.#link) return this.#isProving ? Math.min(this.#link.deadline, this.#nextTryAt) : this.#link.deadline;
    if (this.#failure) return this.#isReported ? NEVER : 0;
    return this.#nextTryAt;
  }

  /** Sends what is due, and reports what happened. */
  tick(now: number): void {
    if (this.#link) {
      if (this.#isProving && now >= this.#nextTryAt) this.#try(now);
      return this.#link.tick(now);
    }
    if (!this.#failure && now >= this.#nextTryAt) this.#try(now);
    if (!this.#failure || this.#isReported) return;
    this.#isReported = true;
    this.#events.closed(this.#failure);
  }

  #isOfHost(packet: Uint8Array): boolean {
    return this.#hostId !== undefined && isFor(packet, this.#hostId);
  }

  /** Whether the host may not know yet who this is. */
  get #isProving(): boolean {
    const link = this.#link;
    return this.#security !== undefined && link !== undefined && !link.isClosed && !link.hasHeard;
  }

  #try(now: number): void {
    const wait = HANDSHAKE_TRIES_MS[this.#tries];
    if (this.#refusal || wait === undefined) {
      const failure = this.#refusal ?? (this.#hasCookie ? STALLED : BLOCKED);
      if (this.#link) this.#link.abort(CLOSE_REASON.done, now, failure);
      else this.#failure = failure;
      return;
    }
    this.#tries += 1;
    this.#triedAt = now;
    this.#nextTryAt = now + wait;
    this.#ports.transmit(this.#asking, this.#asking.length, this.#host);
  }

  /** The next step: sends `packet` until it is answered. */
  #ask(packet: Uint8Array, now: number): void {
    this.#asking = packet;
    this.#tries = 0;
    this.#refusal = undefined;
    this.#try(now);
  }

  #clearCookie(packet: Uint8Array, now: number): void {
    const { inClear } = this.#sealing ?? {};
    // The host's own word may still come: anybody on the way can say that it does not seal.
    if (inClear) {
      this.#refusal = inClear;
      return;
    }
    this.#hasCookie = true;
    this.#ask(connectPacket(this.#id, packet, RECEIVE_WINDOW), now);
  }

  #sealedCookie(packet: Uint8Array, now: number): void {
    if (this.#sealing === undefined) return;
    this.#hasCookie = true;
    this.#dial = new SealedDial(this.#sealing, this.#id, packet);
    this.#ask(this.#dial.connect, now);
  }

  #accepted(packet: Uint8Array, now: number): void {
    const peerWindow = readU32(packet, ACCEPT_WINDOW_AT);
    this.#open(readId(packet, HOST_ID_AT), { peerWindow, window: RECEIVE_WINDOW }, now);
    this.#events.opened();
  }

  #sealedAccepted(packet: Uint8Array, now: number): void {
    const accepted = this.#dial?.accepted(packet);
    if (accepted?.kind === 'refused') this.#refusal = accepted.problem;
    if (accepted?.kind !== 'open') return;
    this.#security = accepted.security;
    const { hostId, guard, proof } = accepted;
    this.#open(hostId, { peerWindow: SEALED_WINDOW, window: SEALED_WINDOW, guard }, now);
    this.#ask(proof, now);
    this.#events.opened();
  }

  #open(hostId: LinkId, options: Pick<DatagramLinkOptions, 'peerWindow' | 'window' | 'guard'>, now: number): void {
    this.#hostId = hostId;
    const all: DatagramLinkOptions = {
      ...options,
      dialled: true,
      localId: this.#id,
      remoteId: hostId,
      path: this.#host,
      // What was asked twice may have been answered once: no sample (Karn, RFC 6298, section 3).
      ...(this.#tries === 1 && { roundTripMs: now - this.#triedAt }),
    };
    this.#link = new DatagramLink(all, this.#ports, this.#events, now);
  }
}
