import { describe, expect, it } from 'vitest';
import { DoorRig, gist, identityOf } from '../../../../tests/support/rigs/door-rig.ts';

const { knocks } = DoorRig;

describe('a room that asks', () => {
  it('has a stranger wait, and tells its host and moderators who knocks, from where and with which card', () => {
    const rig = new DoorRig();
    const moderator = rig.comes(7);
    rig.ask(rig.host, { do: 'role', member: 'm2', role: 'moderator' });
    const member = rig.comes(8);
    rig.setDoor('ask');
    for (const peer of [moderator, member]) peer.hears();
    const stranger = rig.comes(1, { nick: 'Bob' }, { address: '192.0.2.7' });
    expect(gist(stranger.hears())).toEqual(['ask']);
    const knock = { id: 1, nick: 'Bob', address: '192.0.2.7', at: rig.wall, card: identityOf(1).card };
    expect(knocks(rig.host.hears())).toEqual([knock]);
    expect(knocks(moderator.hears())).toEqual([knock]);
    expect(member.hears()).toEqual([]);
  });

  it('lets in whom the host admits, who stays a member from then on', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    stranger.hears();
    expect(rig.ask(rig.host, { do: 'admit', knock: 1 })).toMatchObject({ type: 'accepted' });
    expect(knocks(rig.heard)).toEqual([]);
    const heard = stranger.hears();
    expect(heard[0]).toMatchObject({ type: 'welcome', door: 'ask' });
    stranger.sends({ type: 'bye' });
    rig.turn();
    rig.restart();
    expect(gist(rig.comes(1).hears())).toContain('welcome');
  });

  it('sends away whom the host turns away, with a reason', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    rig.ask(rig.host, { do: 'turn_away', knock: 1 });
    expect(gist(stranger.hears())).toEqual(['ask', 'turned_away']);
    expect(stranger.isClosed).toBe(true);
  });

  it('lets a moderator admit', () => {
    const rig = new DoorRig();
    const moderator = rig.comes(7);
    rig.ask(rig.host, { do: 'role', member: 'm2', role: 'moderator' });
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    expect(rig.ask(moderator, { do: 'admit', knock: 1 })).toMatchObject({ type: 'accepted' });
    expect(gist(stranger.hears())).toContain('welcome');
  });

  it('forgets a knock with its link, and tells so', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    rig.room.closed(stranger.link, rig.now);
    rig.turn();
    expect(knocks(rig.host.hears())).toEqual([]);
    expect(rig.ask(rig.host, { do: 'admit', knock: 1 })).toMatchObject({ code: 'nobody_knocks' });
  });

  it('keeps nobody waiting for ever, and answers the heartbeat of who waits', () => {
    const rig = new DoorRig({ knockMs: 60_000 });
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    for (let seconds = 0; seconds < 59; seconds += 15) {
      stranger.sends({ type: 'ping', t: seconds });
      rig.pass(15_000);
    }
    expect(gist(stranger.hears())).toEqual(['ask', 'pong', 'pong', 'pong', 'pong', 'not_answered']);
    expect(knocks(rig.host.hears())).toEqual([]);
  });

  it('hears nothing of who waits but its heartbeat and its leave', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    stranger.hears();
    const before = rig.room.newest;
    stranger.sends({ type: 'say', id: '1', text: 'let me in' }, { type: 'typing' }, { type: 'past', before: 1 });
    stranger.sends({ type: 'manage', id: 'x', do: 'admit', knock: 1 }, { type: 'read', seq: 1 });
    stranger.sends({ type: 'word', step: 'start', data: 'AAAA' });
    rig.turn();
    expect(gist(stranger.hears())).toEqual(['not_let_in']);
    expect(rig.room.newest).toBe(before);
    stranger.sends({ type: 'bye' });
    rig.turn();
    expect(gist(stranger.hears())).toEqual(['bye']);
    expect(knocks(rig.host.hears())).toEqual([]);
  });

  it('ends a second hello of who waits', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const stranger = rig.comes(1);
    stranger.hello();
    rig.turn();
    expect(gist(stranger.hears())).toEqual(['ask', 'hello_twice']);
  });

  it('holds so many of one address, so many in all, and hears no more knocks than the pace of each', () => {
    const rig = new DoorRig({ knocks: 5, knocksPerAddress: 2, knocksPerAddressPerMinute: 2 });
    rig.setDoor('ask');
    const codes = (count: number, address: string) =>
      Array.from({ length: count }, (_, index) => gist(rig.comes(100 * count + index, {}, { address }).hears())[0]);
    expect(codes(3, 'a')).toEqual(['ask', 'ask', 'too_many_knocks']);
    expect(codes(2, 'b')).toEqual(['ask', 'ask']);
    expect(codes(4, 'c')).toEqual(['ask', 'too_many_knocks', 'too_many_knocks', 'too_many_knocks']);
    for (let knock = 1; knock <= 5; knock += 1) rig.ask(rig.host, { do: 'turn_away', knock });
    expect(codes(1, 'a')).toEqual(['too_many_knocks']);
    rig.pass(60_000);
    expect(codes(1, 'a')).toEqual(['ask']);
  });

  it('keeps one knock of a device', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    const first = rig.comes(1);
    const second = rig.comes(1);
    expect(gist(first.hears())).toEqual(['ask', 'session_taken']);
    expect(knocks(rig.host.hears())).toHaveLength(1);
    rig.ask(rig.host, { do: 'admit', knock: 2 });
    expect(gist(second.hears())).toContain('welcome');
  });

  it('shows who came meanwhile to a host that comes back', () => {
    const rig = new DoorRig();
    rig.setDoor('ask');
    rig.comes(1);
    const again = rig.join({ nick: 'Host' }, { local: true, device: rig.host.device });
    again.sends({ type: 'ping', t: 1 });
    rig.turn();
    const back = rig.connect({ local: true, device: rig.host.device });
    back.hello({ nick: 'Host' });
    rig.turn();
    const heard = back.hears();
    expect(heard.findIndex(({ type }) => type === 'welcome')).toBe(0);
    expect(knocks(heard)).toHaveLength(1);
  });
});

