import { PlainDatagramLink } from '../../core/plain/plain-datagram-link.ts';
import type { PlainGuest } from '../../core/plain/plain-guest.ts';
import type { Connection } from '../../core/room/connection-gate.ts';
import type { Peer, RoomLink } from '../../core/room/room-link.ts';
import type { HandshakeDone } from '../../core/secure/handshake.ts';
import { cardText } from '../../core/secure/identity-card.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { PeerIdentity } from '../../core/secure/peer-identity.ts';
import type { FileServer } from '../../core/transfer/file-server.ts';
import { FirstFrame } from '../../core/transfer/first-frame.ts';
import { type ProtocolError, protocolError } from '../../core/wire/protocol-error.ts';
import type { Transport } from '../../shared/models.ts';
import { SealedStream } from '../net/sealed-stream.ts';
import type { StreamEvents, StreamLink } from '../net/stream-link.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { HostSecurity } from './host-security.ts';
import type { LinkSealing, SealingListener } from './link-sealing.ts';

/** What a link reports to whoever hosts the room. */
export interface LinkHost {
  received(link: RoomLink, chunk: Uint8Array): void;
  /** Frames that came outside of a link's stream. */
  receivedEphemeral(link: RoomLink, frames: Uint8Array): void;
  /** A link's queue ran empty. */
  drained(hosted: HostedLink): void;
  /** The peer sends no more: it gets what it is owed, then the end. */
  ended(hosted: HostedLink): void;
  closed(hosted: HostedLink, link: RoomLink): void;
  /** Something that must not be was thrown while this link was served: it ends, and nothing else does. */
  broke(hosted: HostedLink, error: unknown): void;
  /** The first frame is about a file: the link is none of the room's any more. @returns undefined when there are too many */
  serveFiles(hosted: HostedLink, link: RoomLink): FileServer | undefined;
  filesClosed(hosted: HostedLink, server: FileServer): void;
  /** Tells a link why it is ended, and ends it. */
  refuse(link: RoomLink, why: ProtocolError): void;
}

/** Who finds out what the peer of a link speaks, and puts what text says into frames. */
export interface Interpreters {
  /** Listens what the peer of a new link speaks. */
  listenTo(hosted: HostedLink): PlainGuest;
  /** Bytes from the peer of a link. */
  received(guest: PlainGuest, chunk: Uint8Array): void;
  /** The peer of a link sends no more. */
  ended(guest: PlainGuest): void;
  /** The link of a guest is gone. */
  forget(guest: PlainGuest): void;
}

const SEALED_ONLY = protocolError('sealed_only', 'this room takes encrypted links alone');

/**
 * One link of a hosted room: what the stream reports goes to the room, what the room sends goes to the stream. A link
 * whose first frame is about a file goes to the files instead.
 */
export class HostedLink implements Peer, StreamEvents, SealingListener {
  readonly local: boolean;
  /** Both are set before anything can be reported. */
  stream!: StreamLink;
  room!: RoomLink;
  /** Stands in between unless the peer is known to speak frames. */
  interpreter: PlainGuest | undefined = undefined;
  /** Who is there, once that is proven. */
  identity: PeerIdentity | undefined = undefined;
  /** Over TCP, until something is heard of it. */
  connection: Connection | undefined = undefined;
  /** Ends its part in the recording, where there is nothing else to end it. */
  detach: (() => void) | undefined = undefined;
  /** Until the first frame of a peer that speaks frames is whole. */
  #first: FirstFrame | undefined = new FirstFrame();
  #files: FileServer | undefined;
  /** The handshake, from its first frame on; then what opens the records. */
  #sealing: LinkSealing | undefined;
  #sealed: SealedStream | undefined;
  #isHeld = false;
  #isPaced = false;
  readonly #host: LinkHost;
  readonly #plain: Interpreters;
  readonly #security: HostSecurity;
  #gone: (() => void) | undefined;
  #isGone = false;
  #isBroken = false;

  constructor(host: LinkHost, plain: Interpreters, security: HostSecurity, local: boolean) {
    this.#host = host;
    this.#plain = plain;
    this.#security = security;
    this.local = local;
  }

  get address(): string {
    return this.stream.address;
  }

  get datagrams(): boolean {
    return this.stream.datagrams === true;
  }

  /** What it comes over; of a plain guest as of any other. */
  get transport(): Transport {
    return this.datagrams || this.stream instanceof PlainDatagramLink ? 'udp' : 'tcp';
  }

  get plain(): boolean {
    return this.interpreter !== undefined;
  }

