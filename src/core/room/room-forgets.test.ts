import { expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const FILE = { name: 'notes.txt', size: 3, hash: 'ab'.repeat(32), type: 'text/plain', pieces: 'cd'.repeat(32) };
/** Long enough for every pace to be what it was in the beginning. */
const LONG_MS = 3_600_000;

it.each<[string, (rig: RoomRig) => void]>([
  ['has no link open any more', () => {}],
  ['was asked about', (rig) => void rig.room.admits('a', rig.now)],
  [
    'offered a file beside the room',
    (rig) => {
      const peer = rig.connect({ address: 'a' });
      rig.room.closed(peer.link, rig.now);
      rig.room.offer({ id: '1', from: { device: peer.device, nick: 'Bob' }, peer }, FILE, rig.now);
      rig.turn();
    },
  ],
])('forgets an address that %s', (_, meet) => {
  const rig = new RoomRig();
  const peer = rig.connect({ address: 'a' });
  const { pace } = peer.link;
  meet(rig);
  rig.room.closed(peer.link, rig.now);
  rig.turn();
  rig.pass(LONG_MS);
  expect(rig.connect({ address: 'a' }).link.pace).not.toBe(pace);
});
