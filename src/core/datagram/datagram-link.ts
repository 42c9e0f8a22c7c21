import type { Problem } from '../../shared/error-codes.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { sameBytes } from '../same-bytes.ts';
import { BlockReader, BlockWriter } from './blocks.ts';
import { CLOSE_REASON, PROBES_MOST } from './constants.ts';
import type { DatagramEvents, DatagramLinkOptions, DatagramPorts } from './datagram-ports.ts';
import { type FrameHandler, readFrames } from './frames.ts';
import { Lifetime } from './lifetime.ts';
import { readU32 } from './little-endian.ts';
import type { LossRecovery } from './loss-recovery.ts';
import type { LinkId } from './packet.ts';
import { CHECKED_PACKETS, type PacketGuard } from './packet-guard.ts';
import type { PacketOpener } from './packet-opener.ts';
import { PacketSender } from './packet-sender.ts';
import { isSamePath, type Path } from './path.ts';
import { PathValidation } from './path-validation.ts';
import { ReceiveStream, type Taken } from './receive-stream.ts';
import { ReceivedPackets } from './received-packets.ts';
import { RESET_TOKEN_SIZE } from './sealed-layout.ts';

const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };
const SILENT: Problem = { code: 'silent', text: 'nothing was heard for 30 seconds' };
const DEAF: Problem = { code: 'silent', text: 'the other end acks nothing that it is sent' };
const VIOLATED: Problem = { code: 'link_lost', text: 'the other end broke the rules of the datagram link' };
const NEVER = Number.POSITIVE_INFINITY;
const NO_BYTES = new Uint8Array(0);

/**
 * The reliable link over datagrams: one ordered stream of bytes each way over numbered packets, as a pure state
 * machine after RFC 9000 (packets, acks, flow control, paths) and RFC 9002 (recovery). Time comes in as milliseconds.
 */
export class DatagramLink implements FrameHandler {
  readonly localId: LinkId;
  readonly #random32: () => number;
  readonly #events: DatagramEvents;
  readonly #guard: PacketGuard;
  readonly #received = new ReceivedPackets();
  readonly #sender: PacketSender;
  readonly #blocksOut: BlockWriter;
  readonly #blocksIn: BlockReader;
  readonly #in: ReceiveStream;
  readonly #newPath = new PathValidation();
  #phase: 'open' | 'closing' | 'closed' = 'open';
  #problem: Problem | undefined;
  #isReported = false;
  #hasWaited = false;
  #peerToken: Uint8Array | undefined;
  #isEndReported = false;
  readonly #lifetime: Lifetime;

