import { FRAME, FRAMES_AT, ID_AT, PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { DatagramHost } from '../../src/core/datagram/datagram-host.ts';
import { readU16, readU32, readU48, writeU16 } from '../../src/core/datagram/little-endian.ts';
import { packetType, putChecksum } from '../../src/core/datagram/packet.ts';
import type { Path } from '../../src/core/datagram/path.ts';
import { framesOf } from './packet-reader.ts';
import type { Sabotage } from './sabotage.ts';

type Transmit = (packet: Uint8Array, length: number, to: Path) => boolean;

/** Ways to send that are wrong on purpose, by where they belong. */
const WRONG_WAYS: Readonly<Partial<Record<Sabotage, readonly ['host' | 'guest', (transmit: Transmit) => Transmit]>>> = {
  'lie-in-acks': ['guest', lyingInAcks],
  'never-resend': ['host', neverResending],
  amplify: ['host', amplifying],
};

/** What `who` sends with, under this sabotage. */
export function meddle(sabotage: Sabotage, who: 'host' | 'guest', transmit: Transmit): Transmit {
  const wrong = WRONG_WAYS[sabotage];
  return wrong?.[0] === who ? wrong[1](transmit) : transmit;
}

/** Acks the packets in the gaps too, as far as no number is left out on purpose. */
function lyingInAcks(transmit: Transmit): Transmit {
  return (packet, length, to) => {
    const whole = packet.slice(0, length);
    const isLie = packetType(whole) === PACKET_TYPE.data && whole[FRAMES_AT] === FRAME.ack;
    if (!isLie) return transmit(packet, length, to);
    const end = framesOf(whole)[0]?.end as number;
    const head = FRAMES_AT + 10;
    const lie = new Uint8Array(length - (end - head));
    lie.set(whole.subarray(0, head));
    lie.set(whole.subarray(end), head);
    lie[FRAMES_AT + 7] = 0;
    writeU16(lie, FRAMES_AT + 8, Math.min(200, readU32(whole, FRAMES_AT + 1)));
    putChecksum(lie, lie.length);
    return transmit(lie, lie.length, to);
  };
}

/** Every byte of a stream travels once. */
function neverResending(transmit: Transmit): Transmit {
  const sent = new Map<number, number>();
  return (packet, length, to) => {
    const whole = packet.slice(0, length);
    const link = readU32(whole, ID_AT);
    const before = sent.get(link) ?? 0;
    let isOld = false;
    for (const { type, at } of packetType(whole) === PACKET_TYPE.data ? framesOf(whole) : []) {
      if (type !== FRAME.stream && type !== FRAME.streamEnd) continue;
      const offset = readU48(whole, at + 1);
      isOld = offset < before;
      sent.set(link, Math.max(before, offset + readU16(whole, at + 7)));
    }
    return !isOld && transmit(packet, length, to);
  };
}

/** Six cookies for each question: more than three times its bytes. */
function amplifying(transmit: Transmit): Transmit {
  return (packet, length, to) => {
    const isCookie = packetType(packet.slice(0, length)) === PACKET_TYPE.cookie;
    for (let count = isCookie ? 5 : 0; count > 0; count -= 1) transmit(packet.slice(), length, to);
    return transmit(packet, length, to);
  };
}

/** Keeps the address of everybody who asks for a cookie. */
export class HoardingHost extends DatagramHost {
  readonly #addresses = new Set<string>();

  override get remembered(): number {
    return super.remembered + this.#addresses.size;
  }

  override receive(datagram: Uint8Array, from: Path, now: number): void {
    if (packetType(datagram) === PACKET_TYPE.initial) this.#addresses.add(`${from.address} ${from.port}`);
    super.receive(datagram, from, now);
  }
}

/** Makes a damaged packet's checksum right, as if there were none. */
export function withoutChecksum(datagram: Uint8Array): Uint8Array {
  if (datagram.length >= ID_AT) putChecksum(datagram, datagram.length);
  return datagram;
}
