import type { FoundRoom, FoundWay } from '../../shared/discovery/found-room.ts';
import type { Finding } from '../../shared/doctor/models.ts';
import { finding } from './finding.ts';

/** What was heard of the rooms of others. */
export interface NeighbourEvidence {
  /** All that are found, own ones left out. */
  readonly rooms: readonly FoundRoom[];
  /** Whether an address is of a network that this computer is in, without a router in between. */
  readonly isNear: (address: string) => boolean;
  /** Networks of this computer in which everybody was asked at once. */
  readonly networks: number;
  /** Rooms that answered such a question; keys of {@link rooms}. */
  readonly answered: ReadonlySet<string>;
}

/** Rooms that are named one by one. */
const NAMED_MOST = 12;

/** How the ways are called where they are listed. */
const WAYS: Readonly<Record<FoundWay, string>> = {
  mdns: 'mDNS',
  beacon: 'broadcast',
  asked: 'UDP',
  gossip: 'host',
};

/** Names who is announced here and how each was found, and whether what is meant for all gets through. */
export function diagnoseNeighbours(evidence: NeighbourEvidence): readonly Finding[] {
  const { rooms, isNear, networks, answered } = evidence;
  if (networks === 0) return [];
  if (rooms.length === 0) return [finding('nobody_announced')];
  const near = rooms.filter(({ at }) => at.some(({ address }) => isNear(address)));
  const byMulticast = near.filter(({ ways }) => ways.includes('mdns'));
  const byBroadcast = near.filter(({ key, ways }) => answered.has(key) || ways.includes('beacon'));
  const mute = rooms.filter(({ at }) => at.every(({ ms }) => ms === undefined));
  return [
    finding('rooms_announced', { count: rooms.length, rooms: listed(rooms) }),
    ...passes('multicast', near.length, byMulticast.length),
    ...passes('broadcast', near.length, byBroadcast.length),
    ...(mute.length > 0 ? [finding('heard_unanswered', { rooms: names(mute) })] : []),
  ];
}

function passes(what: 'multicast' | 'broadcast', near: number, heard: number): readonly Finding[] {
  if (near === 0) return [];
  return [heard > 0 ? finding(`${what}_passes`, { count: heard }) : finding(`${what}_filtered`, { count: near })];
}

function listed(rooms: readonly FoundRoom[]): string {
  const words = rooms
    .slice(0, NAMED_MOST)
    .map(({ name, host, ways }) => `${name} (${host}: ${ways.map((way) => WAYS[way]).join(', ')})`);
  return [...words, ...(rooms.length > NAMED_MOST ? ['…'] : [])].join('; ');
}

function names(rooms: readonly FoundRoom[]): string {
  const words = rooms.slice(0, NAMED_MOST).map(({ name }) => name);
  return [...words, ...(rooms.length > NAMED_MOST ? ['…'] : [])].join('; ');
}
