import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DoorRig, gist } from '../../../../tests/support/rigs/door-rig.ts';
import { deviceOf, type RigPeer } from '../../../../tests/support/rigs/room-rig.ts';
import type { FrameHeader } from '../../wire/frame.ts';

const membersSeenBy = (rig: DoorRig) => rig.room.members().map(({ nick, role }) => (role ? `${nick} (${role})` : nick));
const bansIn = (heard: readonly FrameHeader[]) => heard.findLast(({ type }) => type === 'bans')?.['bans'] as unknown[];

describe('ranks', () => {
  it('come and go as events that everybody reads, and outlive a restart', () => {
    const rig = new DoorRig();
    const ada = rig.comes(1);
    ada.hears();
    expect(rig.ask(rig.host, { do: 'role', member: 'm2', role: 'moderator' })).toMatchObject({
      type: 'accepted',
      seq: 3,
    });
    const event = { kind: 'role', text: 'moderator', from: 'm1', about: { id: 'm2', nick: 'Person 1' } };
    expect(ada.hears()).toMatchObject([{ type: 'knocks', knocks: [] }, event]);
    expect(membersSeenBy(rig)).toEqual(['Host', 'Person 1 (moderator)']);
    rig.restart();
    expect(membersSeenBy(rig)).toEqual(['Host', 'Person 1 (moderator)']);
    const host = rig.connect({ local: true, device: rig.host.device });
    host.hello({ nick: 'Host' });
    rig.turn();
    rig.ask(host, { do: 'role', member: 'm2', role: 'member' });
    expect(membersSeenBy(rig)).toEqual(['Host', 'Person 1']);
  });

  it('are given to nobody who talks in clear, to no plain guest, and to so many at the most', () => {
    const rig = new DoorRig({ moderators: 1 });
    rig.join({ nick: 'Clear' });
    rig.comes(1);
    rig.comes(2);
    const raise = (member: string) => rig.ask(rig.host, { do: 'role', member, role: 'moderator' })?.code;
    expect(raise('m2')).toBe('no_key');
    expect(raise('m3')).toBeUndefined();
    expect(raise('m4')).toBe('too_many_bans');
    expect(raise('m99')).toBe('no_such_member');
  });
});

describe('removing somebody', () => {
  it('ends their links and their way back, and the log says who did it', () => {
    const rig = new DoorRig();
    const bob = rig.comes(1);
    const { session } = bob.hears()[0] as FrameHeader;
    rig.ask(rig.host, { do: 'remove', member: 'm2' });
    expect(gist(bob.hears())).toEqual(['removed', 'removed', 'left']);
    expect(bob.isClosed).toBe(true);
    expect(gist(rig.heard).slice(-3)).toEqual(['accepted', 'removed', 'left']);
    const back = rig.comes(1, { resume: { session, seq: 1 } });
    expect(gist(back.hears())).toEqual(['unknown_session']);
    expect(gist(rig.comes(1).hears())[0]).toBe('welcome');
  });

  it('closes a door behind them that they have to knock at again', () => {
    const rig = new DoorRig();
    rig.comes(1);
    rig.setDoor('ask');
    rig.ask(rig.host, { do: 'remove', member: 'm2' });
    rig.restart();
    expect(gist(rig.comes(1).hears())).toEqual(['ask']);
  });

  it('also ends the way back of who is away', () => {
    const rig = new DoorRig();
    const bob = rig.comes(1);
    bob.sends({ type: 'bye' });
    rig.turn();
    rig.setDoor('locked');
    expect(rig.ask(rig.host, { do: 'remove', member: 'm2' })).toMatchObject({ type: 'accepted' });
    expect(gist(rig.comes(1).hears())).toEqual(['room_locked']);
  });

  it('is nothing that moderators can do to each other, or anybody to the host', () => {
    const rig = new DoorRig();
    const [one] = [rig.comes(1), rig.comes(2)];
    for (const member of ['m2', 'm3']) rig.ask(rig.host, { do: 'role', member, role: 'moderator' });
    expect(rig.ask(one, { do: 'remove', member: 'm3' })).toMatchObject({ code: 'not_allowed' });
    expect(rig.ask(one, { do: 'remove', member: 'm1' })).toMatchObject({ code: 'not_allowed' });
    expect(rig.ask(rig.host, { do: 'remove', member: 'm1' })).toMatchObject({ code: 'not_allowed' });
    rig.comes(3);
    expect(rig.ask(one, { do: 'remove', member: 'm6' })).toMatchObject({ type: 'accepted' });
  });
});

