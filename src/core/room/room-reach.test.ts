import { expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

it('asks once for each link whether the computer of its peer is reached, and tells what came of it', () => {
  const rig = new RoomRig();
  const peer = rig.connect();
  peer.sends({ type: 'reach', port: 8_888 });
  rig.turn();
  expect(rig.reachAsked).toEqual([{ link: peer.link, port: 8_888 }]);
  expect(peer.hears()).toEqual([]);
  rig.room.reached(peer.link, { tcp: true, udp: false });
  rig.turn();
  expect(peer.hears()).toEqual([{ type: 'reached', tcp: true, udp: false }]);
  peer.sends({ type: 'reach', port: 8_889 });
  rig.turn();
  expect(peer.hears()).toMatchObject([{ type: 'error', code: 'bad_message' }]);
  expect(rig.reachAsked).toHaveLength(1);
});

it('says so when it was not tried', () => {
  const rig = new RoomRig();
  const peer = rig.connect();
  peer.sends({ type: 'reach', port: 8_888 });
  rig.turn();
  rig.room.reached(peer.link, {});
  rig.turn();
  expect(peer.hears()).toEqual([{ type: 'reached' }]);
});

it.each(['local', 'plain', 'datagrams'] as const)('tries nothing for a link that is %s', (kind) => {
  const rig = new RoomRig();
  const peer = kind === 'local' ? rig.connect({ local: true }) : rig.connect();
  if (kind !== 'local') peer[kind] = true;
  peer.sends({ type: 'reach', port: 8_888 });
  rig.turn();
  expect(rig.reachAsked).toEqual([]);
  expect(peer.hears()).toMatchObject([{ type: 'error' }]);
});

it('tells nobody when the link is gone meanwhile', () => {
  const rig = new RoomRig();
  const peer = rig.connect();
  peer.sends({ type: 'reach', port: 8_888 });
  rig.turn();
  rig.room.closed(peer.link, rig.now);
  rig.room.reached(peer.link, { tcp: true, udp: true });
  expect(rig.room.isPending).toBe(false);
});
