import { BlackHole } from './black-hole.ts';
import { BLACK_HOLE_PROBES, NUMBER_MOST, PACKET_SIZE, SMALL_PACKET_SIZE, STREAM_HEAD } from './constants.ts';
import { ControlFrames } from './control-frames.ts';
import type { DatagramLinkOptions, DatagramPorts } from './datagram-ports.ts';
import type { Lifetime } from './lifetime.ts';
import { type FateListener, LossRecovery } from './loss-recovery.ts';
import { Pacer } from './pacer.ts';
import type { LinkId } from './packet.ts';
import { CHECKED_PACKETS, type PacketGuard } from './packet-guard.ts';
import { CHALLENGE_SIZE, PacketWriter } from './packet-writer.ts';
import type { Path } from './path.ts';
import type { PathValidation } from './path-validation.ts';
import type { ReceiveStream } from './receive-stream.ts';
import type { ReceivedPackets } from './received-packets.ts';
import { type Piece, SendStream } from './send-stream.ts';
import { CARGO } from './sent-packets.ts';
import { Traffic } from './traffic.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** All links make their packets here, one after the other. */
const PACKET = new PacketWriter();

/** What the other half of a link has that goes into packets, or hears of them. */
export interface SenderParts {
  readonly ports: DatagramPorts;
  /** What came, to be acked. */
  readonly received: ReceivedPackets;
  /** The stream that comes, whose limit is told. */
  readonly incoming: ReceiveStream;
  readonly lifetime: Lifetime;
}

/**
 * The half of a link that sends: makes packets of the stream, acks and control frames, as many as may leave, and learns
 * what became of them (RFC 9000, section 13; RFC 9002).
 */
export class PacketSender implements FateListener {
  readonly recovery: LossRecovery;
  readonly out = new SendStream();
  readonly control: ControlFrames;
  readonly traffic = new Traffic();
  /** Where packets go. */
  path: Path;
  /** Offset up to which the peer takes bytes of the stream. */
  peerLimit: number;
  /** When more may leave, while that is all that is waited for. */
  pacedUntil = NEVER;
  readonly #ports: DatagramPorts;
  readonly #guard: PacketGuard;
  readonly #remoteId: LinkId;
  readonly #received: ReceivedPackets;
  readonly #incoming: ReceiveStream;
  readonly #lifetime: Lifetime;
  readonly #pacer = new Pacer();
  readonly #blackHole = new BlackHole();
  readonly #piece: Piece = { offset: 0, length: 0, ends: false, again: false };
  #packetSize = PACKET_SIZE;
  #askedAt = 0;

  constructor(options: DatagramLinkOptions, { ports, received, incoming, lifetime }: SenderParts) {
    this.path = options.path;
    this.peerLimit = options.peerWindow;
    this.#guard = options.guard ?? CHECKED_PACKETS;
    this.control = new ControlFrames(options.resetToken);
    this.#remoteId = options.remoteId;
    this.#ports = ports;
    this.#received = received;
    this.#incoming = incoming;
    this.#lifetime = lifetime;
    this.recovery = new LossRecovery(PACKET_SIZE, ports.random32, this);
    if (options.roundTripMs !== undefined) this.recovery.rtt.sample(options.roundTripMs, 0);
  }

  /** True when no number is left: none is used twice. */
  get isWornOut(): boolean {
    return this.recovery.packets.next >= NUMBER_MOST;
  }

