import { describe, expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

function timesOf(rig: RoomRig): number[] {
  return rig.store.events.map(({ at }) => at);
}

describe("the host's clock on the wall", () => {
  it('says when events happened', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    rig.wall += MINUTE_MS;
    ada.sends({ type: 'say', id: 'a1', text: 'Hi!' });
    rig.turn();
    expect(timesOf(rig)).toEqual([rig.wall - MINUTE_MS, rig.wall]);
  });

  it('makes no event earlier than the one before it when it is set back', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const before = rig.wall;
    rig.wall -= HOUR_MS;
    ada.sends({ type: 'say', id: 'a1', text: 'Is it winter?' });
    rig.turn();
    ada.sends({ type: 'bye' });
    rig.turn();
    expect(timesOf(rig)).toEqual([before, before, before]);
    rig.wall = before + 1;
    rig.join();
    expect(timesOf(rig)).toEqual([before, before, before, before + 1]);
  });

  it('makes none earlier either when the program starts again in between', () => {
    const rig = new RoomRig();
    rig.join();
    const before = rig.wall;
    rig.wall -= HOUR_MS;
    rig.restart();
    rig.join();
    expect(timesOf(rig)).toEqual([before, before]);
  });

  it('asks no link whether it is still there when it is set forward', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const quiet = rig.connect();
    ada.sends({ type: 'ping', t: 1 });
    rig.turn();
    rig.wall += HOUR_MS;
    rig.pass(1_000);
    expect([ada.isClosed, quiet.isClosed]).toEqual([false, false]);
  });
});
