import { EPHEMERAL_HEAD, FRAME, PACKET_SIZE, STREAM_HEAD } from './constants.ts';
import { writeU16, writeU32, writeU48 } from './little-endian.ts';
import type { LinkId } from './packet.ts';
import { CHECKED_PACKETS, type PacketGuard } from './packet-guard.ts';
import type { ReceivedPackets } from './received-packets.ts';
import { RESET_TOKEN_SIZE } from './sealed-layout.ts';
import type { Piece, SendStream } from './send-stream.ts';

/** The two halves of a path challenge's 8 bytes. */
export type Challenge = readonly [number, number];

/** Bytes of a max-data frame, of a path challenge or its response, and of the frame that tells a reset token. */
export const MAX_DATA_SIZE = 7;
export const CHALLENGE_SIZE = 9;
export const RESET_TOKEN_FRAME_SIZE = 1 + RESET_TOKEN_SIZE;

/** Makes numbered packets, one after the other in the same place: none outlives its sending. */
export class PacketWriter {
  bytes = new Uint8Array(PACKET_SIZE);
  #words = new Int32Array(this.bytes.buffer);
  /** Bytes written so far. */
  length = 0;
  #guard = CHECKED_PACKETS;

  begin(guard: PacketGuard, id: LinkId, number: number): void {
    this.#guard = guard;
    guard.begin(this.bytes, id, number);
    this.length = guard.head;
  }

  /** Bytes that the packet has once it is closed. */
  get size(): number {
    return this.length + this.#guard.tail;
  }

  ack(received: ReceivedPackets, now: number): void {
    this.length = received.writeAck(this.bytes, this.length, now);
  }

  maxData(limit: number): void {
    this.bytes[this.length] = FRAME.maxData;
    writeU48(this.bytes, this.length + 1, limit);
    this.length += MAX_DATA_SIZE;
  }

  pathChallenge(challenge: Challenge): void {
    this.#eightBytes(FRAME.pathChallenge, challenge);
  }

  pathResponse(challenge: Challenge): void {
    this.#eightBytes(FRAME.pathResponse, challenge);
  }

  piece(stream: SendStream, piece: Piece): void {
    const { bytes, length } = this;
    bytes[length] = piece.ends ? FRAME.streamEnd : FRAME.stream;
    writeU48(bytes, length + 1, piece.offset);
    writeU16(bytes, length + 7, piece.length);
    stream.copy(piece, bytes, length + STREAM_HEAD);
    this.length += STREAM_HEAD + piece.length;
  }

  /** @returns false when it does not fit into a packet of `size` bytes any more */
  ephemeral(frames: Uint8Array, size: number): boolean {
    const end = this.length + EPHEMERAL_HEAD + frames.length;
    if (end + this.#guard.tail > size) return false;
    this.bytes[this.length] = FRAME.ephemeral;
    writeU16(this.bytes, this.length + 1, frames.length);
    this.bytes.set(frames, this.length + EPHEMERAL_HEAD);
    this.length = end;
    return true;
  }

  ping(): void {
    this.bytes[this.length] = FRAME.ping;
    this.length += 1;
  }

  resetToken(token: Uint8Array): void {
    this.bytes[this.length] = FRAME.resetToken;
    this.bytes.set(token, this.length + 1);
    this.length += RESET_TOKEN_FRAME_SIZE;
  }

  closeLink(reason: number): void {
    this.bytes[this.length] = FRAME.close;
    this.bytes[this.length + 1] = reason;
    this.length += 2;
  }

  /** Goes on in another place, for the present packet is still needed. */
  renew(): void {
    this.bytes = new Uint8Array(PACKET_SIZE);
    this.#words = new Int32Array(this.bytes.buffer);
  }

  /** The packet is complete. */
  close(): void {
    this.#guard.close(this.bytes, this.length, this.#words);
    this.length = this.size;
  }

  #eightBytes(type: number, [one, other]: Challenge): void {
    this.bytes[this.length] = type;
    writeU32(this.bytes, this.length + 1, one);
    writeU32(this.bytes, this.length + 5, other);
    this.length += CHALLENGE_SIZE;
  }
}