  /** Sends as much as there is and as may leave. */
  pump(now: number): void {
    const { window, rtt, packets } = this.recovery;
    if (this.#incoming.isLimitDue) this.control.limit = true;
    this.pacedUntil = NEVER;
    while (!packets.isFull) {
      const hasMore = this.out.hasNext(this.peerLimit);
      const isFree = !window.isFull && this.#pacer.mayLeave(window.size, rtt.smoothed, now);
      const carries = hasMore && isFree;
      if (!carries && !this.control.isOwed && !this.#received.isDue(now)) {
        if (hasMore && !window.isFull) this.pacedUntil = this.#pacer.nextAt;
        return;
      }
      if (carries) this.out.takeNext(this.#spaceForPiece, this.peerLimit, this.#piece);
      this.#sendPacket(carries, now);
    }
  }

  /** Sends an ack that is owed, without waiting for company. */
  ack(now: number): void {
    if (this.#received.isOwed) this.#sendPacket(false, now);
  }

  /** A probe timeout (RFC 9002, section 6.2.4): sends something that must be answered, whatever the window says. */
  probe(now: number): void {
    if (this.recovery.probes >= BLACK_HOLE_PROBES) this.#shrink();
    const { packets } = this.recovery;
    if (this.out.hasNext(this.peerLimit)) {
      this.out.takeNext(this.#spaceForPiece, this.peerLimit, this.#piece);
      return this.#sendPacket(true, now);
    }
    const oldest = this.recovery.oldest((number) => packets.length(number) > 0 || packets.cargo(number) !== 0);
    if (oldest !== undefined) this.control.again(packets.cargo(oldest));
    const carries =
      oldest !== undefined &&
      this.out.takeAgain(packets.offset(oldest), packets.length(oldest), this.#spaceForPiece, this.#piece);
    this.control.ping = true;
    this.#sendPacket(carries, now);
  }

  /** Asks for proof of a new address, if it is time for that and what came from there allows it. */
  challenge(newPath: PathValidation, now: number): void {
    const { path } = newPath;
    if (path === undefined || !newPath.takeChallenge(this.#around + CHALLENGE_SIZE, now)) return;
    // A peer that acks nothing and moves on all the time must not use up numbers without end.
    if (this.recovery.packets.isFull) return;
    this.recovery.skipNow();
    PACKET.begin(this.#guard, this.#remoteId, this.recovery.packets.next);
    PACKET.pathChallenge(newPath.challenge);
    this.recovery.sent(false, PACKET.size, now, 0, -1);
    this.#transmit(path, now);
  }

  /** Tells the peer that the link is over, for a reason from {@link CLOSE_REASON}. */
  close(reason: number, now: number): void {
    PACKET.begin(this.#guard, this.#remoteId, this.recovery.packets.next);
    PACKET.closeLink(reason);
    this.recovery.sent(false, PACKET.size, now, 0, -1);
    this.#transmit(this.path, now);
  }

  /** @internal */
  arrived(number: number): void {
    const { packets } = this.recovery;
    this.#blackHole.arrived(packets.size(number));
    const length = packets.length(number);
    const ends = (packets.cargo(number) & CARGO.end) !== 0;
    if (length > 0 || ends) this.out.acked(packets.offset(number), length, ends);
    const ackOf = packets.ackOf(number);
    if (ackOf >= 0) this.#received.forgetUpTo(ackOf);
  }

  /** @internal */
  lost(number: number, now: number): void {
    this.traffic.packetsLost += 1;
    const { packets } = this.recovery;
    this.#blackHole.lost(packets.size(number), packets.sentAt(number), now);
    if (this.#blackHole.isFound) this.#shrink();
    const cargo = packets.cargo(number);
    const length = packets.length(number);
    const ends = (cargo & CARGO.end) !== 0;
    if (length > 0 || ends) this.out.lost(packets.offset(number), length, ends);
    this.control.again(cargo);
  }

  /** Bytes of the stream that the next packet can carry, beside an ack of usual length. */
  get #spaceForPiece(): number {
    const ack = this.#received.isOwed ? this.#received.ackLength : 0;
    return this.#packetSize - this.#around - STREAM_HEAD - ack - this.control.length;
  }

  /** Bytes of a packet that are no frames. */
  get #around(): number {
    return this.#guard.head + this.#guard.tail;
  }

  /** Makes a packet of what is owed and, if `carries`, of the present piece, and sends it. */
  #sendPacket(carries: boolean, now: number): void {
    const { recovery, control } = this;
    recovery.skipNow();
    PACKET.begin(this.#guard, this.#remoteId, recovery.packets.next);
    const ackOf = this.#received.isOwed ? this.#received.largest : -1;
    if (ackOf >= 0) PACKET.ack(this.#received, now);
    const quiet = PACKET.length;
    const cargo = control.writeTo(PACKET, this.#incoming) | (carries && this.#piece.ends ? CARGO.end : 0);
    if (carries) {
      PACKET.piece(this.out, this.#piece);
      if (this.#piece.again) this.traffic.bytesRetransmitted += this.#piece.length;
    }
    control.writeEphemeralTo(PACKET, this.#packetSize);
    if (PACKET.length === quiet && (control.ping || this.#wantsAnswer(now))) PACKET.ping();
    control.ping = false;
    const { size } = PACKET;
    const asks = PACKET.length > quiet;
    recovery.sent(asks, size, now, cargo, ackOf);
    if (carries) recovery.packets.carries(this.#piece.offset, this.#piece.length);
    if (asks) this.#askedAt = now;
    this.#pacer.left(size);
    this.#transmit(this.path, now);
  }

  /** Whether the peer should ack this end's acks, so that ranges told of can be forgotten (RFC 9000, section 13.2.4). */
  #wantsAnswer(now: number): boolean {
    return this.#received.isRagged && now - this.#askedAt > 2 * this.recovery.rtt.smoothed;
  }

  #transmit(to: Path, now: number): void {
    PACKET.close();
    this.#lifetime.sent(now);
    this.traffic.packetsOut += 1;
    this.traffic.bytesOut += PACKET.length;
    if (this.#ports.transmit(PACKET.bytes, PACKET.length, to)) PACKET.renew();
  }

  /** From now on packets are of a length that every network carries. */
  #shrink(): void {
    if (this.#packetSize === SMALL_PACKET_SIZE) return;
    this.#packetSize = SMALL_PACKET_SIZE;
    this.recovery.window.resize(SMALL_PACKET_SIZE);
  }
}
