import { describe, expect, it } from 'vitest';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string, text = id) => ({ type: 'say', id, text });
/** Events of the log that late joiners read, each in a turn of its own, of about eight kilobytes. */
const LONG = 400;

function longLog(rig: RoomRig): RigPeer {
  const ada = rig.join();
  for (let n = 0; n < LONG; n += 1) {
    ada.sends(say(`old-${n}`, `${n} ${'x'.repeat(8_000)}`));
    rig.turn();
  }
  ada.hears();
  return ada;
}

function join(rig: RoomRig, nick: string): RigPeer {
  const peer = rig.connect();
  peer.hello({ nick });
  return peer;
}

describe('a late joiner', () => {
  it('takes no more than its slice of a turn, and gets the rest in the turns that follow', () => {
    const rig = new RoomRig({ messageBurst: LONG + 1 });
    longLog(rig);
    const late = join(rig, 'Late');
    rig.writeTurn();
    const heard: unknown[] = late.texts();
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(100);
    let turns = 1;
    for (; rig.room.owesHistory; turns += 1) {
      rig.room.sendHistory();
      heard.push(...late.texts());
    }
    expect(heard).toHaveLength(LONG);
    expect(turns).toBeGreaterThan(4);
  });

  it('takes no longer than its time of a turn, however slowly the log is read', () => {
    const rig = new RoomRig({ messageBurst: LONG + 1 });
    longLog(rig);
    // What is in memory costs nothing worth mentioning: a new process reads the disk.
    rig.restart();
    const { read } = rig.store.log;
    Object.assign(rig.store.log, {
      read: (from: number, most: number) => {
        rig.elapsed += 5;
        return read(from, most);
      },
    });
    join(rig, 'Late');
    const before = rig.elapsed;
    rig.writeTurn();
    expect(rig.elapsed - before).toBeLessThan(10);
    expect(rig.room.owesHistory).toBe(true);
  });

  it('shares each turn with the others who are behind', () => {
    const rig = new RoomRig({ messageBurst: LONG + 1 });
    longLog(rig);
    const first = join(rig, 'First');
    rig.writeTurn();
    rig.room.sendHistory();
    const second = join(rig, 'Second');
    const third = join(rig, 'Third');
    rig.writeTurn();
    first.hears();
    const counts = [0, 0, 0];
    for (let turn = 0; turn < 4; turn += 1) {
      rig.room.sendHistory();
      for (const [at, peer] of [first, second, third].entries()) counts[at] = (counts[at] ?? 0) + peer.texts().length;
    }
    const fewest = Math.min(...counts);
    expect(fewest).toBeGreaterThan(20);
    expect(Math.max(...counts)).toBeLessThan(2 * fewest);
  });

  it('comes after those who are level with the room', () => {
    const rig = new RoomRig({ messageBurst: LONG + 2 });
    const ada = longLog(rig);
    const late = join(rig, 'Late');
    rig.writeTurn();
    late.hears();
    ada.sends(say('news'));
    rig.writeTurn();
    expect(ada.texts()).toEqual(['news']);
    expect(late.texts()).not.toContain('news');
    rig.turn();
    expect(late.texts().at(-1)).toBe('news');
  });

  it('that goes away is owed nothing more', () => {
    const rig = new RoomRig({ messageBurst: LONG + 1 });
    longLog(rig);
    const late = join(rig, 'Late');
    rig.writeTurn();
    rig.room.closed(late.link, rig.now);
    rig.room.sendHistory();
    late.hears();
    expect(rig.room.owesHistory).toBe(false);
    rig.room.sendHistory();
    expect(late.hears()).toEqual([]);
  });

  it('that does not read is not served before it does', () => {
    const rig = new RoomRig({ messageBurst: LONG + 1 });
    longLog(rig);
    const late = join(rig, 'Late');
    late.reads = false;
    rig.turn();
    expect(rig.room.owesHistory).toBe(false);
    const waiting = late.queuedBytes();
    expect(waiting).toBeLessThan(600_000);
    late.reads = true;
    late.readAll();
    rig.turn();
    expect(late.texts()).toHaveLength(LONG);
  });
});
