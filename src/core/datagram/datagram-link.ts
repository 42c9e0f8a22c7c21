import type { Problem } from '../../shared/error-codes.ts';
import type { LinkQuality } from '../../shared/models.ts';
import {
  BLACK_HOLE_PROBES,
  CLOSE_REASON,
  EPHEMERAL_HEAD,
  FRAME,
  FRAMES_AT,
  IDLE_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  LINGER_MS,
  NUMBER_AT,
  NUMBER_MOST,
  PACKET_SIZE,
  SKIP_BETWEEN,
  SMALL_PACKET_SIZE,
  STREAM_HEAD,
} from './constants.ts';
import { type FrameHandler, readFrames } from './frames.ts';
import { readU32, writeU16, writeU32, writeU48 } from './little-endian.ts';
import { LossRecovery } from './loss-recovery.ts';
import { Pacer } from './pacer.ts';
import { beginData, type LinkId, seal } from './packet.ts';
import { isSamePath, type Path } from './path.ts';
import { PathValidation } from './path-validation.ts';
import { ReceiveStream, type Taken } from './receive-stream.ts';
import { ReceivedPackets } from './received-packets.ts';
import { type Piece, SendStream } from './send-stream.ts';
import { CARGO } from './sent-packets.ts';

/** What a link needs from outside. */
export interface DatagramPorts {
  /** Sends the first `length` bytes of `packet`, which is used again afterwards. */
  transmit(packet: Uint8Array, length: number, to: Path): void;
  /** An unpredictable unsigned 32-bit number. */
  random32(): number;
}

/** What a link reports, out of {@link DatagramLink.receive} and {@link DatagramLink.tick} only. */
export interface DatagramEvents {
  /** The next bytes of the stream. */
  received(chunk: Uint8Array): void;
  /** Whole frames that came outside of the stream. */
  ephemeral(frames: Uint8Array): void;
  /** Nothing waits to be sent any more. */
  drained(): void;
  /** The peer sends no more. */
  ended(): void;
  /** The link is over; once, and last. */
  closed(problem: Problem): void;
}

export interface DatagramLinkOptions {
  /** True at the end that opened the link: it keeps the link alive. */
  readonly dialled: boolean;
  /** By which this end wants to be spoken to, and the peer does. */
  readonly localId: LinkId;
  readonly remoteId: LinkId;
  readonly path: Path;
  /** Bytes of the stream that the peer takes at first, and this end. */
  readonly peerWindow: number;
  readonly window: number;
  /** What the handshake took, in milliseconds, where that is known. */
  readonly roundTripMs?: number;
}

const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };
const SILENT: Problem = { code: 'silent', text: 'nothing was heard for 30 seconds' };
const VIOLATED: Problem = { code: 'link_lost', text: 'the other end broke the rules of the datagram link' };
const NEVER = Number.POSITIVE_INFINITY;
/** A link's packets are made here, one after the other: none outlives its sending. */
const PACKET = new Uint8Array(PACKET_SIZE);
/** Ephemeral frames that wait at most; the oldest are dropped. */
const EPHEMERAL_MOST = 8;
const CHALLENGE_PACKET_SIZE = FRAMES_AT + 9;

/**
 * The reliable link over datagrams: one ordered stream of bytes each way over numbered packets, as a pure state
 * machine after RFC 9000 (packets, acks, flow control, paths) and RFC 9002 (recovery). Time comes in as milliseconds.
 */
export class DatagramLink implements FrameHandler {
  readonly localId: LinkId;
  readonly recovery: LossRecovery;
  path: Path;
  readonly #ports: DatagramPorts;
  readonly #events: DatagramEvents;
  readonly #dialled: boolean;
  readonly #remoteId: LinkId;
  readonly #received = new ReceivedPackets();
  readonly #out = new SendStream();
  readonly #in: ReceiveStream;
  readonly #pacer = new Pacer();
  readonly #newPath = new PathValidation();
  readonly #piece: Piece = { offset: 0, length: 0, ends: false, again: false };
  #phase: 'open' | 'closing' | 'closed' = 'open';
  #problem: Problem | undefined;
  #isReported = false;
  #packetSize = PACKET_SIZE;
  #peerLimit: number;
  #skipAt: number;
  #isCorked = false;
  #hasWaited = false;
  #isEndReported = false;
  #pacedUntil = NEVER;
  #lingerUntil = NEVER;
  #heardAt: number;
  #sentAt: number;
  #askedAt = 0;
  #owesLimit = false;
  #owesPing = false;
  /** The challenge to answer, as two halves. */
  #challenge: readonly [number, number] | undefined;
  #ephemeral: Uint8Array[] = [];
  #packetsIn = 0;
  #packetsOut = 0;
  #packetsLost = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #bytesAgain = 0;

