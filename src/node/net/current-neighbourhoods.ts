import { networkInterfaces } from 'node:os';
import { type Neighbourhood, neighbourhoodsOf } from '../../core/network/neighbourhoods.ts';
import { networkAddresses } from './network-addresses.ts';

/** Where everybody around is reached right now. @param isLoopbackOnly to stay on this computer */
export function currentNeighbourhoods(isLoopbackOnly: boolean): readonly Neighbourhood[] {
  return neighbourhoodsOf(networkAddresses(), { zoneOf, isLoopbackOnly });
}

/** What names an adapter behind an IPv6 address: on Windows its number. */
function zoneOf(adapter: string): string {
  if (process.platform !== 'win32') return adapter;
  const addresses = networkInterfaces()[adapter] ?? [];
  const found = addresses.find((one) => one.family === 'IPv6' && one.scopeid !== 0);
  return found?.family === 'IPv6' ? String(found.scopeid) : adapter;
}
