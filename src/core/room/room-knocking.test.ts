import { describe, expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const FAST = { linksPerAddressPerSecond: 1_000 };

describe('links that have said no hello', () => {
  it('are so many of one address: the oldest of them makes way for the next, and is told why', () => {
    const rig = new RoomRig({ ...FAST, links: 20, halfOpenPerAddress: 20 });
    const knocking = Array.from({ length: 6 }, () => rig.connect({ address: 'flood' }));
    rig.turn();
    expect(knocking.map(({ isClosed }) => isClosed)).toEqual([true, true, false, false, false, false]);
    expect(knocking[0]?.hears()).toMatchObject([{ type: 'error', code: 'hello_timeout' }]);
    expect(rig.room.links).toBe(4);
  });

  it('are so many in all: one of the address that has most makes way, and nobody of the others', () => {
    const rig = new RoomRig({ ...FAST, links: 20, halfOpen: 50, halfOpenPerAddress: 40 });
    const patient = rig.connect({ address: 'patient' });
    const knocking = ['a', 'b'].flatMap((address) => Array.from({ length: 6 }, () => rig.connect({ address })));
    rig.turn();
    expect(knocking.filter(({ isClosed }) => isClosed)).toHaveLength(3);
    expect(patient.isClosed).toBe(false);
    patient.hello();
    rig.turn();
    expect(patient.hears()[0]).toMatchObject({ type: 'welcome' });
  });

  it('count no more once they are members, or gone', () => {
    const rig = new RoomRig({ ...FAST, links: 20, halfOpenPerAddress: 10 });
    const members = Array.from({ length: 5 }, () => rig.join({}, { address: 'school' }));
    for (let time = 0; time < 5; time += 1) {
      const passing = rig.connect({ address: 'school' });
      rig.room.closed(passing.link, rig.now);
    }
    const [first, second] = [rig.connect({ address: 'school' }), rig.connect({ address: 'school' })];
    rig.turn();
    expect([...members, first, second].map(({ isClosed }) => isClosed)).not.toContain(true);
  });

  it('never are the one on the host’s own computer', () => {
    const rig = new RoomRig({ links: 20, halfOpen: 5, halfOpenPerAddress: 5 });
    const own = rig.connect({ local: true, address: 'here' });
    rig.connect({ address: 'a' });
    rig.connect({ address: 'b' });
    rig.turn();
    expect(own.isClosed).toBe(false);
  });
});

describe('the links of one address', () => {
  it('leave a part of all places to others, also while all of them are members', () => {
    const rig = new RoomRig({ ...FAST, links: 20, linksPerAddress: 50 });
    const school = Array.from({ length: 10 }, () => rig.join({}, { address: 'school' }));
    const eleventh = rig.connect({ address: 'school' });
    const other = rig.connect({ address: 'elsewhere' });
    rig.turn();
    expect(school.some(({ isClosed }) => isClosed)).toBe(false);
    expect(eleventh.hears()).toMatchObject([{ type: 'error', code: 'too_many_links' }]);
    expect(other.isClosed).toBe(false);
    expect(rig.room.admits('school', rig.now)).toBe(false);
    expect(rig.room.admits('elsewhere', rig.now)).toBe(true);
  });
});
