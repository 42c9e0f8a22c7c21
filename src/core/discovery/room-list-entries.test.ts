import { describe, expect, it } from 'vitest';
import { at, DiscoveryRig, DOCKER, ETHERNET, ROOM, room } from '../../../tests/support/rigs/discovery-rig.ts';

const ADA = at('192.168.1.20');

describe('one room', () => {
  it('is one entry, found in four ways and at three addresses, the real network first', () => {
    const rig = new DiscoveryRig([ETHERNET, DOCKER]);
    const [docker, far] = [at('172.17.0.2'), at('10.9.0.1')];
    rig.put(ADA, ROOM, 4);
    rig.put(docker, ROOM, 1);
    rig.put(far, ROOM, 30);
    rig.beacon(docker, ROOM);
    rig.claim(ADA, 'mdns');
    rig.claim(docker, 'gossip');
    rig.list.ask(far, rig.now);
    rig.pass(1_000);
    expect(rig.followed).toMatchObject([
      { name: 'Studio', ways: ['mdns', 'beacon', 'asked', 'gossip'], contested: false },
    ]);
    expect(rig.followed[0]?.at).toEqual([
      { ...ADA, ms: 4 },
      { ...far, ms: 30 },
      { ...docker, ms: 1 },
    ]);
  });

  it('is joined at the address that answers from here', () => {
    const rig = new DiscoveryRig();
    const other = at('192.168.1.21');
    rig.put(other, ROOM, 9);
    rig.beacon(ADA, ROOM);
    rig.beacon(other, ROOM);
    rig.pass(1_000);
    expect(rig.followed[0]?.at).toEqual([{ ...other, ms: 9 }, ADA]);
  });

  it('keeps its best address while another is a little faster, and takes one that is much faster', () => {
    const rig = new DiscoveryRig();
    const [other, third] = [at('192.168.1.21'), at('192.168.1.22')];
    rig.put(ADA, ROOM, 10);
    rig.beacon(ADA, ROOM);
    rig.pass(1_000);
    rig.put(other, ROOM, 6);
    rig.beacon(other, ROOM);
    rig.pass(1_000);
    expect(rig.followed[0]?.at[0]).toEqual({ ...ADA, ms: 10 });
    rig.put(third, ROOM, 1);
    rig.beacon(third, ROOM);
    rig.pass(1_000);
    expect(rig.followed[0]?.at[0]).toEqual({ ...third, ms: 1 });
  });

  it('that moved to another address is joined there within five seconds, and was in the list all the time', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(10_000);
    rig.take(ADA);
    const moved = at('192.168.1.77');
    rig.put(moved, ROOM);
    rig.beacon(moved, ROOM);
    rig.pass(5_000);
    expect(rig.followed[0]?.at[0]).toMatchObject(moved);
    rig.pass(30_000);
    expect(rig.followed[0]?.at).toHaveLength(1);
    expect(rig.told.flatMap(({ gone }) => gone)).toEqual([]);
  });

  it('that moved and then ends is gone within two seconds, though only its new address says so', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(1_000);
    rig.take(ADA);
    const moved = at('192.168.1.77');
    rig.put(moved, ROOM);
    rig.beacon(moved, ROOM);
    rig.pass(6_000);
    rig.take(moved);
    rig.beacon(moved, ROOM, true);
    rig.pass(1_999);
    expect(rig.names).toEqual([]);
  });

  it('that moved just before it was to be asked anyway is joined at its new address within five seconds', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(18_000);
    rig.take(ADA);
    const moved = at('192.168.1.77');
    rig.put(moved, ROOM);
    rig.beacon(moved, ROOM);
    rig.pass(5_000);
    expect(rig.followed[0]?.at[0]).toMatchObject(moved);
    rig.pass(12_000);
    expect(rig.followed[0]?.at).toHaveLength(1);
  });

  it('that gets another name stays one entry, though its addresses tell of it one after the other', () => {
    const rig = new DiscoveryRig();
    const other = at('192.168.1.21');
    for (const where of [ADA, other]) {
      rig.put(where, ROOM);
      rig.beacon(where, ROOM);
    }
    rig.pass(5_000);
    for (const where of [ADA, other]) rig.put(where, { ...ROOM, name: 'Workshop' });
    rig.beacon(ADA, { ...ROOM, name: 'Workshop' });
    rig.pass(3_000);
    expect(rig.followed.map(({ key, name, at: where }) => [key, name, where.length])).toEqual([
      [ROOM.id, 'Workshop', 2],
    ]);
    expect(rig.told.flatMap(({ gone }) => gone)).toEqual([]);
  });

  it('goes on under its new name when the last address ends that still had the old one', () => {
    const rig = new DiscoveryRig();
    const other = at('192.168.1.21');
    for (const where of [ADA, other]) {
      rig.put(where, ROOM);
      rig.beacon(where, ROOM);
    }
    rig.pass(10_000);
    rig.take(other);
    rig.list.claim({ by: 'mdns', at: other }, rig.now);
    rig.list.withdraw(other, rig.now);
    rig.pass(1_300);
    rig.put(ADA, { ...ROOM, name: 'Workshop' });
    rig.beacon(ADA, { ...ROOM, name: 'Workshop' });
    rig.pass(3_000);
    expect(rig.followed).toMatchObject([{ key: ROOM.id, name: 'Workshop', at: [ADA], contested: false }]);
  });

  it('tells how many are in it, by its own answer', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(5_000);
    rig.put(ADA, { ...ROOM, members: 4, lock: 'word' });
    rig.beacon(ADA, { ...ROOM, members: 900_000 });
    rig.pass(500);
    expect(rig.followed).toMatchObject([{ members: 4, lock: 'word' }]);
  });
});

describe('a room that claims the id of another', () => {
  it('is an entry of its own, neither in the place nor among the addresses of the real one', () => {
    const rig = new DiscoveryRig();
    const liar = at('192.168.1.66');
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(5_000);
    const lie = { ...ROOM, name: 'Free beer', members: 999 };
    rig.put(liar, lie);
    rig.beacon(liar, lie);
    rig.pass(5_000);
    expect(rig.followed).toMatchObject([
      { key: ROOM.id, name: 'Studio', members: 3, at: [ADA], contested: true },
      { key: `${ROOM.id} 2`, name: 'Free beer', at: [liar], contested: true },
    ]);
    rig.take(liar);
    rig.pass(40_000);
    expect(rig.followed).toMatchObject([{ key: ROOM.id, name: 'Studio', contested: false }]);
  });

  it('can not change what the real one says by beacons in its name', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(1_000);
    const told = rig.told.length;
    for (let time = 0; time < 10_000; time += 1) {
      rig.beacon(ADA, time % 2 === 0 ? { ...ROOM, name: `Free beer ${time}` } : room(time));
      rig.pass(1);
    }
    expect(rig.told).toHaveLength(told);
    expect(rig.asked.length).toBeLessThan(60);
  });

  it('leaves the name of an own room to it', () => {
    const rig = new DiscoveryRig();
    rig.put(ADA, ROOM);
    rig.beacon(ADA, ROOM);
    rig.pass(1_000);
    rig.list.own([{ ...ROOM, addresses: ['192.168.1.5'] }], rig.now);
    rig.pass(1_000);
    expect(rig.followed).toMatchObject([
      { key: ROOM.id, own: true },
      { key: `${ROOM.id} 2`, own: false, contested: true },
    ]);
  });
});
