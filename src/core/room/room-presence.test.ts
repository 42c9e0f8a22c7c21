import { expect, it } from 'vitest';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string) => ({ type: 'say', id, text: id });
const seqs = (peer: RigPeer) => peer.hears().flatMap(({ type, seq }) => (type === 'event' ? [seq] : []));

/** A room with 60 members, who heard of each other. */
function crowd(rig: RoomRig): RigPeer[] {
  const peers = Array.from({ length: 60 }, () => rig.join());
  rig.room.tellPresence();
  for (const peer of peers) peer.hears();
  return peers;
}

it('tells a crowd of comings and goings together, and whoever comes of itself at once', () => {
  const rig = new RoomRig();
  const [ada, bob] = crowd(rig) as [RigPeer, RigPeer];
  const newcomers = [rig.join(), rig.join()];
  expect(newcomers.map((peer) => peer.welcome?.['seq'])).toEqual([61, 62]);
  bob.sends({ type: 'bye' });
  rig.turn();
  expect([seqs(ada), rig.room.withholdsPresence]).toEqual([[], true]);
  rig.room.tellPresence();
  expect(seqs(ada)).toEqual([61, 62, 63]);
  expect(rig.room.withholdsPresence).toBe(false);
  rig.room.tellPresence();
  expect(seqs(ada)).toEqual([]);
});

it('tells of them before whatever is said behind them', () => {
  const rig = new RoomRig();
  const [ada] = crowd(rig) as [RigPeer];
  const first = rig.join();
  const second = rig.join();
  second.hears();
  first.hears();
  second.sends(say('hello'));
  rig.turn();
  expect(seqs(ada)).toEqual([61, 62, 63]);
  expect(seqs(first)).toEqual([62, 63]);
  expect(seqs(second)).toEqual([63]);
  expect(rig.room.withholdsPresence).toBe(false);
});

it('leaves nothing out for who falls behind meanwhile', () => {
  const rig = new RoomRig({ linkQueueBytes: 2_000 });
  const [ada] = crowd(rig) as [RigPeer];
  const late = rig.join();
  late.hears();
  for (const peer of [ada, late]) {
    peer.reads = false;
    for (let n = 0; n < 100; n += 1) peer.sends({ type: 'ping', t: n });
  }
  rig.join();
  rig.turn();
  for (const peer of [ada, late]) peer.readAll();
  rig.room.tellPresence();
  expect([seqs(ada), seqs(late)]).toEqual([[61, 62], [62]]);
});

it('gives nobody anything twice who comes and goes meanwhile', () => {
  const rig = new RoomRig();
  crowd(rig);
  const gone = rig.join();
  rig.room.closed(gone.link, rig.now);
  const again = rig.connect({ device: gone.device });
  again.hello({ resume: { session: gone.welcome['session'], seq: 61 } });
  rig.turn();
  rig.join();
  rig.room.tellPresence();
  expect(seqs(again)).toEqual([62]);
});

it('withholds nothing in a small room', () => {
  const rig = new RoomRig();
  const ada = rig.join();
  ada.hears();
  rig.join();
  expect(seqs(ada)).toEqual([2]);
});
