import type { Problem } from '../../shared/error-codes.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { BlackHole } from './black-hole.ts';
import { BlockReader, BlockWriter } from './blocks.ts';
import {
  BLACK_HOLE_PROBES,
  CLOSE_REASON,
  FRAMES_AT,
  NUMBER_AT,
  NUMBER_MOST,
  PACKET_SIZE,
  SMALL_PACKET_SIZE,
  STREAM_HEAD,
} from './constants.ts';
import { ControlFrames } from './control-frames.ts';
import type { DatagramEvents, DatagramLinkOptions, DatagramPorts } from './datagram-ports.ts';
import { type FrameHandler, readFrames } from './frames.ts';
import { Lifetime } from './lifetime.ts';
import { readU32 } from './little-endian.ts';
import { LossRecovery } from './loss-recovery.ts';
import { Pacer } from './pacer.ts';
import type { LinkId } from './packet.ts';
import { CHALLENGE_SIZE, PacketWriter } from './packet-writer.ts';
import { isSamePath, type Path } from './path.ts';
import { PathValidation } from './path-validation.ts';
import { ReceiveStream, type Taken } from './receive-stream.ts';
import { ReceivedPackets } from './received-packets.ts';
import { type Piece, SendStream } from './send-stream.ts';
import { CARGO } from './sent-packets.ts';
import { Traffic } from './traffic.ts';

