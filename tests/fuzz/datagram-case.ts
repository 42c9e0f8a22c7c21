import { FRAME, FRAMES_AT, PACKET_SIZE, PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { begin, beginData, initialPacket, type LinkId, putChecksum } from '../../src/core/datagram/packet.ts';
import type { Random } from '../simulation/random.ts';
import { discoveryDatagram } from './discovery-case.ts';
import { streamCase } from './stream-case.ts';
import { damage, noise } from './values.ts';

const U16 = 65_536;
const U32 = 4_294_967_296;

function idOf(random: Random): LinkId {
  return { index: Math.floor(random.next() * U32), secret: Math.floor(random.next() * U32) };
}

/** A datagram from nowhere: a packet of any type, damaged or not, or a script's. */
export function looseDatagram(random: Random): Uint8Array {
  const dice = random.next();
  if (dice < 0.3) return initialPacket(idOf(random), random.chance(0.5));
  if (dice < 0.5) return (streamCase(random).chunks[0] as Uint8Array).subarray(0, PACKET_SIZE);
  if (dice < 0.6) return noise(random, random.skewed(1, PACKET_SIZE));
  if (dice < 0.8) return discoveryDatagram(random, idOf(random));
  const packet = noise(
    random,
    random.pick([16, 20, 28, 32, 36, 40, 64, 272, 440, 500, 1_000, random.int(16, PACKET_SIZE)]),
  );
  begin(packet, random.pick([...Object.values(PACKET_TYPE), 0x20, 0x25]) as 0x15, idOf(random));
  putChecksum(packet, packet.length);
  return random.chance(0.2) ? damage(random, packet) : packet;
}

/** A packet on an open link: frames that are right, nearly right, or nothing at all. */
export function linkPacket(random: Random, host: LinkId, number: number): Uint8Array {
  const packet = new Uint8Array(PACKET_SIZE);
  beginData(packet, host, random.chance(0.9) ? number : random.pick([0, number + 200_000, 0xffff_0000]));
  let at = FRAMES_AT;
  for (let count = random.int(1, 4); count > 0; count -= 1) {
    const frame = linkFrame(random);
    if (at + frame.length > PACKET_SIZE) break;
    packet.set(frame, at);
    at += frame.length;
  }
  if (at === FRAMES_AT) at += 1;
  putChecksum(packet, at);
  return packet.slice(0, at);
}

function linkFrame(random: Random): Uint8Array {
  const bytes = Buffer.alloc(1_000);
  const type = random.pick(Object.values(FRAME));
  bytes[0] = type;
  switch (type) {
    case FRAME.stream:
    case FRAME.streamEnd: {
      const part = (streamCase(random).chunks[0] as Uint8Array).subarray(0, 900);
      bytes.writeUIntLE(random.chance(0.7) ? 0 : random.pick([1, 5_000, 2 ** 40, 2 ** 48 - 1]), 1, 6);
      bytes.writeUInt16LE(random.chance(0.9) ? part.length : random.int(0, U16 - 1), 7);
      bytes.set(part, 9);
      return bytes.subarray(0, 9 + part.length);
    }
    case FRAME.ephemeral: {
      const part = (streamCase(random).chunks[0] as Uint8Array).subarray(0, 900);
      bytes.writeUInt16LE(random.chance(0.9) ? part.length : random.int(0, U16 - 1), 1);
      bytes.set(part, 3);
      return bytes.subarray(0, 3 + part.length);
    }
    case FRAME.ping:
      return bytes.subarray(0, 1);
    default:
      bytes.set(noise(random, 30), 1);
      return bytes.subarray(0, random.int(1, 31));
  }
}
