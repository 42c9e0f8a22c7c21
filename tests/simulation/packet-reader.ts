import { COOKIE_AT, COOKIE_SIZE, FRAME, FRAMES_AT, NUMBER_AT, PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { readU16, readU32, readU48 } from '../../src/core/datagram/little-endian.ts';
import { packetType } from '../../src/core/datagram/packet.ts';
import { SEALED_AT } from '../../src/core/datagram/sealed-layout.ts';
import { TAG_SIZE } from '../../src/core/secure/secure-crypto.ts';

/** One frame of a packet, as far as the checks care: `at` is where it begins, `end` is behind it. */
export interface SeenFrame {
  readonly type: number;
  readonly at: number;
  readonly end: number;
}

/**
 * The frames of a `data` packet, or of a `sealed` one that was opened, read without the code under test; one that is forged may
 * be cut short.
 */
export function framesOf(packet: Uint8Array): readonly SeenFrame[] {
  const frames: SeenFrame[] = [];
  const isSealed = packet[3] === PACKET_TYPE.sealed;
  const length = packet.length - (isSealed ? TAG_SIZE : 0);
  for (let at = isSealed ? SEALED_AT : FRAMES_AT; at < length; ) {
    const type = packet[at] as number;
    const end = at + lengthOf(packet, at, type);
    frames.push({ type, at, end });
    at = end;
  }
  return frames;
}

function lengthOf(packet: Uint8Array, at: number, type: number): number {
  switch (type) {
    case FRAME.ack:
      return 10 + 4 * (packet[at + 7] as number);
    case FRAME.stream:
    case FRAME.streamEnd:
      return 9 + readU16(packet, at + 7);
    case FRAME.ephemeral:
      return 3 + readU16(packet, at + 1);
    case FRAME.maxData:
      return 7;
    case FRAME.ping:
      return 1;
    case FRAME.close:
      return 2;
    case FRAME.resetToken:
      return 17;
    default:
      return 9;
  }
}

/** The 16 bytes of a cookie, in a `cookie` or a `connect` packet, of a sealed link too. */
export function cookieIn(packet: Uint8Array): string {
  return hex(packet, COOKIE_AT, COOKIE_AT + COOKIE_SIZE);
}

/** The 8 bytes of each path challenge or response in a packet. */
export function challengesIn(packet: Uint8Array, type: number): readonly string[] {
  return framesOf(packet)
    .filter((frame) => frame.type === type && frame.end <= packet.length)
    .map(({ at }) => hex(packet, at + 1, at + 9));
}

function hex(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('hex');
}

const TYPE_NAMES = new Map<number, string>(Object.entries(PACKET_TYPE).map(([name, type]) => [type, name]));
const FRAME_NAMES = new Map<number, string>(Object.entries(FRAME).map(([name, type]) => [type, name]));

/** A packet in a few words, for a trace. */
export function describePacket(packet: Uint8Array): string {
  const type = packetType(packet);
  if (type === undefined) return `${packet.length} bytes of nothing`;
  if (type !== PACKET_TYPE.data) return TYPE_NAMES.get(type) as string;
  const frames = framesOf(packet).map((frame) => describeFrame(packet, frame));
  return `data ${readU32(packet, NUMBER_AT)} (${frames.join(', ')}; ${packet.length} bytes)`;
}

function describeFrame(packet: Uint8Array, { type, at }: SeenFrame): string {
  const name = FRAME_NAMES.get(type) ?? `frame ${type}`;
  if (type === FRAME.stream || type === FRAME.streamEnd) {
    const offset = readU48(packet, at + 1);
    return `${name} ${offset}–${offset + readU16(packet, at + 7)}`;
  }
  if (type !== FRAME.ack) return name;
  const largest = readU32(packet, at + 1);
  const ranges: string[] = [];
  let last = largest;
  let first = last - readU16(packet, at + 8);
  ranges.push(`${first}–${last}`);
  for (let i = 0; i < (packet[at + 7] as number); i += 1) {
    last = first - readU16(packet, at + 10 + 4 * i) - 2;
    first = last - readU16(packet, at + 12 + 4 * i);
    ranges.push(`${first}–${last}`);
  }
  return `ack ${ranges.join(' ')}`;
}
