import { describe, expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string, text = 'hi') => ({ type: 'say', id, text });

describe('the pace of one member', () => {
  it('lets the burst through, refuses what is more by its id, and goes on after a while', () => {
    const rig = new RoomRig({ messagesPerSecond: 10, messageBurst: 3 });
    const ada = rig.join();
    ada.sends(say('a1'), say('a2'), say('a3'), say('a4'));
    rig.turn();
    expect(ada.hears().filter(({ type }) => type === 'refused')).toMatchObject([{ id: 'a4', code: 'too_fast' }]);
    rig.pass(100);
    ada.sends(say('a4'), say('a5'));
    rig.turn();
    expect(ada.hears().map(({ id, type }) => `${type} ${id}`)).toEqual(['accepted a4', 'refused a5', 'event a4']);
  });

  it('is not that of another', () => {
    const rig = new RoomRig({ messagesPerSecond: 1, messageBurst: 1 });
    const [ada, bob] = [rig.join(), rig.join()];
    ada.sends(say('a1'), say('a2'));
    bob.sends(say('b1'));
    rig.turn();
    expect(bob.hears().filter(({ type }) => type === 'accepted')).toHaveLength(1);
  });

  it('is kept over a new link', () => {
    const rig = new RoomRig({ messagesPerSecond: 1, messageBurst: 2 });
    const ada = rig.join();
    ada.sends(say('a1'), say('a2'));
    rig.turn();
    const again = rig.connect({ device: ada.device });
    again.hello({ resume: { session: ada.welcome['session'], seq: 3 } });
    again.sends(say('a3'));
    rig.turn();
    expect(again.hears().at(-1)).toMatchObject({ type: 'refused', code: 'too_fast' });
  });
});

describe('the gate', () => {
  it('turns away what is more than 200 of 300 links that one address opens in a second, with the reason', () => {
    const rig = new RoomRig();
    const peers = Array.from({ length: 300 }, () => rig.connect({ address: '10.0.0.9' }));
    const stranger = rig.connect({ address: '10.0.0.10' });
    rig.turn();
    const closed = peers.filter(({ isClosed }) => isClosed);
    expect(closed).toHaveLength(100);
    for (const peer of closed) expect(peer.hears()).toMatchObject([{ type: 'error', code: 'too_many_links' }]);
    expect(stranger.isClosed).toBe(false);
    rig.pass(1_000);
    const later = rig.connect({ address: '10.0.0.9' });
    rig.turn();
    expect(later.isClosed).toBe(false);
  });

  it('hears nothing from a link that was turned away', () => {
    const rig = new RoomRig({ linksPerAddressPerSecond: 1 });
    rig.connect({ address: 'x' });
    const second = rig.connect({ address: 'x' });
    second.hello();
    rig.turn();
    expect(second.hears()).toMatchObject([{ code: 'too_many_links' }]);
    expect(rig.store.newest).toBe(0);
  });

  it('counts all links, and never turns the host’s own window away', () => {
    const rig = new RoomRig({ links: 2 });
    rig.join();
    rig.join();
    const third = rig.connect();
    const host = rig.join({ nick: 'Hal' }, { local: true });
    expect(third.isClosed).toBe(true);
    expect(host.isClosed).toBe(false);
  });

  it('has a place again when a link is gone', () => {
    const rig = new RoomRig({ links: 1 });
    const ada = rig.join();
    rig.room.closed(ada.link, rig.now);
    expect(rig.join().welcome).toBeDefined();
  });
});

describe('a full room', () => {
  it('turns a newcomer away with the reason, and lets it in when somebody left', () => {
    const rig = new RoomRig({ members: 2 });
    const ada = rig.join();
    rig.join();
    const third = rig.connect();
    third.hello();
    rig.turn();
    expect(third.hears()).toMatchObject([{ type: 'error', code: 'room_full' }]);
    ada.sends({ type: 'bye' });
    rig.turn();
    expect(rig.join({}, { device: third.device }).welcome).toBeDefined();
  });

  it('keeps the place of a member whose link broke, by resume or without', () => {
    const rig = new RoomRig({ members: 1 });
    const ada = rig.join();
    rig.room.closed(ada.link, rig.now);
    expect(rig.join({}, { device: ada.device }).welcome).toBeDefined();
    const again = rig.join({}, { device: ada.device });
    expect(again.welcome).toBeDefined();
  });

  it('does not grow by one that left and resumes', () => {
    const rig = new RoomRig({ members: 1 });
    const ada = rig.join();
    ada.sends({ type: 'bye' });
    rig.turn();
    rig.join({ nick: 'Bob' });
    const again = rig.connect({ device: ada.device });
    again.hello({ resume: { session: ada.welcome['session'], seq: 1 } });
    rig.turn();
    expect(again.hears()).toMatchObject([{ type: 'error', code: 'room_full' }]);
    expect(rig.room.members()).toMatchObject([{ nick: 'Bob' }]);
  });
});

describe('sessions', () => {
  it('are forgotten beyond the limit, the longest unused first, and never those of who is here', () => {
    const rig = new RoomRig({ sessionsKept: 2 });
    const here = rig.join();
    const [first, second] = [rig.join(), rig.join()];
    for (const peer of [first, second]) peer.sends({ type: 'bye' });
    rig.turn();
    expect([...rig.store.sessions.keys()]).toEqual([here.welcome['session'], second.welcome['session']]);
    const again = rig.connect({ device: first.device });
    again.hello({ resume: { session: first.welcome['session'], seq: 1 } });
    rig.turn();
    expect(again.hears()).toMatchObject([{ code: 'unknown_session' }]);
  });

  it('that were used again are forgotten last', () => {
    const rig = new RoomRig({ sessionsKept: 2 });
    const [first, second] = [rig.join(), rig.join()];
    const resume = ({ welcome: { session } }: typeof first) => ({ resume: { session, seq: 1 } });
    for (const peer of [first, second]) peer.sends({ type: 'bye' });
    rig.turn();
    rig.join(resume(first), { device: first.device }).sends({ type: 'bye' });
    rig.turn();
    rig.join({ nick: 'Third' }).sends({ type: 'bye' });
    rig.turn();
    const back = [first, second].map((peer) => {
      const again = rig.connect({ device: peer.device });
      again.hello(resume(peer));
      rig.turn();
      return again.hears()[0];
    });
    expect(back).toMatchObject([{ type: 'welcome' }, { code: 'unknown_session' }]);
  });

  it('that a full disk kept from being forgotten are still known, and nobody vanishes from the list', () => {
    const rig = new RoomRig({ sessionsKept: 1 });
    const [ada, bob] = [rig.join(), rig.join({ nick: 'Bob' })];
    rig.store.isFull = true;
    ada.sends({ type: 'bye' });
    rig.turn();
    expect(rig.room.members()).toHaveLength(2);
    rig.store.isFull = false;
    rig.pass(1_000);
    expect(rig.room.members()).toMatchObject([{ nick: 'Bob' }]);
    expect(bob.hears()).toMatchObject([{ kind: 'left', from: 'm1' }]);
  });
});
