import { describe, expect, it } from 'vitest';
import { ROOM } from '../../../tests/support/rigs/discovery-rig.ts';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { FoundRoom, SubnetSearch } from '../../shared/discovery/found-room.ts';
import { SubnetSearching, searchableSubnet } from './subnet-search.ts';

function subnetOf(text: string) {
  const read = searchableSubnet(text);
  if (!read.ok) throw new Error(read.problem.code);
  return read.value;
}

function rig(text: string) {
  const asked: { readonly at: number; readonly address: string; readonly port: number }[] = [];
  const told: SubnetSearch[] = [];
  const rooms: FoundRoom[] = [];
  let now = 0;
  let questions = 0;
  const search = new SubnetSearching(
    1,
    { subnet: subnetOf(text), port: 8888 },
    {
      ask: (_, to) => asked.push({ at: now, ...to }),
      question: () => {
        questions += 1;
        return { index: questions, secret: 0 };
      },
      rooms: () => rooms,
      progress: (search) => told.push(search),
    },
    0,
  );
  const until = (end: number) => {
    while (search.deadline <= end) {
      now = search.deadline;
      search.tick(now);
    }
    now = end;
  };
  const found = (address: string, own = false) => {
    const { port, ...advert } = ROOM;
    const room = { ...advert, key: address, at: [{ address, port }], ways: ['asked'], own, contested: false } as const;
    rooms.push(room);
  };
  return { asked, told, search, until, found, questions: () => questions };
}

describe('a search of a subnet', () => {
  it('asks every address of it, twice, and nobody else', () => {
    const { asked, until, told } = rig('192.168.1.77/24');
    until(60_000);
    const addresses = Array.from({ length: 254 }, (_, i) => `192.168.1.${i + 1}`);
    expect(asked.map(({ address }) => address)).toEqual([...addresses, ...addresses]);
    expect(told.at(-1)).toEqual({
      search: 1,
      subnet: '192.168.1.0/24',
      port: 8888,
      asked: 254,
      of: 254,
      found: 0,
      state: 'done',
    });
  });

  it('keeps its pace, and tells how it goes on', () => {
    const { asked, until, told, questions } = rig('10.0.0.0/20');
    until(1_000);
    expect(asked.length).toBeGreaterThan(0.9 * DISCOVERY_LIMITS.searchesPerSecond);
    until(10_000);
    expect(asked.length).toBeLessThanOrEqual(10 * DISCOVERY_LIMITS.searchesPerSecond + 8);
    expect(asked.length).toBeGreaterThan(9 * DISCOVERY_LIMITS.searchesPerSecond);
    expect(told.length).toBeLessThanOrEqual(101);
    expect(told.every(({ state, of }) => state === 'running' && of === 4_094)).toBe(true);
    expect(questions()).toBeLessThan(10);
    const steps = told.map((one) => one.asked);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    until(120_000);
    expect(told.at(-1)).toMatchObject({ asked: 4_094, state: 'done' });
    expect(asked).toHaveLength(2 * 4_094);
  });

  it('asks nobody again who answered, and counts the rooms of others that are there', () => {
    const { asked, until, found, told } = rig('192.168.1.0/28');
    found('192.168.1.3');
    found('192.168.1.4', true);
    found('192.168.2.5');
    until(60_000);
    expect(asked.filter(({ address }) => address === '192.168.1.3')).toHaveLength(1);
    expect(asked.filter(({ address }) => address === '192.168.1.4')).toHaveLength(2);
    expect(told.at(-1)).toMatchObject({ found: 1, of: 14 });
  });

  it('asks nothing any more when nobody wants it, and says so once', () => {
    const { asked, search, until, told } = rig('192.168.1.0/24');
    until(500);
    const before = asked.length;
    search.cancel();
    search.cancel();
    until(60_000);
    expect(asked).toHaveLength(before);
    expect(told.filter(({ state }) => state !== 'running')).toMatchObject([{ state: 'cancelled' }]);
  });

  it('ends even where everybody answered', () => {
    const { asked, until, found, told } = rig('192.168.1.0/30');
    found('192.168.1.1');
    found('192.168.1.2');
    until(5_000);
    expect(asked).toHaveLength(2);
    expect(told.at(-1)?.state).toBe('done');
  });

  it('takes both addresses of a cable between two, and a single one', () => {
    for (const [text, count] of [
      ['10.0.0.1/32', 1],
      ['10.0.0.1/31', 2],
      ['10.0.0.1/30', 2],
    ] as const) {
      const { asked, until } = rig(text);
      until(60_000);
      expect(new Set(asked.map(({ address }) => address)).size, text).toBe(count);
    }
  });

  it.each([
    ['10.0.0.0/19', 'bad_prefix'],
    ['0.0.0.0/0', 'bad_prefix'],
    ['10.0.0.0/33', 'bad_prefix'],
    ['10.0.0.0/', 'bad_prefix'],
    ['10.0.0.0', 'bad_prefix'],
    ['10.0.0.0/2e1', 'bad_prefix'],
    ['fd00::/120', 'bad_ip'],
    ['studio/24', 'bad_ip'],
    ['10.0.0.0/24/24', 'bad_ip'],
    ['', 'bad_ip'],
  ])('is none of %s', (text, code) => {
    expect(searchableSubnet(text)).toMatchObject({ ok: false, problem: { code } });
  });
});
