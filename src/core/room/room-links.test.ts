import { describe, expect, it } from 'vitest';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string, text = id) => ({ type: 'say', id, text });

/** Says `count` messages of about a kilobyte, each in a turn of its own. */
function talk(rig: RoomRig, peer: RigPeer, from: number, count: number): string[] {
  const texts = Array.from({ length: count }, (_, n) => `${from + n} ${'x'.repeat(1_000)}`);
  for (const [n, text] of texts.entries()) {
    peer.sends(say(`id-${from + n}`, text));
    rig.turn();
  }
  return texts;
}

describe('a slow reader', () => {
  it('is caught up from the log with nothing lost or doubled, and holds no more than its limit meanwhile', () => {
    const rig = new RoomRig({ linkQueueBytes: 10_000 });
    const ada = rig.join();
    const slow = rig.join({ nick: 'Slow' });
    slow.hears();
    slow.reads = false;
    const texts = talk(rig, ada, 0, 200);
    expect(slow.queuedBytes()).toBeLessThan(12_000);
    slow.readAll();
    expect(slow.texts()).toEqual(texts);
    const more = talk(rig, ada, 200, 5);
    expect(slow.texts(), 'live again').toEqual(more);
    expect(ada.texts(), 'the others noticed nothing').toEqual([...texts, ...more]);
  });

  it('gets a long log piece by piece, as fast as it reads', () => {
    const rig = new RoomRig({ linkQueueBytes: 10_000, messageBurst: 5_000 });
    const ada = rig.join();
    const slow = rig.join({ nick: 'Slow' });
    slow.hears();
    slow.reads = false;
    const texts = talk(rig, ada, 0, 1_500);
    let most = 0;
    const got: unknown[] = [];
    for (let round = 0; round < 40; round += 1) {
      slow.readAll();
      slow.reads = false;
      most = Math.max(most, slow.queuedBytes());
      got.push(...slow.texts());
      rig.turn();
    }
    expect(got).toEqual(texts);
    expect(most).toBeLessThan(600_000);
  });

  it('is caught up at the next tick when nobody reported that its queue is empty', () => {
    const rig = new RoomRig({ linkQueueBytes: 2_000 });
    const ada = rig.join();
    const slow = rig.join({ nick: 'Slow' });
    slow.hears();
    slow.reads = false;
    const texts = talk(rig, ada, 0, 10);
    slow.readAll(true);
    rig.pass(1_000);
    expect(slow.texts()).toEqual(texts);
  });

  it('still gets its answers while it is behind', () => {
    const rig = new RoomRig({ linkQueueBytes: 2_000 });
    const ada = rig.join();
    const slow = rig.join({ nick: 'Slow' });
    slow.hears();
    slow.reads = false;
    talk(rig, ada, 0, 10);
    slow.sends(say('mine'));
    rig.turn();
    slow.readAll();
    const heard = slow.hears();
    expect(heard.filter(({ type }) => type === 'accepted')).toEqual([{ type: 'accepted', id: 'mine', seq: 13 }]);
    expect(heard.filter(({ type }) => type === 'event').map((header) => header['seq'])).toEqual(
      Array.from({ length: 11 }, (_, n) => n + 3),
    );
  });

  it('that takes nothing at all is dropped with the reason, in its time', () => {
    const rig = new RoomRig({ linkStallMs: 5_000 });
    const ada = rig.join();
    const stalled = rig.join({ nick: 'Stalled' });
    stalled.hears();
    rig.pass(1_000);
    stalled.reads = false;
    talk(rig, ada, 0, 1);
    for (let second = 0; second < 4; second += 1) rig.pass(1_000);
    expect(stalled.isClosed).toBe(false);
    for (let second = 0; second < 2; second += 1) rig.pass(1_000);
    expect(stalled.isClosed).toBe(true);
    stalled.readAll(true);
    expect(stalled.hears().at(-1)).toMatchObject({ type: 'error', code: 'too_slow' });
  });

  it('that takes a little now and then stays', () => {
    const rig = new RoomRig({ linkStallMs: 5_000 });
    const ada = rig.join();
    const slow = rig.join({ nick: 'Slow' });
    slow.reads = false;
    talk(rig, ada, 0, 20);
    for (let round = 0; round < 10; round += 1) {
      rig.pass(4_000);
      slow.readOne();
    }
    expect(slow.isClosed).toBe(false);
  });

  it('that is caught up with more than its queue should hold may speak meanwhile', () => {
    const rig = new RoomRig({ linkQueueBytes: 1_000 });
    const ada = rig.join();
    talk(rig, ada, 0, 20);
    const late = rig.connect();
    late.reads = false;
    late.hello({ nick: 'Late' });
    rig.turn();
    for (let n = 0; n < 3; n += 1) {
      expect(late.queuedBytes()).toBeGreaterThan(20_000);
      late.sends({ type: 'ping', t: n });
      ada.sends(say(`more-${n}`, 'more'));
      rig.turn();
    }
    expect(late.isClosed).toBe(false);
  });

  it('that speaks and speaks is dropped, and the host holds none of its answers for ever', () => {
    const rig = new RoomRig({ linkQueueBytes: 5_000 });
    const deaf = rig.join();
    deaf.reads = false;
    let most = 0;
    for (let n = 0; n < 10_000 && !deaf.isClosed; n += 1) {
      deaf.sends({ type: 'ping', t: n });
      rig.turn();
      most = Math.max(most, deaf.queuedBytes());
    }
    expect(deaf.isClosed).toBe(true);
    expect(most).toBeLessThan(11_000);
    deaf.readAll(true);
    expect(deaf.hears().at(-1)).toMatchObject({ type: 'error', code: 'too_slow' });
  });
});

