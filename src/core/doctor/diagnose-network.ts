import type { Finding, NetworkAddress, NetworkKind } from '../../shared/doctor/models.ts';
import { isForOthers } from '../network/describe-addresses.ts';
import { finding } from './finding.ts';

/** What this computer's own addresses tell, before anybody else is asked. */
export function diagnoseNetwork(addresses: readonly NetworkAddress[]): readonly Finding[] {
  const usable = addresses.filter(isForOthers);
  const best = usable.find(({ recommended }) => recommended);
  if (!best) return [finding('no_network')];
  return [...aboutBest(best), ...aboutSeveral(usable), ...aboutVpn(usable, best)];
}

function aboutBest({ kind, address, adapter }: NetworkAddress): readonly Finding[] {
  if (kind === 'link-local') return [finding('no_lease', { address, adapter })];
  if (!isOrdinary(kind)) return [finding('only_virtual', { address, adapter })];
  return [finding('address_to_use', { address, adapter })];
}

function isOrdinary(kind: NetworkKind): boolean {
  return kind === 'private' || kind === 'public' || kind === 'link-local';
}

/** Adapters with an IPv4 address of an ordinary network; those of one adapter are one network to a person. */
function aboutSeveral(usable: readonly NetworkAddress[]): readonly Finding[] {
  const ordinary = usable.filter(({ kind, family }) => family === 'IPv4' && isOrdinary(kind));
  const adapters = new Set(ordinary.map(({ adapter }) => adapter));
  if (adapters.size < 2) return [];
  const addresses = ordinary.map(({ address, adapter }) => `${address} (${adapter})`).join(', ');
  return [finding('several_networks', { addresses })];
}

function aboutVpn(usable: readonly NetworkAddress[], best: NetworkAddress): readonly Finding[] {
  const tunnels = usable.filter(({ kind }) => kind === 'vpn' && kind !== best.kind);
  if (tunnels.length === 0) return [];
  return [finding('vpn_active', { adapters: [...new Set(tunnels.map(({ adapter }) => adapter))].join(', ') })];
}
