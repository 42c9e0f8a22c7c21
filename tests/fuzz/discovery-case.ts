import { PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { askPacket, begin, type LinkId, putChecksum, roomPacket } from '../../src/core/datagram/packet.ts';
import type { RoomAdvert } from '../../src/core/discovery/room-advert.ts';
import type { Random } from '../simulation/random.ts';
import { damage, jsonValue, noise } from './values.ts';

const encoder = new TextEncoder();
/** Fields of what a room says of itself. */
const FIELDS = ['v', 'id', 'name', 'host', 'members', 'lock', 'plain', 'port', 'gone', 'key'];

/** A question, or what a room says of itself: right, nearly right, damaged, or nothing at all. */
export function discoveryDatagram(random: Random, id: LinkId): Uint8Array {
  const packet = random.chance(0.4) ? question(random, id) : roomPacket(id, encoder.encode(advert(random)));
  return random.chance(0.15) ? damage(random, packet) : packet;
}

function question(random: Random, id: LinkId): Uint8Array {
  if (random.chance(0.6)) return askPacket(random.chance(0.1) ? { index: 0, secret: 0 } : id);
  const packet = noise(random, random.pick([16, 17, 999, 1_000, 1_001, 1_200]));
  begin(packet, PACKET_TYPE.ask, id);
  putChecksum(packet, packet.length);
  return packet;
}

/** JSON of a room with one field wrong, or of anything. */
function advert(random: Random): string {
  if (random.chance(0.2)) return jsonValue(random).slice(0, random.pick([10, 984, 985, 1_100]));
  const right = JSON.stringify(rightAdvert(random));
  if (random.chance(0.4)) return right;
  return `${right.slice(0, -1)},"${random.pick(FIELDS)}":${jsonValue(random)}}`;
}

/** A room that could be. */
export function rightAdvert(random: Random): RoomAdvert & { readonly v: 1 } {
  return {
    v: 1,
    id: random.hex(32),
    name: random.pick(['Studio', '设计评审', 'Ünïcode 🎉', 'n'.repeat(64)]),
    host: random.pick(['Ada', '小明', 'h'.repeat(32)]),
    members: random.skewed(1, 1_000_000),
    lock: random.pick(['open', 'ask', 'word', 'locked']),
    plain: random.chance(0.5),
    port: random.int(1, 65_535),
  };
}