  constructor(options: DatagramLinkOptions, ports: DatagramPorts, events: DatagramEvents, now: number) {
    this.localId = options.localId;
    this.path = options.path;
    this.#remoteId = options.remoteId;
    this.#dialled = options.dialled;
    this.#peerLimit = options.peerWindow;
    this.#ports = ports;
    this.#events = events;
    this.#in = new ReceiveStream(options.window, (chunk) => events.received(chunk));
    this.recovery = new LossRecovery(PACKET_SIZE, {
      arrived: (number) => this.#arrived(number),
      lost: (number) => this.#lost(number),
    });
    if (options.roundTripMs !== undefined) this.recovery.rtt.sample(options.roundTripMs, 0);
    this.#skipAt = this.#nextSkip(0);
    this.#heardAt = now;
    this.#sentAt = now;
  }

  get isClosed(): boolean {
    return this.#phase === 'closed';
  }

  /** Bytes that wait to be sent. */
  get queuedBytes(): number {
    return this.#phase === 'closed' ? 0 : this.#out.waiting;
  }

  /** Bytes kept in memory: to be sent, sent and not acked, and received too early. */
  get keptBytes(): number {
    return this.#out.kept + this.#in.held;
  }

  quality(): LinkQuality {
    const { rtt, window } = this.recovery;
    return {
      transport: 'udp',
      roundTripMs: rtt.hasSample ? rtt.smoothed : undefined,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      datagrams: {
        packetsIn: this.#packetsIn,
        packetsOut: this.#packetsOut,
        packetsLost: this.#packetsLost,
        bytesRetransmitted: this.#bytesAgain,
        congestionWindow: Math.round(window.size),
        bytesInFlight: window.inFlight,
      },
    };
  }

