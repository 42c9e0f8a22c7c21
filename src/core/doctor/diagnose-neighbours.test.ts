import { expect, it } from 'vitest';
import type { FoundRoom, FoundWay } from '../../shared/discovery/found-room.ts';
import { diagnoseNeighbours } from './diagnose-neighbours.ts';

const isNear = (address: string) => address.startsWith('10.0.0.');

function room(name: string, ways: readonly FoundWay[], address = '10.0.0.2', ms: number | undefined = 3): FoundRoom {
  const at = [{ address, port: 8_888, ...(ms !== undefined && { ms }) }];
  const more = { host: 'Hal', members: 2, lock: 'open', plain: true, own: false, contested: false } as const;
  return { key: name, id: name, name, at, ways, ...more };
}

function codesOf(rooms: readonly FoundRoom[], answered: readonly string[] = [], networks = 1) {
  return diagnoseNeighbours({ rooms, isNear, networks, answered: new Set(answered) }).map(({ code }) => code);
}

it('names nobody where there is no network, which is told elsewhere', () => {
  expect(codesOf([], [], 0)).toEqual([]);
});

it('says that nobody is announced', () => {
  expect(codesOf([])).toEqual(['nobody_announced']);
});

it('names each room, its host and the ways that it was found in', () => {
  const rooms = [room('Library', ['mdns', 'asked']), room('Lab', ['beacon'])];
  const [first] = diagnoseNeighbours({ rooms, isNear, networks: 1, answered: new Set() });
  expect(first).toMatchObject({
    code: 'rooms_announced',
    detail: { count: 2, rooms: 'Library (Hal: mDNS, UDP); Lab (Hal: broadcast)' },
  });
});

it('names twelve rooms at the most', () => {
  const many = Array.from({ length: 13 }, (_, index) => room(`Room ${index}`, ['mdns']));
  const [first] = diagnoseNeighbours({ rooms: many, isNear, networks: 1, answered: new Set() });
  expect(first?.detail['rooms']).toMatch(/Room 11 \(Hal: mDNS\); …$/);
});

it.each<[string, readonly FoundRoom[], readonly string[], readonly string[]]>([
  ['both pass', [room('A', ['mdns', 'asked'])], ['A'], ['multicast_passes', 'broadcast_passes']],
  ['a beacon came', [room('A', ['mdns', 'beacon'])], [], ['multicast_passes', 'broadcast_passes']],
  ['multicast is filtered', [room('A', ['beacon', 'asked'])], [], ['multicast_filtered', 'broadcast_passes']],
  ['broadcast is filtered', [room('A', ['mdns', 'asked'])], [], ['multicast_passes', 'broadcast_filtered']],
  ['neither passes', [room('A', ['asked', 'gossip'])], [], ['multicast_filtered', 'broadcast_filtered']],
  ['all are behind a router', [room('A', ['asked'], '10.0.9.2')], [], []],
])('tells what gets through: %s', (_, rooms, answered, codes) => {
  expect(codesOf(rooms, answered).slice(1)).toEqual(codes);
});

it('names rooms that are heard and answer nothing', () => {
  const mute = room('Mute', ['beacon'], '10.0.0.3', undefined);
  expect(codesOf([{ ...mute, at: [{ address: '10.0.0.3', port: 1 }] }])).toContain('heard_unanswered');
});
