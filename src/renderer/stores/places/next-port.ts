import { parseAddress } from '../../../shared/address.ts';
import type { PlaceCard } from '../../../shared/places/place-models.ts';

const LAST_PORT = 65_535;

/** The hosted room that listens on a port of this computer. */
export function hostedAt(cards: Iterable<PlaceCard>, port: number): PlaceCard | undefined {
  for (const card of cards) {
    const address = parseAddress(card.address);
    if (card.isHosted && address.ok && address.value.port === port) return card;
  }
  return undefined;
}

/** The port that the next room takes: the wanted one, or the first after it that no room of this window has. */
export function nextPort(cards: Iterable<PlaceCard>, wanted: number): number {
  const all = [...cards];
  let port = wanted;
  while (port > 0 && port < LAST_PORT && hostedAt(all, port)) port += 1;
  return port;
}