  /** Nothing can be said in clear any more, and nothing sealed yet. */
  get #isMute(): boolean {
    return this.#sealing?.isAnswered === true;
  }

  /** Settles when the link is closed on both sides. */
  get gone(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isGone) resolve();
      else this.#gone = resolve;
    });
  }

  send(bytes: Uint8Array): number {
    if (this.#isMute) return this.queuedBytes();
    try {
      return this.interpreter ? this.interpreter.hears(bytes) : this.stream.send(bytes);
    } catch (error) {
      return this.#broke(error);
    }
  }

  lend(bytes: Uint8Array, release: () => void): number {
    if (this.interpreter || this.#isMute || !this.stream.lend) return this.send(bytes);
    try {
      return this.stream.lend(bytes, release);
    } catch (error) {
      return this.#broke(error);
    }
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    try {
      if (!this.interpreter && !this.#isMute && this.stream.sendTwo) return this.stream.sendTwo(first, second);
    } catch (error) {
      return this.#broke(error);
    }
    this.send(first);
    return this.send(second);
  }

  sendEphemeral(frames: Uint8Array): void {
    if (!this.stream.sendEphemeral) return void this.send(frames);
    try {
      this.stream.sendEphemeral(frames);
    } catch (error) {
      this.#broke(error);
    }
  }

  queuedBytes(): number {
    return this.stream.queuedBytes();
  }

  close(): void {
    this.stream.close();
  }

  /** The room, or the files, hold back what it sends. */
  pause(paused: boolean): void {
    this.#isHeld = paused;
    this.stream.pause(paused || this.#isPaced);
  }

  /** Its interpreter does: a link is read when neither holds it. */
  pauseForPace(paused: boolean): void {
    this.#isPaced = paused;
    this.stream.pause(paused || this.#isHeld);
  }

  /** Ends the link of a peer that sends no more, or takes leave, and has got what it was owed. */
  finish(): void {
    if (this.interpreter) this.interpreter.leave();
    else this.close();
  }

  received(chunk: Uint8Array): void {
    // One that broke is only still owed its reason.
    if (this.#isBroken) return;
    if (this.connection) this.#spoke(this.connection);
    try {
      if (this.#sealed) this.#open(this.#sealed, chunk);
      else if (this.#sealing) this.#sealing.received(chunk);
      else if (this.#files) this.#files.receive(chunk, monotonicNow());
      else if (this.interpreter) this.#plain.received(this.interpreter, chunk);
      else this.receivedFrames(chunk);
    } catch (error) {
      this.#broke(error);
    }
  }

  /** Bytes from a peer that is known to speak frames. */
  receivedFrames(chunk: Uint8Array): void {
    if (!this.#first) return this.#host.received(this.room, chunk);
    for (const { kind, bytes } of this.#first.take(chunk)) {
      if (kind === 'noise' && !this.identity) return this.#seal(bytes);
      if (!this.identity && !this.#security.isClearLetIn) return this.#host.refuse(this.room, SEALED_ONLY);
      if (kind === 'file') return this.#serveFiles(bytes);
      if (kind === 'chat') this.#first = undefined;
      this.#host.received(this.room, bytes);
    }
  }

  /** A handshake showed who is there. */
  identify({ key, card, hash }: LinkSecurity): void {
    this.identity = { key, card: cardText(card), hash };
  }

  /** The handshake is over: what was a stream of frames is one of records from now on, which hold the frames. */
  sealed(done: HandshakeDone, rest: Uint8Array): void {
    const sealed = new SealedStream(this.stream, nodeCrypto, done, rest.length);
    this.#sealed = sealed;
    // What the handshake needed is not needed any more.
    this.#sealing = undefined;
    this.stream = sealed;
    this.identify(done.security);
    this.#first = new FirstFrame();
    if (rest.length > 0) this.#open(sealed, rest);
  }

  /** The handshake came to nothing. */
  refused(why: ProtocolError | undefined): void {
    if (why) this.#host.refuse(this.room, why);
    else this.stream.destroy();
  }

  #spoke(connection: Connection): void {
    connection.spoke();
    this.connection = undefined;
  }

  #seal(bytes: Uint8Array): void {
    this.#sealing = this.#security.begin(this.stream, this);
    this.#sealing.begin(bytes);
  }

  #open(sealed: SealedStream, records: Uint8Array): void {
    // A bit is another than was sent: nothing that comes can be believed any more.
    if (!sealed.receive(records, this.#opened)) sealed.destroy();
  }

  readonly #opened = (plain: Uint8Array): void => {
    if (this.#isBroken || this.#isGone) return;
    if (this.#files) this.#files.receive(plain, monotonicNow());
    else this.receivedFrames(plain);
  };

  #serveFiles(bytes: Uint8Array): void {
    this.#first = undefined;
    this.#files = this.#host.serveFiles(this, this.room);
    if (this.#files) this.#files.receive(bytes, monotonicNow());
    else this.close();
  }

  receivedEphemeral(frames: Uint8Array): void {
    try {
      if (!this.#files) this.#host.receivedEphemeral(this.room, frames);
    } catch (error) {
      this.#broke(error);
    }
  }

  drained(): void {
    try {
      if (this.#files) this.#files.drained(monotonicNow());
      else this.#host.drained(this);
    } catch (error) {
      this.#broke(error);
    }
  }

  ended(): void {
    try {
      if (this.#files) return this.#files.ended();
      if (this.interpreter) this.#plain.ended(this.interpreter);
      else this.#host.ended(this);
    } catch (error) {
      this.#broke(error);
    }
  }

  peerName(): string | undefined {
    return this.room?.session?.member.author.nick;
  }

  closed(): void {
    this.#isGone = true;
    this.connection?.closed(monotonicNow());
    try {
      this.detach?.();
      this.#sealing?.closed();
      if (this.interpreter) this.#plain.forget(this.interpreter);
      if (this.#files) this.#host.filesClosed(this, this.#files);
      else this.#host.closed(this, this.room);
    } catch (error) {
      this.#broke(error);
    }
    this.#gone?.();
  }

  /** Ends a link that could not be served: a guest of the room with a reason, where that can still be said. */
  giveUp(endInRoom: (link: RoomLink) => void): void {
    if (!this.#files && !this.#isGone) endInRoom(this.room);
    else this.stream.destroy();
  }

  /** @returns the bytes that wait, which are nobody's any more */
  #broke(error: unknown): number {
    if (!this.#isBroken) {
      this.#isBroken = true;
      this.#host.broke(this, error);
    }
    return 0;
  }
}
