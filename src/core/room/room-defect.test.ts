import { describe, expect, test } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import type { RoomEvent } from '../../shared/models.ts';

/** From now on the log can't be read. @returns what the room says of that */
function breakLog(rig: RoomRig): unknown[] {
  const defects: unknown[] = [];
  rig.defect = (error) => defects.push(error);
  rig.store.log.read = () => {
    throw new Error('the disk is gone');
  };
  return defects;
}

function say(id: string): object {
  return { type: 'say', id, text: id };
}

describe('an exception while a link is heard', () => {
  test('ends that link with a reason, and takes back what its chunk brought so far', () => {
    const rig = new RoomRig();
    const ada = rig.join({ nick: 'Ada' });
    const bob = rig.join({ nick: 'Bob' });
    ada.sends(say('before'));
    rig.turn();
    // A room that starts anew knows the id, and has to look for the message in the log.
    rig.restart();
    const back = rig.connect({ device: ada.device });
    const other = rig.connect({ device: bob.device });
    back.hello({ nick: 'Ada', resume: { session: ada.welcome.session, seq: 3 } });
    other.hello({ nick: 'Bob', resume: { session: bob.welcome.session, seq: 3 } });
    rig.turn();
    back.hears();
    other.hears();
    const defects = breakLog(rig);
    other.sends(say('from-bob-1'));
    back.sends(say('half'), say('before'), say('never-read'));
    other.sends(say('from-bob-2'));
    rig.turn();
    expect(defects).toHaveLength(1);
    expect(back.hears().filter(({ type }) => type !== 'event')).toMatchObject([
      { type: 'refused', id: 'half', code: 'internal' },
      { type: 'error', code: 'internal' },
    ]);
    expect(back.isClosed).toBe(true);
    expect(other.texts()).toEqual(['from-bob-1', 'from-bob-2']);
    expect(rig.store.events.map(({ seq }: RoomEvent) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('in the middle of a hello leaves no session and no trace of it', () => {
    const rig = new RoomRig();
    const ada = rig.join({ nick: 'Ada' });
    rig.restart();
    const defects = breakLog(rig);
    const back = rig.connect({ device: ada.device });
    back.hello({ nick: 'Countess', resume: { session: ada.welcome.session, seq: 1 } });
    rig.turn();
    expect(defects).toHaveLength(1);
    expect(back.hears()).toMatchObject([{ type: 'error', code: 'internal' }]);
    expect(rig.room.members()).toMatchObject([{ nick: 'Ada' }]);
    expect(rig.store.events).toHaveLength(1);
  });
});

test('an exception while the log is sent to one who came late ends that link, and the others are served', () => {
  const rig = new RoomRig();
  const ada = rig.join({ nick: 'Ada' });
  rig.restart();
  const back = rig.connect({ device: ada.device });
  back.hello({ nick: 'Ada', resume: { session: ada.welcome.session, seq: 1 } });
  rig.turn();
  back.hears();
  const defects = breakLog(rig);
  const late = rig.connect();
  late.hello({ nick: 'Late' });
  rig.turn();
  rig.turn();
  expect(defects.length).toBeGreaterThan(0);
  expect(late.hears().at(-1)).toMatchObject({ type: 'error', code: 'internal' });
  expect(late.isClosed).toBe(true);
  back.sends(say('still here'));
  rig.turn();
  expect(back.texts()).toContain('still here');
});
