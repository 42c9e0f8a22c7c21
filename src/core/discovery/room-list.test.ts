import { describe, expect, it } from 'vitest';
import { at, DiscoveryRig, ETHERNET, ROOM } from '../../../tests/support/rigs/discovery-rig.ts';
import type { FoundRoom } from '../../shared/discovery/found-room.ts';

const ADA = at('192.168.1.20');

describe('a room comes into the list', () => {
  it('by a beacon, at once, and with how long it took to answer when it did', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM, 2);
    rig.beacon(ADA, ROOM);
    expect(rig.followed).toMatchObject([{ key: ROOM.id, name: 'Studio', at: [ADA], ways: ['beacon'], own: false }]);
    rig.pass(1_000);
    expect(rig.followed).toMatchObject([{ at: [{ ...ADA, ms: 2 }], contested: false }]);
  });

  it('by an answer to a question to everybody, which begins with the list itself', () => {
    const rig = new DiscoveryRig();
    expect(rig.around).toHaveLength(1);
    rig.pass(100);
    rig.answer(rig.around[0]!.question, ADA, ROOM);
    expect(rig.followed).toMatchObject([{ name: 'Studio', ways: ['asked'] }]);
  });

  it.each(['mdns', 'gossip'] as const)('by a claim of %s only when it answered from there itself', (by) => {
    const rig = new DiscoveryRig();
    rig.claim(ADA, by);
    rig.pass(10_000);
    expect(rig.names).toEqual([]);
    expect(rig.asked.map(({ to }) => to)).toEqual(Array(5).fill(ADA));
    rig.put(ADA, ROOM);
    rig.claim(ADA, by);
    rig.pass(500);
    expect(rig.followed).toMatchObject([{ name: 'Studio', ways: [by] }]);
  });

  it('at the address that a person gave, wherever that is, and the person hears of it', () => {
    const rig = new DiscoveryRig();
    const far = at('203.0.113.9', 9_000);
    rig.put(far, ROOM, 40);
    const heard: (FoundRoom | undefined)[] = [];
    rig.list.ask(far, rig.now, (found) => heard.push(found));
    rig.pass(5_000);
    expect(heard).toMatchObject([{ name: 'Studio', at: [{ ...far, ms: 40 }], ways: ['asked'] }]);
    rig.list.ask(at('203.0.113.10'), rig.now, (found) => heard.push(found));
    rig.pass(5_000);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toBeUndefined();
  });

  it('where it was before, whenever it is there again', () => {
    const rig = new DiscoveryRig();
    rig.claim(at('203.0.113.9'), 'remembered');
    rig.pass(300_000);
    rig.put(at('203.0.113.9'), ROOM);
    rig.pass(65_000);
    expect(rig.names).toEqual(['Studio']);
  });

  it('of its own without a question, and nothing else at its addresses counts', () => {
    const rig = new DiscoveryRig();
    rig.list.own([{ ...ROOM, addresses: ['192.168.1.5'] }], 0);
    rig.beacon(at('192.168.1.5'), ROOM);
    rig.pass(5_000);
    expect(rig.followed).toMatchObject([{ key: ROOM.id, own: true, at: [at('192.168.1.5')], ways: [] }]);
    expect(rig.asked).toEqual([]);
    const heard: (FoundRoom | undefined)[] = [];
    rig.list.ask(at('192.168.1.5'), rig.now, (found) => heard.push(found));
    expect(heard).toMatchObject([{ key: ROOM.id, own: true }]);
    expect(rig.asked).toEqual([]);
    rig.list.own([], rig.now);
    rig.pass(200);
    expect(rig.followed).toEqual([]);
  });
});

describe('nothing comes into the list', () => {
  it('by an answer that nobody asked for, or that came twice, or too late', () => {
    const rig = new DiscoveryRig();
    rig.answer({ index: 1, secret: 2 }, ADA, ROOM);
    rig.pass(3_000);
    const first = rig.around[0]!.question;
    rig.pass(5_000);
    rig.answer(first, ADA, ROOM);
    rig.pass(5_000);
    expect(rig.followed).toEqual([]);
    expect(rig.asked).toEqual([]);
  });

  it('by a beacon that names another port than it comes from, or comes from port 0', () => {
    const rig = new DiscoveryRig();
    rig.beacon(at('192.168.1.20', 7), ROOM);
    rig.beacon(at('192.168.1.20', 0), { ...ROOM, port: 0 });
    rig.claim(at('192.168.1.20', 0));
    rig.pass(5_000);
    expect([rig.followed, rig.asked]).toEqual([[], []]);
  });

  it('from beyond its own subnets, and nobody there is asked', () => {
    const rig = new DiscoveryRig();
    for (const address of ['8.8.8.8', '192.168.2.1', '10.0.0.1', '224.0.0.251', '255.255.255.255', '::1', 'fe80::1']) {
      rig.claim(at(address), 'mdns');
      rig.claim(at(address), 'gossip', '192.168.1.20');
      rig.beacon(at(address), ROOM);
    }
    for (const address of ['192.168.1.0', '192.168.1.255', '0.0.0.0', 'room.local', '']) rig.claim(at(address));
    rig.pass(60_000);
    expect([rig.followed, rig.asked]).toEqual([[], []]);
  });

  it('by what a host tells of another network than its own', () => {
    const rig = new DiscoveryRig();
    rig.claim(at('10.8.0.2'), 'gossip', '10.9.0.1');
    rig.claim(at('10.9.0.255'), 'gossip', '10.9.0.1');
    rig.claim(at('8.8.8.9'), 'gossip', '8.8.8.8');
    rig.pass(5_000);
    expect(rig.asked).toEqual([]);
    rig.claim(at('10.9.0.2'), 'gossip', '10.9.0.1');
    rig.pass(5_000);
    expect(rig.asked.map(({ to }) => to.address)).toEqual(Array(5).fill('10.9.0.2'));
  });
});

