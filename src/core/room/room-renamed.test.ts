import { expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/room-rig.ts';

it('welcomes a member that renames itself in an older session with its new nickname', () => {
  const rig = new RoomRig();
  const older = rig.join({ nick: 'Ada' });
  const newer = rig.join({ nick: 'Ada' }, { device: older.device });
  const again = rig.connect({ device: older.device });
  again.hello({ nick: 'Countess', resume: { session: older.welcome['session'], seq: 1 } });
  rig.turn();
  const expected = [{ id: 'm1', nick: 'Countess', host: false }];
  expect(again.hears()[0]).toMatchObject({ type: 'welcome', members: expected });
  expect(rig.room.members()).toEqual(expected);
  expect(newer.isClosed).toBe(false);
});
