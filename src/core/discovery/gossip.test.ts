import { describe, expect, it } from 'vitest';
import { ROOM } from '../../../tests/support/rigs/discovery-rig.ts';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { FoundAddress, FoundRoom } from '../../shared/discovery/found-room.ts';
import { claimsOf, Gossip, namedRooms, readNamedRooms } from './gossip.ts';

const ID = ROOM.id;

function found(number: number, at: readonly FoundAddress[], fields: Partial<FoundRoom> = {}): FoundRoom {
  const { port, ...advert } = ROOM;
  const id = number.toString(16).padStart(32, '0');
  return {
    ...advert,
    key: id,
    id,
    name: `Room ${number}`,
    at,
    ways: ['beacon'],
    own: false,
    contested: false,
    ...fields,
  };
}

function answering(address: string, port = 8888): FoundAddress {
  return { address, port, ms: 1 };
}

describe('what a host tells of other rooms', () => {
  it('are those that answered, at addresses that mean the same on another computer', () => {
    const rooms = [
      found(1, [
        answering('192.168.1.20'),
        { address: '10.0.0.1', port: 1 },
        answering('fd00::1', 9),
        answering('fe80::1%eth0'),
      ]),
      found(2, [{ address: '192.168.1.21', port: 8888 }]),
      found(3, [answering('127.0.0.1')]),
      found(4, [answering('192.168.1.22')], { contested: true }),
      found(5, [{ address: '192.168.1.5', port: 8889 }], { own: true }),
      found(6, [answering('192.168.1.23')], { id: ID }),
    ];
    expect(namedRooms(rooms, ID)).toEqual([
      { id: rooms[0]?.id, name: 'Room 1', host: 'Ada', at: ['192.168.1.20:8888', '[fd00::1]:9'] },
    ]);
  });

  it('is no more than a frame holds', () => {
    const at = Array.from({ length: 9 }, (_, i) => answering(`fd00:1111:2222:3333:4444:5555:6666:${7000 + i}`));
    const rooms = Array.from({ length: 500 }, (_, i) =>
      found(i, at, { name: '\u{1f3f3}'.repeat(64), host: '漢'.repeat(32) }),
    );
    const named = namedRooms(rooms, ID);
    expect(named).toHaveLength(DISCOVERY_LIMITS.gossipRooms);
    expect(named[0]?.at).toHaveLength(DISCOVERY_LIMITS.gossipAddresses);
    const header = JSON.stringify({ type: 'rooms', rooms: named });
    expect(new TextEncoder().encode(header).length).toBeLessThan(65_535);
  });

  it('is told to those who are here when it changes, not each time, and to newcomers in full', () => {
    const gossip = new Gossip(ID);
    expect([gossip.news(0), gossip.deadline]).toEqual([[], Number.POSITIVE_INFINITY]);
    const [one, two] = [found(1, [answering('10.0.0.1')]), found(2, [answering('10.0.0.2')])];
    gossip.know([one]);
    expect(gossip.news(0).map(({ name }) => name)).toEqual(['Room 1']);
    gossip.know([one, two]);
    gossip.know([{ ...one, members: 9 }, two]);
    expect([gossip.news(5_000), gossip.deadline]).toEqual([[], 10_000]);
    expect(gossip.news(10_000).map(({ name }) => name)).toEqual(['Room 2']);
    expect(gossip.all).toHaveLength(2);
    gossip.know([{ ...one, at: [answering('10.0.0.9')] }]);
    expect(gossip.news(30_000)).toMatchObject([{ name: 'Room 1', at: ['10.0.0.9:8888'] }]);
    gossip.know([]);
    expect([gossip.deadline, gossip.all]).toEqual([Number.POSITIVE_INFINITY, []]);
  });
});

describe('what a guest takes of it', () => {
  const named = { id: ID, name: 'Studio', host: 'Ada', at: ['192.168.1.20:8888'] };

  it('are claims with the host that told', () => {
    const rooms = readNamedRooms([{ ...named, more: 1, at: ['192.168.1.20:8888', '[fd00::1]:9'] }]);
    expect(rooms).toHaveLength(1);
    expect(claimsOf(rooms!, '10.0.0.1')).toEqual([
      { by: 'gossip', at: { address: '192.168.1.20', port: 8888 }, teller: '10.0.0.1' },
      { by: 'gossip', at: { address: 'fd00::1', port: 9 }, teller: '10.0.0.1' },
    ]);
  });

  it.each([
    ['null', null],
    ['no id', { ...named, id: undefined }],
    ['another id', { ...named, id: 'studio' }],
    ['a name that turns what follows', { ...named, name: '\u202eoidutS' }],
    ['a host with a line break', { ...named, host: 'A\nda' }],
    ['no addresses', { ...named, at: [] }],
    ['addresses that are none', { ...named, at: '192.168.1.20:8888' }],
    ['a name in the place of an address', { ...named, at: ['tracker.example:8888'] }],
    ['an address without a port', { ...named, at: ['192.168.1.20'] }],
    ['port 0', { ...named, at: ['192.168.1.20:0'] }],
    ['a number', { ...named, at: [7] }],
  ])('is nothing of %s', (_, room) => {
    expect(readNamedRooms([room])).toEqual([]);
  });

  it('is no list, or no more than is told', () => {
    for (const value of [undefined, null, {}, 'rooms', 7]) expect(readNamedRooms(value)).toBeUndefined();
    expect(readNamedRooms(Array(10_000).fill(named))).toHaveLength(DISCOVERY_LIMITS.gossipRooms);
    const many = { ...named, at: Array.from({ length: 1_000 }, (_, i) => `10.0.0.1:${i + 1}`) };
    expect(readNamedRooms([many])?.[0]?.at).toHaveLength(DISCOVERY_LIMITS.gossipAddresses);
  });
});
