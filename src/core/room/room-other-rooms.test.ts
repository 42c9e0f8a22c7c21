import { expect, it } from 'vitest';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import type { NamedRoom } from '../discovery/gossip.ts';

const STUDIO: NamedRoom = { id: 'ab'.repeat(16), name: 'Studio', host: 'Ada', at: ['192.168.1.20:8888'] };
const LAB: NamedRoom = { ...STUDIO, id: 'cd'.repeat(16), name: 'Lab' };

it('tells members of other rooms: what is new to those who are here, all to newcomers behind their welcome', () => {
  const rig = new RoomRig();
  const ada = rig.join();
  rig.room.tellRooms([STUDIO], [STUDIO]);
  expect(rig.room.isPending).toBe(true);
  rig.turn();
  expect(ada.hears()).toEqual([{ type: 'rooms', rooms: [STUDIO] }]);
  rig.room.tellRooms([LAB], [STUDIO, LAB]);
  rig.turn();
  expect(ada.hears()).toEqual([{ type: 'rooms', rooms: [LAB] }]);
  const late = rig.connect();
  late.hello({ nick: 'Late' });
  rig.turn();
  expect(late.hears().map(({ type }) => type)).toEqual(['welcome', 'rooms', 'event', 'event']);
  rig.room.tellRooms([], []);
  rig.turn();
  const last = rig.connect();
  last.hello({ nick: 'Last' });
  rig.turn();
  expect(last.hears().map(({ type }) => type)).not.toContain('rooms');
});

it('tells nobody who is not in the room, is a plain guest, or sits at the host', () => {
  const rig = new RoomRig();
  const host = rig.join({}, { local: true });
  const plain = rig.connect();
  plain.plain = true;
  plain.hello({ nick: 'Netcat' });
  const stranger = rig.connect();
  rig.turn();
  for (const peer of [host, plain]) peer.hears();
  rig.room.tellRooms([STUDIO], [STUDIO]);
  rig.turn();
  expect([host, plain, stranger].flatMap((peer) => peer.hears())).toEqual([]);
});

it('is heard by a guest in the room alone, which passes over what is no room', () => {
  const rig = GuestRig.online();
  rig.hears({ type: 'rooms', rooms: [STUDIO, { ...LAB, at: ['nowhere'] }, 7] });
  expect(rig.namedRooms).toEqual([STUDIO]);
});
