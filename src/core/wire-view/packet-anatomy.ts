import type { ByteSpan } from '../../shared/wire/wire-model.ts';
import { EPHEMERAL_HEAD, FRAME, FRAMES_AT, NUMBER_AT, PACKET_TYPE, STREAM_HEAD } from '../datagram/constants.ts';
import { frameEnd } from '../datagram/frames.ts';
import { readU32, readU48 } from '../datagram/little-endian.ts';
import { hasMagic, packetType } from '../datagram/packet.ts';
import { SEALED_AT, SEALED_NUMBER_AT } from '../datagram/sealed-layout.ts';
import { TAG_SIZE } from '../secure/secure-crypto.ts';

/** One frame of a packet, from `from` up to `to`. */
export interface PacketFrame {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Where what it carries begins, for a piece of the stream or ephemeral frames of the chat. */
  readonly content: number | undefined;
  /** Of a piece of the stream. */
  readonly offset: number | undefined;
}

export interface PacketAnatomy {
  /** `broken` for what claims to be ours and is not, or is damaged. */
  readonly type: keyof typeof PACKET_TYPE | 'broken';
  readonly number: number | undefined;
  readonly frames: readonly PacketFrame[];
}

const TYPE_NAMES = new Map(Object.entries(PACKET_TYPE).map(([name, type]) => [type as number, name]));
const FRAME_NAMES = new Map(Object.entries(FRAME).map(([name, type]) => [type as number, name]));
const BROKEN: PacketAnatomy = { type: 'broken', number: undefined, frames: [] };

/**
 * Reads what a datagram of ours is made of; undefined for one without our magic, a plain guest's.
 * @param isOpened whether a sealed one shows its frames
 */
export function anatomyOf(packet: Uint8Array, isOpened: boolean): PacketAnatomy | undefined {
  if (!hasMagic(packet)) return undefined;
  const type = packetType(packet);
  if (type === undefined) return BROKEN;
  const name = TYPE_NAMES.get(type) as keyof typeof PACKET_TYPE;
  if (type === PACKET_TYPE.sealed) {
    const number = readU32(packet, SEALED_NUMBER_AT);
    const frames = isOpened ? framesOf(packet.subarray(0, packet.length - TAG_SIZE), SEALED_AT) : [];
    return frames ? { type: name, number, frames } : BROKEN;
  }
  if (type !== PACKET_TYPE.data) return { type: name, number: undefined, frames: [] };
  const frames = framesOf(packet, FRAMES_AT);
  return frames ? { type: name, number: readU32(packet, NUMBER_AT), frames } : BROKEN;
}

function framesOf(packet: Uint8Array, from: number): readonly PacketFrame[] | undefined {
  const frames: PacketFrame[] = [];
  for (let at = from; at < packet.length; ) {
    const type = packet[at] as number;
    const to = frameEnd(packet, at);
    const name = FRAME_NAMES.get(type);
    if (to > packet.length || name === undefined) return undefined;
    const isStream = type === FRAME.stream || type === FRAME.streamEnd;
    const content = isStream ? at + STREAM_HEAD : type === FRAME.ephemeral ? at + EPHEMERAL_HEAD : undefined;
    frames.push({ name, from: at, to, content, offset: isStream ? readU48(packet, at + 1) : undefined });
    at = to;
  }
  return frames;
}

/** What the bytes of a packet are, but for what it carries of the stream and of the chat. */
export function packetSpans(length: number, { type, frames }: PacketAnatomy): readonly ByteSpan[] {
  if (type !== 'data' && type !== 'sealed') {
    return [{ from: 0, to: length, kind: type === 'broken' ? 'unknown' : 'packet' }];
  }
  const head = type === 'data' ? FRAMES_AT : SEALED_AT;
  const spans: ByteSpan[] = [{ from: 0, to: Math.min(head, length), kind: 'packet' }];
  for (const { from, to, content, offset } of frames) {
    spans.push({ from, to: content ?? to, kind: offset === undefined ? 'control' : 'block' });
  }
  if (type === 'sealed' && frames.length === 0) spans.push({ from: head, to: length - TAG_SIZE, kind: 'sealed' });
  if (type === 'sealed') spans.push({ from: length - TAG_SIZE, to: length, kind: 'packet' });
  return spans;
}