describe('a ban', () => {
  it('is one of those who knock with the same key as well, over whichever link', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const first = rig.comes(1);
    rig.setDoor('open');
    // Another device of the same person, or a link that it gave up: it is in the room, and knocks beside that.
    rig.comes(1, {}, { device: deviceOf(77) });
    rig.ask(rig.host, { do: 'ban', member: 'm4' });
    expect(gist(first.hears())).toEqual(['ask', 'banned']);
    expect(rig.ask(rig.host, { do: 'admit', knock: 1 })).toMatchObject({ code: 'nobody_knocks' });
    expect(membersSeenBy(rig)).toEqual(['Host']);
  });

  it('holds by key, whatever device they have next, until it is lifted, over a restart', () => {
    const rig = new DoorRig();
    const bob = rig.comes(1);
    rig.ask(rig.host, { do: 'ban', member: 'm2' });
    expect(gist(bob.hears()).slice(-3)).toEqual(['banned', 'banned', 'left']);
    const at = rig.wall;
    expect(bansIn(rig.heard)).toEqual([{ id: 3, nick: 'Person 1', at, by: 'key' }]);
    rig.restart();
    const again = rig.comes(1, {}, { device: deviceOf(777) });
    expect(gist(again.hears())).toEqual(['banned']);
    const host = rig.connect({ local: true, device: rig.host.device });
    host.hello({ nick: 'Host' });
    rig.turn();
    expect(bansIn(host.hears())).toHaveLength(1);
    rig.ask(host, { do: 'unban', ban: 3 });
    expect(bansIn(rig.heard)).toEqual([]);
    expect(gist(rig.heard)).toContain('unbanned');
    expect(gist(rig.comes(1).hears())[0]).toBe('welcome');
  });

  it('holds by device for who talks in clear, and by address for a plain guest alone', () => {
    const rig = new DoorRig();
    const clear = rig.join({ nick: 'Clear' }, { address: 'one' });
    const plain = rig.connect({ address: 'two' });
    plain.plain = true;
    plain.hello({ nick: 'guest' });
    rig.turn();
    rig.ask(rig.host, { do: 'ban', member: 'm2' });
    rig.ask(rig.host, { do: 'ban', member: 'm3' });
    expect(bansIn(rig.heard)).toMatchObject([{ by: 'device' }, { by: 'address' }]);
    const comes = (device: string, address: string, isPlain: boolean) => {
      const peer = rig.connect({ device, address });
      peer.plain = isPlain;
      peer.hello();
      rig.turn();
      return gist(peer.hears())[0];
    };
    expect(comes(clear.device, 'three', false)).toBe('banned');
    expect(comes(deviceOf(88), 'two', true)).toBe('banned');
    expect(comes(deviceOf(89), 'two', false)).toBe('welcome');
    expect(comes(deviceOf(90), 'one', false)).toBe('welcome');
    expect(JSON.stringify(rig.store.events)).not.toContain(clear.device);
    expect(JSON.stringify(rig.store.events)).not.toContain('"two"');
  });

  it("can be laid on who knocks, who is no file's guest any more either", () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const bob = rig.comes(1);
    rig.ask(rig.host, { do: 'ban', knock: 1 });
    expect(gist(bob.hears())).toEqual(['ask', 'banned']);
    rig.setDoor('open');
    expect(gist(rig.comes(1).hears())).toEqual(['banned']);
  });

  it('is kept so many times and no more', () => {
    const rig = new DoorRig({ bans: 1 });
    rig.comes(1);
    rig.comes(2);
    rig.ask(rig.host, { do: 'ban', member: 'm2' });
    expect(rig.ask(rig.host, { do: 'ban', member: 'm3' })).toMatchObject({ code: 'too_many_bans' });
  });

  it('names somebody that there is', () => {
    const rig = new DoorRig();
    const code = (request: object) => rig.ask(rig.host, request)?.code;
    expect(code({ do: 'ban', member: 'm9' })).toBe('no_such_member');
    expect(code({ do: 'ban' })).toBe('no_such_member');
    expect(code({ do: 'ban', knock: 9 })).toBe('nobody_knocks');
    expect(code({ do: 'ban', member: 'm1' })).toBe('not_allowed');
    expect(code({ do: 'unban', ban: 9 })).toBe('no_such_member');
  });
});

it('has no door of a passphrase without one', () => {
  const rig = new DoorRig();
  expect(rig.ask(rig.host, { do: 'door', door: 'word' })).toMatchObject({ code: 'no_word' });
  expect(rig.room.door).toBe('open');
});