const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };
const SILENT: Problem = { code: 'silent', text: 'nothing was heard for 30 seconds' };
const VIOLATED: Problem = { code: 'link_lost', text: 'the other end broke the rules of the datagram link' };
const NEVER = Number.POSITIVE_INFINITY;
const NO_BYTES = new Uint8Array(0);
/** All links make their packets here, one after the other. */
const PACKET = new PacketWriter();
const CHALLENGE_PACKET_SIZE = FRAMES_AT + CHALLENGE_SIZE;

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
  readonly #remoteId: LinkId;
  readonly #received = new ReceivedPackets();
  readonly #out = new SendStream();
  readonly #blocksOut = new BlockWriter((bytes) => this.#out.write(bytes));
  readonly #blocksIn: BlockReader;
  readonly #in: ReceiveStream;
  readonly #pacer = new Pacer();
  readonly #newPath = new PathValidation();
  readonly #blackHole = new BlackHole();
  readonly #piece: Piece = { offset: 0, length: 0, ends: false, again: false };
  #phase: 'open' | 'closing' | 'closed' = 'open';
  #problem: Problem | undefined;
  #isReported = false;
  #packetSize = PACKET_SIZE;
  #peerLimit: number;
  #hasWaited = false;
  #isEndReported = false;
  #pacedUntil = NEVER;
  readonly #lifetime: Lifetime;
  #askedAt = 0;
  readonly #control = new ControlFrames();
  readonly #traffic = new Traffic();

  constructor(options: DatagramLinkOptions, ports: DatagramPorts, events: DatagramEvents, now: number) {
    this.localId = options.localId;
    this.path = options.path;
    this.#remoteId = options.remoteId;
    this.#peerLimit = options.peerWindow;
    this.#ports = ports;
    this.#events = events;
    this.#blocksIn = new BlockReader((chunk) => events.received(chunk));
    this.#in = new ReceiveStream(options.window, (chunk) => this.#blocksIn.take(chunk), options.memory);
    this.recovery = new LossRecovery(PACKET_SIZE, ports.random32, {
      arrived: (number) => this.#arrived(number),
      lost: (number, when) => this.#lost(number, when),
    });
    if (options.roundTripMs !== undefined) this.recovery.rtt.sample(options.roundTripMs, 0);
    this.#lifetime = new Lifetime(options.dialled, now);
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
    return this.#traffic.quality(this.recovery);
  }

  /** Hands bytes of the stream over; they must not be changed afterwards. @returns how many now wait */
  send(bytes: Uint8Array, now: number): number {
    return this.sendTwo(bytes, NO_BYTES, now);
  }

  /** The same for two pieces that share packets. */
  sendTwo(first: Uint8Array, second: Uint8Array, now: number): number {
    if (this.#phase !== 'open') return this.queuedBytes;
    this.#blocksOut.send(first);
    this.#blocksOut.send(second);
    this.#pump(now);
    const { waiting } = this.#out;
    if (waiting > 0) this.#hasWaited = true;
    return waiting;
  }

  /** Sends whole frames once, outside of the stream; they are dropped if they do not fit into a packet. */
  sendEphemeral(frames: Uint8Array, now: number): void {
    if (this.#phase !== 'open') return;
    this.#control.pushEphemeral(frames);
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
    this.#lifetime.linger(now);
    this.#out.end();
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
    PACKET.begin(this.#remoteId, this.recovery.packets.next);
    PACKET.close(reason);
    this.recovery.sent(false, PACKET.length, now, 0, -1);
    this.#transmit(this.path, now);
  }

  /** Takes a whole `data` packet of this link, its checksum and id being right. */
  receive(packet: Uint8Array, from: Path, now: number): void {
    if (this.#phase === 'closed') return;
    this.#traffic.packetsIn += 1;
    this.#traffic.bytesIn += packet.length;
    const number = readU32(packet, NUMBER_AT);
    if (!this.#received.isNew(number)) return;
    this.#lifetime.heard(now);
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
    this.#control.ping = true;
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
      this.#lifetime.deadline,
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
    const taken = this.#in.take(offset, bytes, ends);
    return this.#blocksIn.isBroken ? 'violation' : taken;
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
    this.#control.challenge = [readU32(packet, at), readU32(packet, at + 4)];
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
    if (this.#lifetime.isSilent(now)) return this.abort(CLOSE_REASON.done, now, SILENT);
    if (this.#lifetime.hasLingered(now)) return this.abort(CLOSE_REASON.done, now);
    if (this.#lifetime.owesPing(now)) this.#control.ping = true;
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
    if (this.#in.isLimitDue) this.#control.limit = true;
    this.#pacedUntil = NEVER;
    while (!packets.isFull) {
      const hasMore = this.#out.hasNext(this.#peerLimit);
      const isFree = !window.isFull && this.#pacer.mayLeave(window.size, rtt.smoothed, now);
      const carries = hasMore && isFree;
      if (!carries && !this.#control.isOwed && !this.#received.isDue(now)) {
        if (hasMore && !window.isFull) this.#pacedUntil = this.#pacer.nextAt;
        return;
      }
      if (carries) this.#out.takeNext(this.#spaceForPiece, this.#peerLimit, this.#piece);
      this.#sendPacket(carries, now);
    }
  }

  /** Bytes of the stream that the next packet can carry, beside an ack of usual length. */
  get #spaceForPiece(): number {
    const ack = this.#received.isOwed ? this.#received.ackLength : 0;
    return this.#packetSize - FRAMES_AT - STREAM_HEAD - ack - this.#control.length;
  }

  /** Makes a packet of what is owed and, if `carries`, of the present piece, and sends it. */
  #sendPacket(carries: boolean, now: number): void {
    const { recovery } = this;
    this.recovery.skipNow();
    PACKET.begin(this.#remoteId, recovery.packets.next);
    const ackOf = this.#received.isOwed ? this.#received.largest : -1;
    if (ackOf >= 0) PACKET.ack(this.#received, now);
    const quiet = PACKET.length;
    const cargo = this.#control.writeTo(PACKET, this.#in) | (carries && this.#piece.ends ? CARGO.end : 0);
    if (carries) {
      PACKET.piece(this.#out, this.#piece);
      if (this.#piece.again) this.#traffic.bytesRetransmitted += this.#piece.length;
    }
    this.#control.writeEphemeralTo(PACKET, this.#packetSize);
    if (PACKET.length === quiet && (this.#control.ping || this.#wantsAnswer(now))) PACKET.ping();
    this.#control.ping = false;
    const { length } = PACKET;
    const asks = length > quiet;
    recovery.sent(asks, length, now, cargo, ackOf);
    if (carries) recovery.packets.carries(this.#piece.offset, this.#piece.length);
    if (asks) this.#askedAt = now;
    this.#pacer.left(length);
    this.#transmit(this.path, now);
  }

  /** Whether the peer should ack this end's acks, so that ranges told of can be forgotten (RFC 9000, section 13.2.4). */
  #wantsAnswer(now: number): boolean {
    return this.#received.isRagged && now - this.#askedAt > 2 * this.recovery.rtt.smoothed;
  }

  #transmit(to: Path, now: number): void {
    PACKET.seal();
    this.#lifetime.sent(now);
    this.#traffic.packetsOut += 1;
    this.#traffic.bytesOut += PACKET.length;
    if (this.#ports.transmit(PACKET.bytes, PACKET.length, to)) PACKET.renew();
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
    if (oldest !== undefined && (packets.cargo(oldest) & CARGO.maxData) !== 0) this.#control.limit = true;
    const carries =
      oldest !== undefined &&
      this.#out.takeAgain(packets.offset(oldest), packets.length(oldest), this.#spaceForPiece, this.#piece);
    this.#control.ping = true;
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
    // A peer that acks nothing and moves on all the time must not use up numbers without end.
    if (this.recovery.packets.isFull) return;
    this.recovery.skipNow();
    PACKET.begin(this.#remoteId, this.recovery.packets.next);
    PACKET.pathChallenge(this.#newPath.challenge);
    this.recovery.sent(false, PACKET.length, now, 0, -1);
    this.#transmit(path, now);
  }

  #arrived(number: number): void {
    const { packets } = this.recovery;
    this.#blackHole.arrived(packets.size(number));
    const length = packets.length(number);
    const ends = (packets.cargo(number) & CARGO.end) !== 0;
    if (length > 0 || ends) this.#out.acked(packets.offset(number), length, ends);
    const ackOf = packets.ackOf(number);
    if (ackOf >= 0) this.#received.forgetUpTo(ackOf);
  }

  #lost(number: number, now: number): void {
    this.#traffic.packetsLost += 1;
    const { packets } = this.recovery;
    this.#blackHole.lost(packets.size(number), packets.sentAt(number), now);
    if (this.#blackHole.isFound) this.#shrink();
    const cargo = packets.cargo(number);
    const length = packets.length(number);
    const ends = (cargo & CARGO.end) !== 0;
    if (length > 0 || ends) this.#out.lost(packets.offset(number), length, ends);
    if ((cargo & CARGO.maxData) !== 0) this.#control.limit = true;
  }

  #finish(problem: Problem): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#problem = problem;
    this.#in.letGo();
  }
}
