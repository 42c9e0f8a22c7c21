import { kindOfRange } from '../core/network/classify.ts';
import type { OwnPort } from '../node/doctor/doctor.ts';
import { parseAddress } from '../shared/address.ts';
import { parseIp } from '../shared/ip-address.ts';
import type { LabState } from '../shared/lab/lab-models.ts';
import type { PlaceCard } from '../shared/places/place-models.ts';

/** Sockets that this Partyline listens on: those of hosted rooms, over both transports, and those of the practice servers. */
export function ownPorts(
  places: readonly Pick<PlaceCard, 'isHosted' | 'address'>[],
  { servers }: Pick<LabState, 'servers'>,
): readonly OwnPort[] {
  const practice = servers
    .filter(({ state }) => state === 'listening')
    .map(({ config: { transport }, port }) => ({ transport, port }));
  const rooms = places.filter(({ isHosted }) => isHosted).flatMap(({ address }) => portsAt(address));
  return [...rooms, ...practice];
}

/** The port of a room that is hosted here; none where it listens on this computer alone, which nobody else reaches. */
export function ownRoom(places: readonly Pick<PlaceCard, 'isHosted' | 'address'>[]): number | undefined {
  for (const { isHosted, address } of places) {
    const parsed = parseAddress(address);
    if (!isHosted || !parsed.ok) continue;
    const ip = parseIp(parsed.value.host);
    if (ip === undefined || kindOfRange(ip) !== 'loopback') return parsed.value.port;
  }
  return undefined;
}

function portsAt(address: string): readonly OwnPort[] {
  const parsed = parseAddress(address);
  if (!parsed.ok) return [];
  const { port } = parsed.value;
  return [
    { transport: 'tcp', port },
    { transport: 'udp', port },
  ];
}