  constructor(options: DatagramLinkOptions, ports: DatagramPorts, events: DatagramEvents, now: number) {
    this.localId = options.localId;
    this.#random32 = ports.random32;
    this.#events = events;
    this.#guard = options.guard ?? CHECKED_PACKETS;
    this.#blocksIn = new BlockReader((chunk) => events.received(chunk));
    this.#in = new ReceiveStream(options.window, (chunk) => this.#blocksIn.take(chunk), options.memory);
    this.#lifetime = new Lifetime(options.dialled, now);
    const parts = { ports, received: this.#received, incoming: this.#in, lifetime: this.#lifetime };
    this.#sender = new PacketSender(options, parts);
    this.#blocksOut = new BlockWriter((bytes) => this.#sender.out.write(bytes));
  }

  get recovery(): LossRecovery {
    return this.#sender.recovery;
  }

  /** Where the peer is. */
  get path(): Path {
    return this.#sender.path;
  }

  get isClosed(): boolean {
    return this.#phase === 'closed';
  }

  /** Bytes that wait to be sent. */
  get queuedBytes(): number {
    return this.#phase === 'closed' ? 0 : this.#sender.out.waiting;
  }

  /** Bytes kept in memory: to be sent, sent and not acked, and received too early. */
  get keptBytes(): number {
    return this.#sender.out.kept + this.#in.held;
  }

  /** What opens this link's packets again that travel from now on; undefined where they are in clear. */
  opener(): PacketOpener | undefined {
    return this.#guard.opener?.();
  }

  quality(): LinkQuality {
    return this.#sender.traffic.quality(this.recovery);
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
    const { waiting } = this.#sender.out;
    if (waiting > 0) this.#hasWaited = true;
    return waiting;
  }

  /** Sends whole frames once, outside of the stream; they are dropped if they do not fit into a packet. */
  sendEphemeral(frames: Uint8Array, now: number): void {
    if (this.#phase !== 'open') return;
    this.#sender.control.pushEphemeral(frames);
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
    this.#sender.out.end();
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
    this.#sender.close(reason, now);
  }

  /**
   * Takes a whole numbered packet of this link, its id being right, and its checksum where it has one. Nothing of one that
   * does not open counts: not its number, nor where it came from.
   */
  receive(packet: Uint8Array, from: Path, now: number): void {
    if (this.#phase === 'closed') return;
    const number = this.#guard.numberOf(packet);
    const isNew = this.#received.isNew(number);
    const opened = isNew ? this.#guard.open(packet) : undefined;
    this.#sender.traffic.packetsIn += 1;
    this.#sender.traffic.bytesIn += packet.length;
    if (opened === undefined) return;
    this.#lifetime.heard(now);
    const reading = readFrames(opened, this, now, this.#guard.opensAt);
    if (reading === 'dropped') return;
    if (reading === 'violation') return this.abort(CLOSE_REASON.violation, now, VIOLATED);
    const isNewest = this.#received.isLargest(number);
    this.#received.add(number, reading === 'asks', now);
    if (isNewest && !isSamePath(from, this.path)) {
      this.#newPath.heard(from, packet.length, this.#random32, now);
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

  /** The same, from a peer that shows this token: it counts if the peer told it here before. */
  resetBy(token: Uint8Array): void {
    if (this.#peerToken && sameBytes(this.#peerToken, token)) this.reset();
  }

  /** Whether anything of the peer's came over the link, and opened. */
  get hasHeard(): boolean {
    return this.#received.largest >= 0;
  }

  /** Somebody, perhaps the network, says that nobody is there: tests it, and is over if nothing is heard soon. */
  doubt(now: number): void {
    // One ping is enough, which is sent again like anything else: to answer each word with one would never end.
    if (this.#phase !== 'closed' && this.#lifetime.doubt(now)) this.announce(now);
  }

  /** Tells the peer where this end is now, after its own address changed. */
  announce(now: number): void {
    this.#sender.control.ping = true;
    this.#pump(now);
  }

  /** When {@link tick} is to be called at the latest; 0 for at once. */
  get deadline(): number {
    if (this.#phase === 'closed') return this.#isReported ? NEVER : 0;
    if (this.#hasWaited && this.#sender.out.waiting === 0) return 0;
    return Math.min(
      this.recovery.deadline,
      this.#received.deadline,
      this.#sender.pacedUntil,
      this.#newPath.deadline,
      this.#lifetime.deadline,
    );
  }

  /** Sends what is due, and reports what happened. To be called after each batch of packets and at each deadline. */
  tick(now: number): void {
    if (this.#phase !== 'closed') this.#work(now);
    if (this.#hasWaited && this.#sender.out.waiting === 0 && this.#phase !== 'closed') {
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
    if (limit > this.#sender.peerLimit) this.#sender.peerLimit = limit;
  }

  /** @internal */
  ephemeral(frames: Uint8Array): void {
    this.#events.ephemeral(frames);
  }

  /** @internal */
  challenged(packet: Uint8Array, at: number): void {
    this.#sender.control.challenge = [readU32(packet, at), readU32(packet, at + 4)];
  }

  /** @internal the peer proved its new address: the link follows */
  challengeAnswered(packet: Uint8Array, at: number): void {
    const { path } = this.#newPath;
    if (path === undefined || !this.#newPath.isAnswer(packet, at)) return;
    this.#newPath.forget();
    this.#sender.path = path;
    this.recovery.newPath();
  }

  /** @internal */
  closed(): void {
    this.#finish(LOST);
  }

  /** @internal */
  resetToken(packet: Uint8Array, at: number): void {
    this.#peerToken ??= packet.slice(at, at + RESET_TOKEN_SIZE);
  }

  #work(now: number): void {
    if (this.#lifetime.isSilent(now)) return this.abort(CLOSE_REASON.done, now, SILENT);
    if (this.#lifetime.isDoubted(now)) return this.abort(CLOSE_REASON.done, now);
    // What it does not ack is remembered, and so is all that was sent since.
    if (this.recovery.probes >= PROBES_MOST) return this.abort(CLOSE_REASON.done, now, DEAF);
    if (this.#lifetime.hasLingered(now)) return this.abort(CLOSE_REASON.done, now);
    if (this.#lifetime.owesPing(now)) this.#sender.control.ping = true;
    if (this.recovery.timedOut(now)) this.#sender.probe(now);
    if (now >= this.#newPath.deadline) this.#sender.challenge(this.#newPath, now);
    this.#pump(now);
    if (!this.#sender.out.isDone || !this.#in.isDone) return;
    // The peer's end is acked at once, for nobody will be here to do it later.
    this.#sender.ack(now);
    this.#finish(LOST);
  }

  /** Sends as much as there is and as may leave. */
  #pump(now: number): void {
    if (this.#phase === 'closed') return;
    this.#sender.pump(now);
    if (this.#sender.isWornOut) this.#finish(LOST);
  }

  #finish(problem: Problem): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#problem = problem;
    this.#in.letGo();
  }
}
