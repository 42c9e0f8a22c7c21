import { setTimeout as sleep } from 'node:timers/promises';
import { askPacket } from '../../core/datagram/packet.ts';
import { readRoomPacket } from '../../core/discovery/room-packet.ts';
import { diagnoseNeighbours } from '../../core/doctor/diagnose-neighbours.ts';
import { isNeighbour, type Neighbourhood } from '../../core/network/neighbourhoods.ts';
import type { Finding } from '../../shared/doctor/models.ts';
import { DISCOVERY_PORT } from '../../shared/limits.ts';
import { BothFamilies } from '../discovery/both-families.ts';
import { type DiscoveryScope, discoveryScope } from '../discovery/discovery-scope.ts';
import type { DiscoveryService } from '../discovery/discovery-service.ts';
import { currentNeighbourhoods } from '../net/current-neighbourhoods.ts';
import { random32 } from '../net/udp-link.ts';

/** How long it is looked around, in milliseconds: whoever is here is found within this. */
export const LOOK_AROUND_MS = 3_000;

/**
 * Finds out who is announced here, how each was found, and whether what is meant for everybody gets through.
 * @param signal ends it early, with what is known until then
 */
export async function lookAround(
  discovery: Pick<DiscoveryService, 'rooms' | 'watch'>,
  signal: AbortSignal,
  scope: DiscoveryScope = discoveryScope(process.env),
): Promise<readonly Finding[]> {
  const neighbourhoods = scope === 'off' ? [] : currentNeighbourhoods(scope === 'loopback');
  if (neighbourhoods.length === 0) return [];
  const unwatch = discovery.watch({ changed: () => {} });
  const answers = await answersOfAll(neighbourhoods, signal);
  const rooms = discovery.rooms().filter(({ own }) => !own);
  unwatch();
  return diagnoseNeighbours({
    rooms,
    isNear: (address) => neighbourhoods.some((neighbourhood) => isNeighbour(neighbourhood, address)),
    networks: neighbourhoods.length,
    answered: new Set(rooms.filter(({ id }) => answers.has(id)).map(({ key }) => key)),
  });
}

/** Asks everybody by broadcast, at the beginning and once more. @returns the ids of the rooms that answered */
async function answersOfAll(
  neighbourhoods: readonly Neighbourhood[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const answers = new Set<string>();
  const id = { index: random32(), secret: random32() };
  const question = askPacket(id);
  const sockets = new BothFamilies(0, (datagram) => {
    const heard = readRoomPacket(datagram);
    if (heard?.question?.index === id.index && heard.question.secret === id.secret) answers.add(heard.advert.id);
  });
  for (const _ of ['at first', 'again']) {
    for (const { everybody } of neighbourhoods) sockets.send(question, { address: everybody, port: DISCOVERY_PORT });
    await sleep(LOOK_AROUND_MS / 2, undefined, { signal }).catch(() => {});
  }
  await sockets.close();
  return answers;
}
