import { readQuestion, readRoomPacket } from '../../../src/core/discovery/room-packet.ts';
import { decodeDns, encodeDns } from '../../../src/node/discovery/dns-codec.ts';
import { cleanNick, cleanRoomName } from '../../../src/shared/nickname.ts';
import type { Random } from '../../simulation/random.ts';
import { discoveryDatagram } from '../discovery-case.ts';
import { damage, noise } from '../values.ts';
import { promised, type Surface } from './surface.ts';

function dns(random: Random): Uint8Array {
  if (random.chance(0.2)) return noise(random, random.skewed(1, 1_400));
  const name = random.pick(['Studio._partyline._tcp.local', '_partyline._tcp.local', 'x.local', '']);
  const right = encodeDns({
    type: random.pick(['query', 'response']),
    questions: random.chance(0.5) ? [{ name, type: random.pick(['PTR', 'SRV', 'TXT']) }] : [],
    answers: [],
    others: [],
  } as Parameters<typeof encodeDns>[0]);
  return random.chance(0.7) ? damage(random, new Uint8Array(right)) : new Uint8Array(right);
}

/** Packets of discovery, and of multicast DNS. */
export const DISCOVERY: Surface = {
  name: 'discovery',
  inputs: 2_000,
  mostMs: 50,
  open: () => ({
    once: (random) => {
      const packet = discoveryDatagram(random, { index: random.int(0, 9), secret: random.int(0, 9) });
      readQuestion(packet);
      const heard = readRoomPacket(packet);
      if (heard) {
        promised(cleanRoomName(heard.advert.name) === heard.advert.name, 'a name is one that can be shown');
        promised(cleanNick(heard.advert.host) === heard.advert.host, 'a host is called what can be shown');
      }
      decodeDns(dns(random));
    },
  }),
};
