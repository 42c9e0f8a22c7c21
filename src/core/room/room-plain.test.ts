import { describe, expect, it } from 'vitest';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

function plainGuest(rig: RoomRig, nick: string, address?: string): RigPeer {
  const peer = rig.connect(address === undefined ? {} : { address });
  peer.plain = true;
  peer.hello({ nick });
  rig.turn();
  return peer;
}

describe('a plain guest', () => {
  it('is marked in the log and in the list, and others are not', () => {
    const rig = new RoomRig();
    rig.join();
    const script = plainGuest(rig, 'script');
    expect(rig.room.members()).toEqual([
      { id: 'm1', nick: 'Ada', host: false, clear: true },
      { id: 'm2', nick: 'script', host: false, plain: true },
    ]);
    expect(rig.store.events.map(({ plain }) => plain)).toEqual([undefined, true]);
    expect(script.hears()[0]).toMatchObject({ type: 'welcome', you: 'm2' });
  });

  it('hears what happens from its coming on, not the whole log', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ type: 'say', id: 'before', text: 'before' });
    rig.turn();
    const script = plainGuest(rig, 'script');
    ada.sends({ type: 'say', id: 'after', text: 'after' });
    rig.turn();
    expect(script.texts()).toEqual(['after']);
  });

  it('is let in while there are places for plain guests, which members do not take', () => {
    const rig = new RoomRig({ plainGuests: 2 });
    for (const nick of ['Ada', 'Bob', 'Cleo']) rig.join({ nick });
    const [first] = [plainGuest(rig, 'one'), plainGuest(rig, 'two')];
    const third = plainGuest(rig, 'three');
    expect(third.hears()).toMatchObject([{ type: 'error', code: 'room_full' }]);
    expect(third.isClosed).toBe(true);
    expect(rig.join({ nick: 'Dora' }).welcome).toMatchObject({ type: 'welcome' });
    first?.sends({ type: 'bye' });
    rig.turn();
    expect(plainGuest(rig, 'four').hears()[0]).toMatchObject({ type: 'welcome' });
  });

  it('leaves places to those of other addresses, however many come from one, or from one /64', () => {
    const rig = new RoomRig({ plainGuests: 4, plainGuestsPerAddress: 2 });
    const [first] = [plainGuest(rig, 'one', '2001:db8::1'), plainGuest(rig, 'two', '2001:db8::2')];
    expect(plainGuest(rig, 'three', '2001:db8::3').hears()).toMatchObject([{ type: 'error', code: 'room_full' }]);
    expect(plainGuest(rig, 'other', '192.0.2.1').hears()[0]).toMatchObject({ type: 'welcome' });
    first?.sends({ type: 'bye' });
    rig.turn();
    expect(plainGuest(rig, 'four', '2001:db8::4').hears()[0]).toMatchObject({ type: 'welcome' });
  });

  it('is forgotten when it leaves, for nobody can come back to it', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const script = plainGuest(rig, 'script');
    const session = script.hears()[0]?.session;
    expect([...rig.store.sessions.keys()]).toEqual([ada.welcome.session, session]);
    script.sends({ type: 'bye' });
    rig.turn();
    expect([...rig.store.sessions.keys()]).toEqual([ada.welcome.session]);
    const thief = rig.connect({ device: script.device });
    thief.hello({ resume: { session, seq: 0 } });
    rig.turn();
    expect(thief.hears()).toMatchObject([{ code: 'unknown_session' }]);
  });
});

describe('what the store keeps of members', () => {
  it('is whether they are here, so that a host that starts anew lets those leave who do not come back', () => {
    const rig = new RoomRig({ graceMs: 5_000 });
    const [ada, bob] = [rig.join(), rig.join({ nick: 'Bob' })];
    bob.sends({ type: 'bye' });
    rig.turn();
    expect([...rig.store.sessions.values()].map(({ present }) => present)).toEqual([true, false]);
    rig.restart();
    expect(rig.room.members()).toMatchObject([{ nick: 'Ada' }]);
    rig.pass(4_999);
    expect(rig.room.members()).toHaveLength(1);
    rig.pass(1);
    expect(rig.room.members()).toEqual([]);
    expect(rig.store.events.at(-1)).toMatchObject({ kind: 'left', from: ada.welcome.you, text: 'link_lost' });
  });

  it('is one session of a device that came back without the one before', () => {
    const rig = new RoomRig();
    const first = rig.join();
    rig.room.closed(first.link, rig.now);
    const second = rig.join({}, { device: first.device });
    expect([...rig.store.sessions.keys()]).toEqual([second.welcome.session]);
    const back = rig.connect({ device: first.device });
    back.hello({ resume: { session: first.welcome.session, seq: 1 } });
    rig.turn();
    expect(back.hears()).toMatchObject([{ code: 'unknown_session' }]);
  });

  it('is two while both links live', () => {
    const rig = new RoomRig();
    const first = rig.join();
    const second = rig.join({}, { device: first.device });
    expect([...rig.store.sessions.keys()]).toEqual([first.welcome.session, second.welcome.session]);
    first.sends({ type: 'say', id: 'a', text: 'both' });
    rig.turn();
    expect([first.texts(), second.texts()]).toEqual([['both'], ['both']]);
  });

  it('is nothing of who came while the disk was full', () => {
    const rig = new RoomRig();
    rig.store.isFull = true;
    const ada = rig.connect();
    ada.hello();
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'error', code: 'disk_full' }]);
    rig.store.isFull = false;
    rig.turn();
    expect([rig.room.members(), rig.store.sessions.size, rig.store.newest]).toEqual([[], 0, 0]);
    expect(rig.join({}, { device: ada.device }).welcome).toMatchObject({ you: 'm1', seq: 1 });
  });
});