describe('a room that ends', () => {
  function shown(): DiscoveryRig {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.claim(ADA, 'mdns');
    rig.pass(5_000);
    expect(rig.names).toEqual(['Studio']);
    return rig;
  }

  it('is gone within two seconds when it says so', () => {
    const rig = shown();
    rig.take(ADA);
    rig.beacon(ADA, ROOM, true);
    rig.pass(1_999);
    expect(rig.names).toEqual([]);
  });

  it('is gone within two seconds when DNS-SD says so', () => {
    const rig = shown();
    rig.take(ADA);
    rig.list.withdraw(ADA, rig.now);
    rig.pass(1_999);
    expect(rig.names).toEqual([]);
  });

  it('stays when somebody else says so, in its name or in that of DNS-SD, and is found by one way less', () => {
    const rig = shown();
    for (let time = 0; time < 20; time += 1) {
      rig.beacon(ADA, ROOM, true);
      rig.list.withdraw(ADA, rig.now);
      rig.pass(300);
    }
    expect(rig.told.flatMap(({ gone }) => gone)).toEqual([]);
    expect(rig.followed).toMatchObject([{ ways: ['beacon'] }]);
  });

  it('does not come back by a beacon or an answer that was late', () => {
    const rig = shown();
    const question = rig.asked.at(-1)!.question;
    rig.take(ADA);
    rig.beacon(ADA, ROOM, true);
    rig.beacon(ADA, ROOM);
    rig.answer(question, ADA, ROOM);
    rig.pass(1_700);
    expect(rig.names).toEqual([]);
    rig.beacon(ADA, ROOM);
    rig.pass(30_000);
    expect(rig.names).toEqual([]);
  });

  it('comes back at once when it is there again', () => {
    const rig = shown();
    rig.take(ADA);
    rig.beacon(ADA, ROOM, true);
    rig.pass(3_000);
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(200);
    expect(rig.names).toEqual(['Studio']);
  });

  it('is gone within 35 seconds without a word, and was asked again and again before', () => {
    const rig = shown();
    rig.take(ADA);
    const asked = rig.asked.length;
    rig.pass(14_000);
    expect([rig.names, rig.asked.length]).toEqual([['Studio'], asked]);
    rig.pass(16_000);
    expect(rig.names).toEqual([]);
    expect(rig.asked.length - asked).toBe(8);
  });

  it('stays as long as it is heard, and is asked seldom', () => {
    const rig = shown();
    rig.pass(1);
    const asked = rig.asked.length;
    for (let minute = 0; minute < 10; minute += 1) {
      rig.pass(30_000);
      rig.beacon(ADA, ROOM);
      rig.pass(30_000);
      rig.beacon(ADA, ROOM);
    }
    expect(rig.told.flatMap(({ gone }) => gone)).toEqual([]);
    expect(rig.asked.length - asked).toBeLessThanOrEqual(21);
  });

  it('is gone though its beacons are forged, once it gave no answer for long', () => {
    const rig = shown();
    rig.take(ADA);
    for (let second = 0; second < 120; second += 1) {
      rig.beacon(ADA, ROOM);
      rig.pass(1_000);
    }
    expect(rig.followed[0]?.at).toEqual([ADA]);
    rig.pass(35_000);
    expect(rig.names).toEqual([]);
  });

  it('is not gone because the clock went on while this computer slept', () => {
    const rig = shown();
    rig.now += 3_600_000;
    rig.list.tick(rig.now);
    rig.pass(5_000);
    expect(rig.told.flatMap(({ gone }) => gone)).toEqual([]);
  });
});

describe('another network', () => {
  it('is asked as at the start, and rooms that can not be reached any more are gone within two seconds', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(10_000);
    const [around, asked] = [rig.around.length, rig.asked.length];
    rig.list.network([{ ...ETHERNET, address: '10.1.0.5' }], rig.now);
    rig.pass(2_000);
    expect(rig.around.length).toBeGreaterThan(around);
    expect([rig.names, rig.asked.length]).toEqual([[], asked]);
  });

  it('that is the same again leaves everything as it was', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(10_000);
    const told = rig.told.length;
    rig.list.network([ETHERNET], rig.now);
    rig.pass(10_000);
    expect(rig.told).toHaveLength(told);
  });
});
