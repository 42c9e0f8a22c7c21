import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import { type GuestOutcome, StreamGuest } from '../../core/secure/stream-guest.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { SEALING_LIMITS } from '../../shared/secure/sealing-limits.ts';
import { SealedStream } from './sealed-stream.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';

/** Opens a link whose bytes travel as they are. */
export type Connect = (opened: () => void, events: StreamEvents) => StreamLink;

/**
 * Who is connected to and says nothing at all for `muteMs` knows nothing of handshakes, like a host that passes over all but the
 * greeting. One of ours that has much to do is heard of before.
 */
const { muteMs, handshakeMs } = SEALING_LIMITS;

/** What waits in the sockets is read meanwhile, also where a thousand of them have something. */
const LOOK_AGAIN_MS = 1_000;

const TAMPERED: Problem = { code: 'link_tampered', text: 'what came from the host was changed on its way' };
const NO_ROOM_THERE: Problem = { code: 'not_a_room', text: 'it answers, but not as a room' };

/** Opens a link and seals it: `opened` when that is done. A host that does not seal is spoken to in clear, or not at all. */
export function connectSealed(
  connect: Connect,
  opened: () => void,
  events: StreamEvents,
  sealing: GuestSealing,
): StreamLink {
  return new SealedConnection(connect, opened, events, sealing);
}

/** A link that was dialled: during the handshake, sealed, or in clear. */
class SealedConnection implements StreamLink {
  readonly #connect: Connect;
  readonly #opened: () => void;
  readonly #events: StreamEvents;
  readonly #sealing: GuestSealing;
  readonly #handshake: StreamGuest;
  /** What carries the bytes. */
  #link: StreamLink;
  #sealed: SealedStream | undefined;
  #isOpen = false;
  #isOver = false;
  #hasHeard = false;
  #impairment: Impairment | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(connect: Connect, opened: () => void, events: StreamEvents, sealing: GuestSealing) {
    this.#connect = connect;
    this.#opened = opened;
    this.#events = events;
    this.#sealing = sealing;
    this.#handshake = new StreamGuest(sealing);
    const first: StreamLink = connect(() => this.#begin(), {
      received: (chunk) => this.#received(chunk),
      drained: () => {
        if (this.#isOpen) events.drained();
      },
      ended: () => {
        if (this.#isOpen) events.ended();
      },
      closed: (problem) => {
        // Nobody waits for the link that showed that the host does not seal.
        if (this.#link === first) this.#over(problem);
      },
      peerName: () => events.peerName?.(),
    });
    this.#link = first;
  }

  get address(): string {
    return this.#link.address;
  }

  get port(): number | undefined {
    return this.#link.port;
  }

  get security(): LinkSecurity | undefined {
    return this.#sealed?.security;
  }

  /** The link that takes and brings bytes in clear. */
  get #user(): StreamLink {
    return this.#sealed ?? this.#link;
  }

  send(bytes: Uint8Array): number {
    return this.#isOpen ? this.#user.send(bytes) : this.queuedBytes();
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    if (this.#isOpen && this.#user.sendTwo) return this.#user.sendTwo(first, second);
    this.send(first);
    return this.send(second);
  }

  lend(bytes: Uint8Array, release: () => void): number {
    if (this.#isOpen && this.#user.lend) return this.#user.lend(bytes, release);
    return this.send(bytes);
  }

  queuedBytes(): number {
    return this.#link.queuedBytes();
  }

  pause(paused: boolean): void {
    this.#link.pause(paused);
  }

  quality(): LinkQuality | undefined {
    return this.#link.quality?.();
  }

  networkChanged(): void {
    this.#link.networkChanged?.();
  }

  impair(impairment: Impairment | undefined): void {
    this.#impairment = impairment;
    this.#link.impair?.(impairment);
  }

  close(): void {
    this.#stopWaiting();
    this.#link.close();
  }

  destroy(): void {
    this.#stopWaiting();
    this.#link.destroy();
  }

  #begin(): void {
    this.#timers = [
      setTimeout(() => this.#lookAgain(), muteMs),
      setTimeout(() => this.#refuse(NO_ROOM_THERE), handshakeMs),
    ];
    this.#link.send(this.#handshake.start());
  }

  #received(chunk: Uint8Array): void {
    if (this.#isOver) return;
    this.#hasHeard = true;
    if (this.#sealed) this.#open(this.#sealed, chunk);
    else this.#goOn(this.#handshake.receive(chunk));
  }

  #open(sealed: SealedStream, records: Uint8Array): void {
    const isRight = sealed.receive(records, (plain) => {
      if (!this.#isOver) this.#events.received(plain);
    });
    if (!isRight) this.#refuse(TAMPERED);
  }

  #goOn(outcome: GuestOutcome | undefined): void {
    switch (outcome?.kind) {
      case undefined:
        return;
      case 'refused':
        return this.#refuse(outcome.problem);
      case 'clear':
        return this.#goOnInClear();
      case 'sealed': {
        this.#stopWaiting();
        this.#link.send(outcome.message);
        const sealed = new SealedStream(this.#link, this.#sealing.crypto, outcome.done, outcome.rest.length);
        this.#sealed = sealed;
        this.#isOpen = true;
        this.#opened();
        if (outcome.rest.length > 0) this.#open(sealed, outcome.rest);
      }
    }
  }

  /** In a program that is busy an answer may wait where nobody has looked yet. */
  #lookAgain(): void {
    this.#timers.push(setTimeout(() => this.#hearNothing(), LOOK_AGAIN_MS));
  }

  #hearNothing(): void {
    if (!this.#hasHeard) this.#goOn(this.#handshake.silent());
  }

  /** Begins anew, on a link that has seen nothing of a handshake; or does not, where nobody wants that. */
  #goOnInClear(): void {
    if (this.#sealing.inClear) return this.#refuse(this.#sealing.inClear);
    this.#stopWaiting();
    const first = this.#link;
    const opens = () => {
      this.#isOpen = true;
      this.#opened();
    };
    this.#link = this.#connect(opens, { ...this.#events, closed: (problem) => this.#over(problem) });
    if (this.#impairment) this.#link.impair?.(this.#impairment);
    first.destroy();
  }

  #refuse(problem: Problem): void {
    const link = this.#link;
    this.#over(problem);
    link.destroy();
  }

  #over(problem: Problem): void {
    this.#stopWaiting();
    if (this.#isOver) return;
    this.#isOver = true;
    this.#events.closed(problem);
  }

  #stopWaiting(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }
}
