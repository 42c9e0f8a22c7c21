import { expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

it('welcomes a member that renames itself in an older session with its new nickname', () => {
  const rig = new RoomRig();
  const older = rig.join({ nick: 'Ada' });
  const newer = rig.join({ nick: 'Ada' }, { device: older.device });
  const again = rig.connect({ device: older.device });
  again.hello({ nick: 'Countess', resume: { session: older.welcome['session'], seq: 1 } });
  rig.turn();
  const expected = [{ id: 'm1', nick: 'Countess', host: false, clear: true }];
  expect(again.hears()[0]).toMatchObject({ type: 'welcome', members: expected });
  expect(rig.room.members()).toEqual(expected);
  expect(newer.isClosed).toBe(false);
});

it('lets nobody take names faster than names have a pace', () => {
  const rig = new RoomRig({ renames: 3, renamesPerMinute: 1 });
  const bob = rig.join({ nick: 'Bob' });
  const ada = rig.join({ nick: 'Ada' });
  for (let n = 0; n < 5; n += 1) rig.room.rename(ada.link, `Ada ${n}`, rig.now);
  rig.turn();
  expect(bob.hears().map(({ nick }) => nick)).toEqual(['Ada', 'Ada 0', 'Ada 1', 'Ada 2']);
  expect(ada.hears().filter(({ type }) => type === 'refused')).toMatchObject(Array(2).fill({ code: 'too_fast' }));
});

it('announces the nickname of an older session that comes back when a newer one had announced another', () => {
  const rig = new RoomRig();
  const bob = rig.join({ nick: 'Bob' });
  const older = rig.join({ nick: 'Ada' });
  rig.join({ nick: 'Countess' }, { device: older.device });
  const again = rig.connect({ device: older.device });
  again.hello({ nick: 'Ada', resume: { session: older.welcome['session'], seq: 2 } });
  rig.turn();
  const announced = bob.hears().map(({ nick }) => nick);
  expect([announced, rig.room.members()[1]?.nick]).toEqual([['Ada', 'Countess', 'Ada'], 'Ada']);
});

it('knows the nickname that was announced last also after the host started again', () => {
  const rig = new RoomRig();
  const older = rig.join({ nick: 'Ada' });
  rig.join({ nick: 'Countess' }, { device: older.device });
  rig.restart();
  expect(rig.room.members()).toMatchObject([{ nick: 'Countess' }]);
  const again = rig.connect({ device: older.device });
  again.hello({ nick: 'Ada', resume: { session: older.welcome['session'], seq: 1 } });
  rig.turn();
  expect(again.hears().map(({ nick }) => nick)).toEqual([undefined, 'Countess', 'Ada']);
});
