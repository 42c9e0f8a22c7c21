import { SMALL_PACKET_SIZE } from './constants.ts';
import {
  CHALLENGE_SIZE,
  type Challenge,
  MAX_DATA_SIZE,
  type PacketWriter,
  RESET_TOKEN_FRAME_SIZE,
} from './packet-writer.ts';
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
  /** The peer is to be told {@link #resetToken}. */
  tellsToken: boolean;
  readonly #resetToken: Uint8Array | undefined;
  /** Frames that are sent once and may get lost (as RFC 9221's datagrams). */
  readonly #ephemeral: Uint8Array[] = [];

  /** @param resetToken what the peer is told first of all, where this end has one */
  constructor(resetToken?: Uint8Array) {
    this.#resetToken = resetToken;
    this.tellsToken = resetToken !== undefined;
  }

  get isOwed(): boolean {
    return this.limit || this.tellsToken || this.ping || this.challenge !== undefined || this.#ephemeral.length > 0;
  }

  /** Bytes that {@link writeTo} needs. */
  get length(): number {
    const token = this.tellsToken ? RESET_TOKEN_FRAME_SIZE : 0;
    return token + (this.limit ? MAX_DATA_SIZE : 0) + (this.challenge ? CHALLENGE_SIZE : 0);
  }

  /** Takes whole frames; more than fit beside other things into any packet are dropped. */
  pushEphemeral(frames: Uint8Array): void {
    if (frames.length > SMALL_PACKET_SIZE / 2) return;
    if (this.#ephemeral.length >= EPHEMERAL_MOST) this.#ephemeral.shift();
    this.#ephemeral.push(frames);
  }

  /** Writes what must arrive, but for a ping, which any of it replaces. @returns the packet's {@link CARGO} */
  writeTo(packet: PacketWriter, stream: ReceiveStream): number {
    const cargo = (this.limit ? CARGO.maxData : 0) | (this.tellsToken ? CARGO.resetToken : 0);
    if (this.tellsToken && this.#resetToken) packet.resetToken(this.#resetToken);
    if (this.limit) packet.maxData(stream.raiseLimit());
    if (this.challenge) packet.pathResponse(this.challenge);
    this.limit = false;
    this.tellsToken = false;
    this.challenge = undefined;
    return cargo;
  }

  /** What a packet with this {@link CARGO} carried did not arrive, or perhaps not: it goes out again. */
  again(cargo: number): void {
    if ((cargo & CARGO.maxData) !== 0) this.limit = true;
    if ((cargo & CARGO.resetToken) !== 0) this.tellsToken = true;
  }

  /** Writes as many ephemeral frames as a packet of `size` bytes still has room for. */
  writeEphemeralTo(packet: PacketWriter, size: number): void {
    while (this.#ephemeral[0] && packet.ephemeral(this.#ephemeral[0], size)) this.#ephemeral.shift();
  }
}