it('tells the host who is banned as it is, also where the disk refused a ban or its end', () => {
  const rig = new DoorRig();
  rig.comes(1);
  rig.comes(2);
  rig.ask(rig.host, { do: 'ban', member: 'm2' });
  const before = bansIn(rig.heard);
  rig.store.isFull = true;
  expect(rig.ask(rig.host, { do: 'unban', ban: 4 })).toMatchObject({ code: 'disk_full' });
  expect(bansIn(rig.heard)).toEqual(before);
  expect(rig.ask(rig.host, { do: 'ban', member: 'm3' })).toMatchObject({ code: 'disk_full' });
  expect(bansIn(rig.heard)).toEqual(before);
});

it('takes back a rank, a ban and a removal that the disk refused', () => {
  const rig = new DoorRig();
  rig.comes(1);
  rig.store.isFull = true;
  expect(rig.ask(rig.host, { do: 'role', member: 'm2', role: 'moderator' })).toMatchObject({ code: 'disk_full' });
  expect(membersSeenBy(rig)).toEqual(['Host', 'Person 1']);
  expect(rig.ask(rig.host, { do: 'ban', member: 'm2' })).toMatchObject({ code: 'disk_full' });
  rig.store.isFull = false;
  expect(gist(rig.comes(1).hears())[0]).toBe('welcome');
});

/** Whatever somebody may ask for, with whatever it may name. */
const requests = fc.oneof(
  fc.record({ do: fc.constantFrom('admit', 'turn_away'), knock: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('ban'), knock: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constantFrom('ban', 'remove'), member: fc.constantFrom('m1', 'm2', 'm3', 'm4') }),
  fc.record({ do: fc.constant('unban'), ban: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant('door'), door: fc.constantFrom('open', 'ask', 'word', 'locked') }),
  fc.record({
    do: fc.constant('role'),
    member: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
    role: fc.constantFrom('moderator', 'member'),
  }),
);

/** A room that asks, with a moderator, a member, a plain guest, one in clear, and somebody who knocks. */
function crowdedRoom() {
  const rig = new DoorRig();
  const moderator = rig.comes(1);
  const member = rig.comes(2);
  const clear = rig.join({ nick: 'Clear' });
  const plain = rig.connect();
  plain.plain = true;
  plain.hello({ nick: 'guest' });
  rig.turn();
  rig.ask(rig.host, { do: 'role', member: 'm2', role: 'moderator' });
  rig.room.setWord('{}');
  rig.setDoor('ask');
  rig.comes(9);
  return { rig, moderator, without: { member, clear, plain } as Record<string, RigPeer> };
}

it('refuses everything that anybody asks without a right, and nothing happens', () => {
  fc.assert(
    fc.property(fc.constantFrom('member', 'clear', 'plain'), fc.array(requests, { maxLength: 8 }), (who, asked) => {
      const { rig, without } = crowdedRoom();
      const peer = without[who] as RigPeer;
      peer.hears();
      const before = [rig.room.newest, rig.room.door, JSON.stringify(rig.room.members()), rig.store.rules.size];
      peer.sends(...asked.map((request, index) => ({ type: 'manage', id: `h${index}`, ...request })));
      rig.turn();
      expect(gist(peer.hears())).toEqual(asked.map(() => 'not_allowed'));
      expect([rig.room.newest, rig.room.door, JSON.stringify(rig.room.members()), rig.store.rules.size]).toEqual(
        before,
      );
    }),
    { numRuns: 100 },
  );
});

it("lets a moderator admit and remove, and refuses whatever is the host's alone", () => {
  fc.assert(
    fc.property(fc.array(requests, { minLength: 1, maxLength: 8 }), (asked) => {
      const { rig, moderator } = crowdedRoom();
      for (const request of asked) {
        const answer = rig.ask(moderator, request);
        const isTheHosts = ['ban', 'unban', 'role', 'door'].includes(request.do);
        if (isTheHosts) expect(answer).toMatchObject({ code: 'not_allowed' });
      }
      expect(rig.room.members()[0]).toMatchObject({ nick: 'Host', host: true });
      expect(rig.room.door).toBe('ask');
    }),
    { numRuns: 100 },
  );
});

it('breaks off with who asks for nothing that there is', () => {
  for (const bad of [
    { do: 'crown' },
    { do: 'admit' },
    { do: 'admit', knock: 'x' },
    { do: 'admit', knock: 0 },
    { do: 'role', member: 'm1', role: 'host' },
    { do: 'door', door: 'ajar' },
    { do: 'remove', member: 7 },
    {},
  ]) {
    const rig = new DoorRig();
    const bob = rig.comes(1);
    bob.hears();
    bob.sends({ type: 'manage', id: 'x', ...bad });
    rig.turn();
    expect(gist(bob.hears())).toEqual(['bad_message']);
  }
});