  /** Hands bytes of the stream over; they must not be changed afterwards. @returns how many now wait */
  send(bytes: Uint8Array, now: number): number {
    if (this.#phase !== 'open') return this.queuedBytes;
    this.#out.write(bytes);
    if (!this.#isCorked) this.#pump(now);
    const { waiting } = this.#out;
    if (waiting > 0) this.#hasWaited = true;
    return waiting;
  }

  /** Sends whole frames once, outside of the stream; they are dropped if they do not fit into a packet. */
  sendEphemeral(frames: Uint8Array, now: number): void {
    if (this.#phase !== 'open' || frames.length > SMALL_PACKET_SIZE / 2) return;
    if (this.#ephemeral.length >= EPHEMERAL_MOST) this.#ephemeral.shift();
    this.#ephemeral.push(frames);
    if (!this.#isCorked) this.#pump(now);
  }

  /** What is sent until {@link uncork} shares packets. */
  cork(): void {
    this.#isCorked = true;
  }

  uncork(now: number): void {
    this.#isCorked = false;
    this.#pump(now);
  }

  /** Stops or goes on reporting what comes; meanwhile the peer can send no more than the window. */
  pause(paused: boolean, now: number): void {
    this.#in.pause(paused);
    this.#pump(now);
  }

  /** Ends the link after what was sent, and after {@link LINGER_MS} at the latest. */
  close(now: number): void {
    if (this.#phase !== 'open') return;
    this.#phase = 'closing';
    this.#lingerUntil = now + LINGER_MS;
    this.#out.end();
    this.#isCorked = false;
    this.#pump(now);
  }

  /** Ends the link at once. */
  destroy(now: number): void {
    this.abort(CLOSE_REASON.done, now);
  }

  /** The same, with a reason from {@link CLOSE_REASON} for the peer. */
  abort(reason: number, now: number, problem: Problem = LOST): void {
    if (this.#phase === 'closed') return;
    this.#finish(problem);
    beginData(PACKET, this.#remoteId, this.recovery.packets.next);
    PACKET[FRAMES_AT] = FRAME.close;
    PACKET[FRAMES_AT + 1] = reason;
    this.recovery.sent(false, FRAMES_AT + 2, now, 0, -1);
    this.#transmit(PACKET, FRAMES_AT + 2, this.path, now);
  }

  /** Takes a whole `data` packet of this link, its checksum and id being right. */
  receive(packet: Uint8Array, from: Path, now: number): void {
    if (this.#phase === 'closed') return;
    this.#packetsIn += 1;
    this.#bytesIn += packet.length;
    const number = readU32(packet, NUMBER_AT);
    if (!this.#received.isNew(number)) return;
    this.#heardAt = now;
    const reading = readFrames(packet, this, now);
    if (reading === 'dropped') return;
    if (reading === 'violation') return this.abort(CLOSE_REASON.violation, now, VIOLATED);
    const isNewest = this.#received.isLargest(number);
    this.#received.add(number, reading === 'asks', now);
    if (isNewest && !isSamePath(from, this.path)) {
      this.#newPath.heard(from, packet.length, this.#ports.random32, now);
    }
    if (this.#in.isDone && !this.#isEndReported) {
      this.#isEndReported = true;
      this.#events.ended();
    }
  }

  /** The peer says that it does not know the link (RFC 9000, section 10.3.1). */
  reset(): void {
    this.#finish(LOST);
  }

  /** Tells the peer where this end is now, after its own address changed. */
  announce(now: number): void {
    this.#owesPing = true;
    this.#pump(now);
  }

  /** When {@link tick} is to be called at the latest; 0 for at once. */
  get deadline(): number {
    if (this.#phase === 'closed') return this.#isReported ? NEVER : 0;
    if (this.#hasWaited && this.#out.waiting === 0) return 0;
    return Math.min(
      this.recovery.deadline,
      this.#received.deadline,
      this.#pacedUntil,
      this.#newPath.deadline,
      this.#lingerUntil,
      this.#heardAt + IDLE_TIMEOUT_MS,
      this.#dialled ? this.#sentAt + KEEP_ALIVE_MS : NEVER,
    );
  }

  /** Sends what is due, and reports what happened. To be called after each batch of packets and at each deadline. */
  tick(now: number): void {
    if (this.#phase !== 'closed') this.#work(now);
    if (this.#hasWaited && this.#out.waiting === 0 && this.#phase !== 'closed') {
      this.#hasWaited = false;
      this.#events.drained();
    }
    if (this.#phase !== 'closed' || this.#isReported) return;
    this.#isReported = true;
    this.#events.closed(this.#problem ?? LOST);
  }

  /** @internal */
  stream(offset: number, bytes: Uint8Array, ends: boolean): Taken {
    return this.#in.take(offset, bytes, ends);
  }

  /** @internal */
  maxData(limit: number): void {
    if (limit > this.#peerLimit) this.#peerLimit = limit;
  }

  /** @internal */
  ephemeral(frames: Uint8Array): void {
    this.#events.ephemeral(frames);
  }

  /** @internal */
  challenged(packet: Uint8Array, at: number): void {
    this.#challenge = [readU32(packet, at), readU32(packet, at + 4)];
  }

  /** @internal the peer proved its new address: the link follows */
  challengeAnswered(packet: Uint8Array, at: number): void {
    const { path } = this.#newPath;
    if (path === undefined || !this.#newPath.isAnswer(packet, at)) return;
    this.#newPath.forget();
    this.path = path;
    this.recovery.newPath();
  }

  /** @internal */
  closed(): void {
    this.#finish(LOST);
  }

  #work(now: number): void {
    if (now >= this.#heardAt + IDLE_TIMEOUT_MS) return this.abort(CLOSE_REASON.done, now, SILENT);
    if (now >= this.#lingerUntil) return this.abort(CLOSE_REASON.done, now);
    if (this.#dialled && now >= this.#sentAt + KEEP_ALIVE_MS) this.#owesPing = true;
    if (this.recovery.timedOut(now)) this.#probe(now);
    if (now >= this.#newPath.deadline) this.#challengeNewPath(now);
    this.#pump(now);
    if (!this.#out.isDone || !this.#in.isDone) return;
    // The peer's end is acked at once, for nobody will be here to do it later.
    if (this.#received.isOwed) this.#sendPacket(false, now);
    this.#finish(LOST);
  }

  /** Sends as much as there is and as may leave. */
  #pump(now: number): void {
    if (this.#phase === 'closed') return;
    const { window, rtt, packets } = this.recovery;
    if (this.#in.isLimitDue) this.#owesLimit = true;
    this.#pacedUntil = NEVER;
    while (!packets.isFull) {
      const hasMore = this.#out.hasNext(this.#peerLimit);
      const isFree = !window.isFull && this.#pacer.mayLeave(window.size, rtt.smoothed, now);
      const carries = hasMore && isFree;
      if (!carries && !this.#owesControl && !this.#received.isDue(now)) {
        if (hasMore && !window.isFull) this.#pacedUntil = this.#pacer.nextAt;
        return;
      }
      if (carries) {
        this.#out.takeNext(this.#spaceForPiece, this.#peerLimit, this.#piece);
        this.#sendPacket(true, now);
      } else {
        this.#sendPacket(false, now);
      }
    }
  }

  get #owesControl(): boolean {
    return this.#owesLimit || this.#owesPing || this.#challenge !== undefined || this.#ephemeral.length > 0;
  }

  /** Bytes of the stream that the next packet can carry, beside an ack of usual length. */
  get #spaceForPiece(): number {
    let space = this.#packetSize - FRAMES_AT - STREAM_HEAD;
    if (this.#received.isOwed) space -= this.#received.ackLength;
    if (this.#owesLimit) space -= 7;
    if (this.#challenge) space -= 9;
    return space;
  }

  /** Makes a packet of what is owed and, if `carries`, of the present piece, and sends it. */
  #sendPacket(carries: boolean, now: number): void {
    const { recovery } = this;
    this.#skipNumber();
    const packet = PACKET;
    beginData(packet, this.#remoteId, recovery.packets.next);
    let at = FRAMES_AT;
    let cargo = 0;
    let ackOf = -1;
    if (this.#received.isOwed) {
      at = this.#received.writeAck(packet, at, now);
      ackOf = this.#received.largest;
    }
    const quiet = at;
    if (this.#owesLimit) {
      this.#owesLimit = false;
      cargo |= CARGO.maxData;
      packet[at] = FRAME.maxData;
      writeU48(packet, at + 1, this.#in.raiseLimit());
      at += 7;
    }
    if (this.#challenge) {
      packet[at] = FRAME.pathResponse;
      writeU32(packet, at + 1, this.#challenge[0]);
      writeU32(packet, at + 5, this.#challenge[1]);
      this.#challenge = undefined;
      at += 9;
    }
    if (carries) {
      const piece = this.#piece;
      packet[at] = piece.ends ? FRAME.streamEnd : FRAME.stream;
      writeU48(packet, at + 1, piece.offset);
      writeU16(packet, at + 7, piece.length);
      this.#out.copy(piece, packet, at + STREAM_HEAD);
      at += STREAM_HEAD + piece.length;
      if (piece.ends) cargo |= CARGO.end;
      if (piece.again) this.#bytesAgain += piece.length;
    }
    at = this.#writeEphemeral(packet, at);
    if (at === quiet && (this.#owesPing || this.#wantsAnswer(now))) {
      packet[at] = FRAME.ping;
      at += 1;
    }
    this.#owesPing = false;
    const asks = at > quiet;
    recovery.sent(asks, at, now, cargo, ackOf);
    if (carries) recovery.packets.carries(this.#piece.offset, this.#piece.length);
    if (asks) this.#askedAt = now;
    this.#pacer.left(at);
    this.#transmit(packet, at, this.path, now);
  }

  #writeEphemeral(packet: Uint8Array, start: number): number {
    let at = start;
    while (this.#ephemeral.length > 0) {
      const [frames] = this.#ephemeral as [Uint8Array];
      if (at + EPHEMERAL_HEAD + frames.length > this.#packetSize) break;
      this.#ephemeral.shift();
      packet[at] = FRAME.ephemeral;
      writeU16(packet, at + 1, frames.length);
      packet.set(frames, at + EPHEMERAL_HEAD);
      at += EPHEMERAL_HEAD + frames.length;
    }
    return at;
  }

  /** Whether the peer should ack this end's acks, so that ranges told of can be forgotten (RFC 9000, section 13.2.4). */
  #wantsAnswer(now: number): boolean {
    return this.#received.isRagged && now - this.#askedAt > 2 * this.recovery.rtt.smoothed;
  }

  #transmit(packet: Uint8Array, length: number, to: Path, now: number): void {
    seal(packet, length);
    this.#sentAt = now;
    this.#packetsOut += 1;
    this.#bytesOut += length;
    this.#ports.transmit(packet, length, to);
    if (this.recovery.packets.next >= NUMBER_MOST) this.#finish(LOST);
  }

  /** A probe timeout (RFC 9002, section 6.2.4): sends something that must be answered, whatever the window says. */
  #probe(now: number): void {
    if (this.recovery.probes >= BLACK_HOLE_PROBES) this.#shrink();
    const { packets } = this.recovery;
    if (this.#out.hasNext(this.#peerLimit)) {
      this.#out.takeNext(this.#spaceForPiece, this.#peerLimit, this.#piece);
      return this.#sendPacket(true, now);
    }
    const oldest = this.recovery.oldest((number) => packets.length(number) > 0 || packets.cargo(number) !== 0);
    if (oldest !== undefined && (packets.cargo(oldest) & CARGO.maxData) !== 0) this.#owesLimit = true;
    const carries =
      oldest !== undefined &&
      this.#out.takeAgain(packets.offset(oldest), packets.length(oldest), this.#spaceForPiece, this.#piece);
    this.#owesPing = true;
    this.#sendPacket(carries, now);
  }

  /** From now on packets are of a length that every network carries. */
  #shrink(): void {
    if (this.#packetSize === SMALL_PACKET_SIZE) return;
    this.#packetSize = SMALL_PACKET_SIZE;
    this.recovery.window.resize(SMALL_PACKET_SIZE);
  }

  #challengeNewPath(now: number): void {
    const { path } = this.#newPath;
    if (path === undefined || !this.#newPath.takeChallenge(CHALLENGE_PACKET_SIZE, now)) return;
    const [one, other] = this.#newPath.data;
    this.#skipNumber();
    beginData(PACKET, this.#remoteId, this.recovery.packets.next);
    PACKET[FRAMES_AT] = FRAME.pathChallenge;
    writeU32(PACKET, FRAMES_AT + 1, one);
    writeU32(PACKET, FRAMES_AT + 5, other);
    this.recovery.sent(false, CHALLENGE_PACKET_SIZE, now, 0, -1);
    this.#transmit(PACKET, CHALLENGE_PACKET_SIZE, path, now);
  }

  #arrived(number: number): void {
    const { packets } = this.recovery;
    const length = packets.length(number);
    const ends = (packets.cargo(number) & CARGO.end) !== 0;
    if (length > 0 || ends) this.#out.acked(packets.offset(number), length, ends);
    const ackOf = packets.ackOf(number);
    if (ackOf >= 0) this.#received.forgetUpTo(ackOf);
  }

  #lost(number: number): void {
    this.#packetsLost += 1;
    const { packets } = this.recovery;
    const cargo = packets.cargo(number);
    const length = packets.length(number);
    const ends = (cargo & CARGO.end) !== 0;
    if (length > 0 || ends) this.#out.lost(packets.offset(number), length, ends);
    if ((cargo & CARGO.maxData) !== 0) this.#owesLimit = true;
  }

  #skipNumber(): void {
    if (this.recovery.packets.next !== this.#skipAt) return;
    this.recovery.skip();
    this.#skipAt = this.#nextSkip(this.#skipAt);
  }

  #nextSkip(from: number): number {
    const [least, most] = SKIP_BETWEEN;
    return from + least + (this.#ports.random32() % (most - least));
  }

  #finish(problem: Problem): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#problem = problem;
  }
}
