import { ACK_DELAY_UNIT_MS, EPHEMERAL_HEAD, FRAME, FRAMES_AT, STREAM_HEAD } from './constants.ts';
import { readU16, readU32, readU48 } from './little-endian.ts';
import type { LossRecovery } from './loss-recovery.ts';
import type { Taken } from './receive-stream.ts';
import { RESET_TOKEN_SIZE } from './sealed-layout.ts';

/** What the frames of a packet are handed to, one by one. */
export interface FrameHandler {
  readonly recovery: Pick<LossRecovery, 'beginAck' | 'ackRange' | 'endAck'>;
  stream(offset: number, bytes: Uint8Array, ends: boolean): Taken;
  maxData(limit: number): void;
  ephemeral(bytes: Uint8Array): void;
  challenged(packet: Uint8Array, at: number): void;
  challengeAnswered(packet: Uint8Array, at: number): void;
  closed(reason: number): void;
  /** The host told the token of {@link RESET_TOKEN_SIZE} bytes at `at` with which it will say that it forgot the link. */
  resetToken(packet: Uint8Array, at: number): void;
}

/** What a packet turned out to be: `asks` for an ack, is `silent`, must be forgotten, or breaks the rules. */
export type Reading = 'asks' | 'silent' | 'dropped' | 'violation';

const CHALLENGE_SIZE = 8;
/** Bytes of an ack before its further ranges, and of each of these. */
const ACK_HEAD = 10;
const ACK_RANGE = 4;

/** Reads the frames of a whole packet, from `from` on. */
export function readFrames(packet: Uint8Array, handler: FrameHandler, now: number, from = FRAMES_AT): Reading {
  let asks = false;
  for (let at = from; at < packet.length; ) {
    const type = packet[at];
    const end = frameEnd(packet, at);
    if (end > packet.length) return 'violation';
    switch (type) {
      case FRAME.ack:
        if (!readAck(packet, at, handler.recovery, now)) return 'violation';
        break;
      case FRAME.stream:
      case FRAME.streamEnd: {
        const bytes = packet.subarray(at + STREAM_HEAD, end);
        const taken = handler.stream(readU48(packet, at + 1), bytes, type === FRAME.streamEnd);
        if (taken !== 'taken') return taken;
        break;
      }
      case FRAME.maxData:
        handler.maxData(readU48(packet, at + 1));
        break;
      case FRAME.ephemeral:
        handler.ephemeral(packet.subarray(at + EPHEMERAL_HEAD, end));
        break;
      case FRAME.pathChallenge:
        handler.challenged(packet, at + 1);
        break;
      case FRAME.pathResponse:
        handler.challengeAnswered(packet, at + 1);
        break;
      case FRAME.resetToken:
        handler.resetToken(packet, at + 1);
        break;
      case FRAME.close:
        handler.closed(packet[at + 1] as number);
        return 'silent';
    }
    asks ||= type !== FRAME.ack;
    at = end;
  }
  return asks ? 'asks' : 'silent';
}

/** Position behind the frame at `at`; beyond the packet when the frame is cut short or of no known type. */
export function frameEnd(packet: Uint8Array, at: number): number {
  const { length } = packet;
  switch (packet[at]) {
    case FRAME.ack:
      return at + ACK_HEAD > length ? length + 1 : at + ACK_HEAD + ACK_RANGE * (packet[at + 7] as number);
    case FRAME.stream:
    case FRAME.streamEnd:
      return at + STREAM_HEAD > length ? length + 1 : at + STREAM_HEAD + readU16(packet, at + 7);
    case FRAME.ephemeral:
      return at + EPHEMERAL_HEAD > length ? length + 1 : at + EPHEMERAL_HEAD + readU16(packet, at + 1);
    case FRAME.maxData:
      return at + 7;
    case FRAME.ping:
      return at + 1;
    case FRAME.pathChallenge:
    case FRAME.pathResponse:
      return at + 1 + CHALLENGE_SIZE;
    case FRAME.close:
      return at + 2;
    case FRAME.resetToken:
      return at + 1 + RESET_TOKEN_SIZE;
    default:
      return length + 1;
  }
}

/** @returns false when the ack tells of packets that were never sent, or counts below zero */
function readAck(packet: Uint8Array, at: number, recovery: FrameHandler['recovery'], now: number): boolean {
  let last = readU32(packet, at + 1);
  let first = last - readU16(packet, at + 8);
  if (first < 0 || !recovery.beginAck(last) || !recovery.ackRange(first, last)) return false;
  const ranges = packet[at + 7] as number;
  for (let i = 0; i < ranges; i += 1) {
    const from = at + ACK_HEAD + ACK_RANGE * i;
    last = first - readU16(packet, from) - 2;
    first = last - readU16(packet, from + 2);
    if (first < 0 || !recovery.ackRange(first, last)) return false;
  }
  recovery.endAck(readU16(packet, at + 5) * ACK_DELAY_UNIT_MS, now);
  return true;
}
