import { describe, expect, it } from 'vitest';
import { at, DiscoveryRig, ROOM, room } from '../../../tests/support/rigs/discovery-rig.ts';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';

const { spots, questionsPerSecond, questionsAtOnce, muteRooms, spotsPerAddress } = DISCOVERY_LIMITS;
const ADA = at('192.168.1.20');

/** One of the addresses around, and a port. */
function somewhere(number: number) {
  return at(`192.168.1.${30 + (number % 200)}`, 1 + (number % 65_535));
}

function shown(): DiscoveryRig {
  const rig = new DiscoveryRig();
  rig.put(ADA, ROOM);
  rig.beacon(ADA, ROOM);
  rig.pass(1_000);
  return rig;
}

describe('under 10,000 adverts a second', () => {
  it.each([
    ['beacons', (rig: DiscoveryRig, i: number) => rig.beacon(somewhere(i), room(i, { port: somewhere(i).port }))],
    ['claims of DNS-SD', (rig: DiscoveryRig, i: number) => rig.claim(somewhere(i), 'mdns')],
    ['claims of hosts', (rig: DiscoveryRig, i: number) => rig.claim(somewhere(i), 'gossip')],
    [
      'rooms of one address',
      (rig: DiscoveryRig, i: number) => rig.beacon(at('192.168.1.9', 1 + i), room(i, { port: 1 + i })),
    ],
    [
      'claims to its id',
      (rig: DiscoveryRig, i: number) => rig.beacon(somewhere(i), { ...ROOM, name: `${i}`, port: somewhere(i).port }),
    ],
    ['ends in its name', (rig: DiscoveryRig, _: number) => rig.beacon(ADA, ROOM, true)],
    ['other rooms at its address', (rig: DiscoveryRig, i: number) => rig.beacon(ADA, room(i))],
    [
      'answers nobody asked for',
      (rig: DiscoveryRig, i: number) => rig.answer({ index: i + 1, secret: i }, somewhere(i), room(i)),
    ],
    [
      'answers to a question that somebody else heard',
      (rig: DiscoveryRig, i: number) => rig.answer(rig.around.at(-1)!.question, somewhere(i), room(i)),
    ],
  ])('%s: memory and questions stay within bounds, and the real room stays', (_, advert) => {
    const rig = shown();
    const start = rig.asked.length;
    for (let i = 0; i < 10_000; i += 1) {
      advert(rig, i);
      if (i % 10 === 0) rig.pass(1);
    }
    expect(rig.list.remembered).toBeLessThan(spots + 4 * (2 * questionsPerSecond) + 2 * questionsAtOnce + 100);
    expect(rig.asked.length - start).toBeLessThanOrEqual(2 * (questionsAtOnce + questionsPerSecond));
    const known = () => rig.followed.filter(({ key, name }) => key === ROOM.id && name === 'Studio');
    expect(known()).toHaveLength(1);
    expect(rig.told.flatMap(({ gone }) => gone)).not.toContain(ROOM.id);
    expect(rig.told.length).toBeLessThan(45);
  });

  it('forgets what came to nothing', () => {
    const rig = shown();
    for (let i = 0; i < 60; i += 1) {
      rig.claim(somewhere(i), 'mdns');
      rig.beacon(somewhere(1_000 + i), room(i, { port: somewhere(1_000 + i).port }));
      rig.answer(rig.around[0]!.question, somewhere(2_000 + i), room(i));
    }
    expect(rig.list.remembered).toBeGreaterThan(120);
    rig.pass(200_000);
    expect(rig.list.remembered).toBeLessThan(10);
  });

  it('shows no more rooms that answer nothing than their places, and those seldom', () => {
    const rig = shown();
    for (let i = 0; i < 4_000; i += 1) {
      rig.beacon(somewhere(i), room(i, { port: somewhere(i).port }));
      if (i % 10 === 0) rig.pass(1);
    }
    expect(rig.followed.length).toBeLessThan(100);
    rig.pass(5_000);
    expect(rig.followed.length).toBeLessThanOrEqual(muteRooms + 1);
  });

  it('finds a new room all the same, by asking everybody again', () => {
    const rig = shown();
    rig.pass(4_700);
    const [newcomer, asked] = [at('192.168.1.25'), rig.around.length];
    for (let i = 0; i < 20_000 && rig.around.length === asked; i += 1) {
      rig.beacon(somewhere(i), room(i, { port: somewhere(i).port }));
      if (i % 10 === 0) rig.pass(1);
    }
    rig.answer(rig.around.at(-1)!.question, newcomer, room(77, { name: 'Newcomer' }));
    rig.pass(200);
    expect(rig.around.length).toBe(asked + 1);
    expect(rig.names).toContain('Newcomer');
  });
});

it('knows five hundred rooms of one computer, and leaves place for those of others', () => {
  const rig = new DiscoveryRig();
  rig.pass(10);
  for (let port = 1; port <= 10_000; port += 1)
    rig.answer(rig.around[0]!.question, at('192.168.1.9', port), room(port, { port }));
  rig.answer(rig.around[0]!.question, ADA, ROOM);
  rig.pass(200);
  expect(rig.followed.length).toBe(spotsPerAddress + 1);
});
