import { describe, expect, it } from 'vitest';
import { deviceOf, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const FILE = { name: 'notes.txt', size: 3, hash: 'ab'.repeat(32), type: 'text/plain', pieces: 'cd'.repeat(32) };
const peer = { address: '10.0.0.9', local: false };

/** Offers a file over a link that never said hello. */
function offer(rig: RoomRig, device: string, id = 'f1', nick = 'Script') {
  return rig.room.offer({ id, from: { device, nick }, peer }, FILE, rig.now);
}

describe('an offer of a file', () => {
  it('counts as kept when its event is on disk, and not before, however often it is made', () => {
    const rig = new RoomRig();
    expect([offer(rig, deviceOf(900)), offer(rig, deviceOf(900))]).toMatchObject([
      { seq: 1, isKept: false },
      { seq: 1, isKept: false },
    ]);
    rig.store.isFull = true;
    rig.turn();
    rig.store.isFull = false;
    expect(offer(rig, deviceOf(900))).toMatchObject({ seq: 1, isKept: false });
    rig.turn();
    expect(offer(rig, deviceOf(900))).toMatchObject({ seq: 1, isKept: true });
    expect(rig.store.newest).toBe(1);
  });

  it('has its member’s pace, which is that of what it says', () => {
    const rig = new RoomRig({ messageBurst: 2, messagesPerSecond: 1 });
    const ada = rig.join();
    ada.sends({ type: 'say', id: '1', text: 'hello' });
    expect(offer(rig, ada.device, 'f1')).toMatchObject({ id: 'f1' });
    expect(offer(rig, ada.device, 'f2')).toMatchObject({ error: 'too_fast' });
    ada.sends({ type: 'say', id: '2', text: 'hello' });
    rig.turn();
    expect(ada.hears().filter(({ type }) => type === 'refused')).toMatchObject([{ id: '2', code: 'too_fast' }]);
  });

  it('of somebody who is not here needs a place in the room', () => {
    const rig = new RoomRig({ members: 1 });
    const ada = rig.join();
    expect(offer(rig, deviceOf(900))).toMatchObject({ error: 'room_full' });
    expect(offer(rig, ada.device)).toMatchObject({ id: 'f1' });
  });

  it('of somebody new passes the gate as a hello does', () => {
    const rig = new RoomRig({ entriesPerAddress: 2, entriesPerAddressPerSecond: 0.001 });
    const offers = [901, 902, 903].map((n) => offer(rig, deviceOf(n)));
    expect(offers).toMatchObject([{ seq: 1 }, { seq: 2 }, { error: 'too_many_links' }]);
    expect(offer(rig, deviceOf(901), 'f2'), 'known by now').toMatchObject({ seq: 3 });
    rig.turn();
    const late = rig.connect({ address: peer.address });
    late.hello();
    rig.turn();
    expect(late.hears()).toMatchObject([{ code: 'too_many_links' }]);
  });

  it('is one member’s, also with a hello of that device later', () => {
    const rig = new RoomRig();
    offer(rig, deviceOf(900));
    rig.turn();
    const ada = rig.join({ nick: 'Ada' }, { device: deviceOf(900) });
    expect(ada.welcome.you).toBe('m1');
  });

  it('pushes out nobody’s session but those of others who only offered', () => {
    const rig = new RoomRig({ sessionsKept: 20, visitorsKept: 5 });
    const away = Array.from({ length: 10 }, () => rig.join());
    for (const one of away) one.sends({ type: 'bye' });
    rig.turn();
    for (let n = 0; n < 100; n += 1) {
      offer(rig, deviceOf(1_000 + n));
      rig.turn();
    }
    expect(rig.store.sessions.size).toBe(15);
    for (const one of away) {
      const again = rig.connect({ device: one.device });
      again.hello({ resume: { session: one.welcome['session'], seq: 1 } });
      rig.turn();
      expect(again.hears()[0]).toMatchObject({ type: 'welcome' });
    }
  });

  it('that the disk refused leaves no session behind', () => {
    const rig = new RoomRig();
    offer(rig, deviceOf(900));
    rig.store.isFull = true;
    rig.turn();
    rig.store.isFull = false;
    rig.join();
    expect(rig.store.sessions.size).toBe(1);
  });
});