describe('that somebody writes', () => {
  it('is told to the others at most once a second, however often it is said', () => {
    const rig = new RoomRig();
    const [ada, bob] = [rig.join(), rig.join({ nick: 'Bob' })];
    const typing = () => bob.hears().filter(({ type }) => type === 'typing');
    ada.hears();
    for (const wait of [0, 999, 1, 400]) {
      rig.now += wait;
      ada.sends({ type: 'typing' }, { type: 'typing' });
      rig.turn();
    }
    expect(typing()).toEqual([
      { type: 'typing', from: 'm1' },
      { type: 'typing', from: 'm1' },
    ]);
    expect(ada.hears().filter(({ type }) => type === 'typing')).toEqual([]);
  });
});

describe('silence', () => {
  it('of a link that has heartbeats means that it is dead', () => {
    const rig = new RoomRig({ silenceMs: 20_000 });
    const ada = rig.join();
    ada.sends({ type: 'ping', t: 1 });
    rig.turn();
    rig.pass(19_999);
    expect(ada.isClosed).toBe(false);
    ada.sends({ type: 'typing' });
    rig.pass(19_999);
    expect(ada.isClosed, 'any byte is a sign of life').toBe(false);
    rig.pass(1);
    expect(ada.isClosed).toBe(true);
    expect(ada.hears().at(-1)).toMatchObject({ type: 'error', code: 'silent' });
  });

  it('of a script that never sent a ping means nothing', () => {
    const rig = new RoomRig({ silenceMs: 20_000 });
    const script = rig.join();
    rig.pass(3_600_000);
    expect(script.isClosed).toBe(false);
  });
});

describe('a link that breaks', () => {
  it('keeps its member in the room for the grace time, then the room says why it left', () => {
    const rig = new RoomRig({ graceMs: 15_000 });
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    bob.hears();
    rig.room.closed(ada.link, rig.now);
    rig.pass(14_999);
    expect(bob.hears()).toEqual([]);
    rig.pass(1);
    expect(bob.hears()).toMatchObject([{ kind: 'left', from: 'm1', nick: 'Ada', text: 'link_lost' }]);
    rig.pass(60_000);
    expect(bob.hears(), 'once').toEqual([]);
  });

  it('gives members of before a restart the same time to come back', () => {
    const rig = new RoomRig({ graceMs: 15_000 });
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    rig.restart();
    const back = rig.connect({ device: bob.device });
    back.hello({ nick: 'Bob', resume: { session: bob.welcome['session'], seq: 2 } });
    rig.pass(15_000);
    expect(back.hears().at(-1)).toMatchObject({ kind: 'left', from: ada.welcome['you'] });
    expect(rig.room.members()).toHaveLength(1);
  });

  it('twice is one end', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    rig.room.closed(ada.link, rig.now);
    rig.room.closed(ada.link, rig.now);
    rig.room.receive(ada.link, Uint8Array.of(0, 0, 0, 0), rig.now);
    rig.turn();
    expect(rig.room.members()).toHaveLength(1);
  });

  it('in the turn of its hello leaves nothing half done', () => {
    const rig = new RoomRig({ graceMs: 1_000 });
    const ada = rig.connect();
    ada.hello();
    rig.room.closed(ada.link, rig.now);
    rig.turn();
    rig.pass(1_000);
    expect(rig.store.events.map(({ kind }) => kind)).toEqual(['joined', 'left']);
  });
});

describe('good-bye', () => {
  it('of a member is answered, closed, and told the others without a reason', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    bob.hears();
    ada.hears();
    ada.sends({ type: 'bye' }, say('late'));
    rig.turn();
    expect(ada.hears()[0]).toEqual({ type: 'bye' });
    expect(ada.isClosed).toBe(true);
    expect(bob.hears()).toMatchObject([{ kind: 'left', from: 'm1', text: '' }]);
  });

  it('of the host reaches every link, and everybody may resume when it is back', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const waiting = rig.connect();
    rig.room.shutDown();
    rig.turn();
    for (const peer of [ada, waiting]) {
      expect(peer.hears()).toEqual([{ type: 'bye', code: 'host_stopped' }]);
      expect(peer.isClosed).toBe(true);
    }
    rig.restart();
    const back = rig.connect({ device: ada.device });
    back.hello({ resume: { session: ada.welcome['session'], seq: 1 } });
    rig.turn();
    expect(back.hears()).toMatchObject([{ type: 'welcome', seq: 1 }]);
  });
});

describe('a turn', () => {
  it('knows whether all that it heard came over datagrams', () => {
    const rig = new RoomRig();
    const [ada, bob, cat] = [rig.join(), rig.join({ nick: 'Bob' }), rig.join({ nick: 'Cat' })];
    for (const peer of [ada, bob]) peer.datagrams = true;
    expect(rig.room.hearsDatagramsAlone, 'nobody was heard').toBe(false);
    ada.sends(say('a'));
    bob.sends(say('b'));
    expect(rig.room.hearsDatagramsAlone).toBe(true);
    cat.sends(say('c'));
    bob.sends(say('d'));
    expect(rig.room.hearsDatagramsAlone).toBe(false);
    rig.turn();
    bob.sends(say('e'));
    expect(rig.room.hearsDatagramsAlone, 'in the next turn').toBe(true);
  });
});