it('lets nobody new into a locked room, and those who were members before the door changed as ever', () => {
  const rig = new DoorRig();
  const member = rig.comes(1);
  rig.room.closed(member.link, rig.now);
  rig.turn();
  rig.setDoor('locked');
  const stranger = rig.comes(2);
  expect(gist(stranger.hears())).toEqual(['room_locked']);
  expect(stranger.isClosed).toBe(true);
  expect(gist(rig.comes(1).hears())).toContain('welcome');
  expect(rig.room.door).toBe('locked');
  rig.restart();
  expect(rig.room.door).toBe('locked');
});

it('tells who was removed that their session is gone before it has them wait', () => {
  const rig = new DoorRig();
  const bob = rig.comes(1);
  const session = bob.hears()[0]?.['session'];
  rig.setDoor('ask');
  rig.ask(rig.host, { do: 'remove', member: 'm2' });
  expect(gist(rig.comes(1, { resume: { session, seq: 1 } }).hears())).toEqual(['unknown_session']);
  expect(knocks(rig.host.hears()) ?? []).toEqual([]);
  expect(gist(rig.comes(1).hears())).toEqual(['ask']);
});

it('takes no file of who was not let in', () => {
  const rig = new DoorRig();
  const file = { name: 'a', size: 1, hash: 'a'.repeat(64), pieces: 'a'.repeat(64), type: '' };
  const offer = (device: string) => {
    const peer = { address: 'x', local: false, identity: identityOf(1) };
    return rig.room.offer({ id: 'f', from: { device, nick: 'Bob' }, peer }, file, rig.now);
  };
  rig.setDoor('ask');
  expect(offer('f'.repeat(32))).toMatchObject({ error: 'not_let_in' });
  rig.setDoor('open');
  const member = rig.comes(1);
  rig.setDoor('ask');
  expect(offer(member.device)).toMatchObject({ id: 'f' });
});

it('has a plain guest knock as well, each time anew, and takes no passphrase from it', () => {
  const rig = new DoorRig();
  rig.setDoor('ask');
  const knocksPlain = () => {
    const guest = rig.connect();
    guest.plain = true;
    guest.hello({ nick: 'guest 1' });
    rig.turn();
    return guest;
  };
  expect(gist(knocksPlain().hears())).toEqual(['ask']);
  expect(knocks(rig.host.hears())).toMatchObject([{ plain: true }]);
  rig.room.setWord('{}');
  rig.setDoor('word');
  expect(gist(knocksPlain().hears())).toEqual(['word_unsealed']);
});

it('takes back what was laid down in a turn that the disk refused', () => {
  const rig = new DoorRig();
  rig.store.isFull = true;
  rig.setDoor('locked');
  expect(gist(rig.heard)).toEqual(['disk_full']);
  expect(rig.room.door).toBe('open');
  rig.store.isFull = false;
  rig.setDoor('ask');
  expect(rig.room.door).toBe('ask');
});
