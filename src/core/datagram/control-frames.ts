import { SMALL_PACKET_SIZE } from './constants.ts';
import { CHALLENGE_SIZE, type Challenge, MAX_DATA_SIZE, type PacketWriter } from './packet-writer.ts';
import type { ReceiveStream } from './receive-stream.ts';
import { CARGO } from './sent-packets.ts';

/** Ephemeral entries that wait at most; the oldest are dropped. */
const EPHEMERAL_MOST = 8;

/** What is to go out with the next packet beside the stream and acks. Each thing waits once at most, so it is bounded. */
export class ControlFrames {
  /** The peer's limit is to be raised. */
  limit = false;
  ping = false;
  /** The challenge to answer. */
  challenge: Challenge | undefined;
  /** Frames that are sent once and may get lost (as RFC 9221's datagrams). */
  readonly #ephemeral: Uint8Array[] = [];

  get isOwed(): boolean {
    return this.limit || this.ping || this.challenge !== undefined || this.#ephemeral.length > 0;
  }

  /** Bytes that {@link writeTo} needs. */
  get length(): number {
    return (this.limit ? MAX_DATA_SIZE : 0) + (this.challenge ? CHALLENGE_SIZE : 0);
  }

  /** Takes whole frames; more than fit beside other things into any packet are dropped. */
  pushEphemeral(frames: Uint8Array): void {
    if (frames.length > SMALL_PACKET_SIZE / 2) return;
    if (this.#ephemeral.length >= EPHEMERAL_MOST) this.#ephemeral.shift();
    this.#ephemeral.push(frames);
  }

  /** Writes what must arrive, but for a ping, which any of it replaces. @returns the packet's {@link CARGO} */
  writeTo(packet: PacketWriter, stream: ReceiveStream): number {
    const cargo = this.limit ? CARGO.maxData : 0;
    if (this.limit) packet.maxData(stream.raiseLimit());
    if (this.challenge) packet.pathResponse(this.challenge);
    this.limit = false;
    this.challenge = undefined;
    return cargo;
  }

  /** Writes as many ephemeral frames as a packet of `size` bytes still has room for. */
  writeEphemeralTo(packet: PacketWriter, size: number): void {
    while (this.#ephemeral[0] && packet.ephemeral(this.#ephemeral[0], size)) this.#ephemeral.shift();
  }
}
