import { describe, expect, it } from 'vitest';
import { deviceOf, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

describe('a hello', () => {
  it('is answered with a welcome, then the log from its first event on', () => {
    const rig = new RoomRig();
    const ada = rig.connect();
    ada.hello();
    expect(ada.hears(), 'nothing before the disk has it').toEqual([]);
    rig.turn();
    const [welcome, joined] = ada.hears();
    expect(welcome).toEqual({
      type: 'welcome',
      v: 1,
      can: ['past', 'sealed'],
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
      room: { id: 'ab'.repeat(16), name: 'Lab' },
      session: expect.stringMatching(/^[0-9a-f]{32}$/),
      you: 'm1',
      members: [{ id: 'm1', nick: 'Ada', host: false, clear: true }],
      seq: 1,
      pace: { per_second: 50, burst: 500 },
    });
    expect(joined).toMatchObject({ type: 'event', seq: 1, kind: 'joined', from: 'm1', nick: 'Ada' });
  });

  it('marks the member on the host’s own computer as the host', () => {
    const rig = new RoomRig();
    const host = rig.join({ nick: 'Hal' }, { local: true });
    expect(host.welcome['members']).toEqual([{ id: 'm1', nick: 'Hal', host: true }]);
  });

  it('said twice on one link ends the link', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.hello();
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'error', code: 'hello_twice' }]);
    expect(ada.isClosed).toBe(true);
  });

  it.each(['say', 'ack', 'ping', 'bye', 'typing', 'read'])('must come before %s', (type) => {
    const rig = new RoomRig();
    const peer = rig.connect();
    peer.sends({ type, id: 'a', text: 'hi', seq: 0, t: 1 });
    rig.turn();
    expect(peer.hears()).toMatchObject([{ type: 'error', code: 'hello_expected' }]);
    expect(peer.isClosed).toBe(true);
    expect(rig.store.newest).toBe(0);
  });

  it('may follow frames of unknown types, which are ignored like unknown fields', () => {
    const rig = new RoomRig();
    const peer = rig.connect();
    peer.sends({ type: 'capabilities', list: [] });
    peer.hello({ colour: 'red' });
    peer.sends({ type: 'dance' }, { type: 'say', id: 'a', text: 'hi', mood: 7 });
    rig.turn();
    expect(peer.hears().map(({ type }) => type)).toEqual(['welcome', 'accepted', 'event', 'event']);
  });

  it('must come within its time, and a link that never speaks disturbs nobody', () => {
    const rig = new RoomRig({ helloMs: 5_000 });
    const silent = rig.connect();
    const ada = rig.join();
    rig.pass(4_999);
    expect(silent.isClosed).toBe(false);
    rig.pass(1);
    expect(silent.hears()).toMatchObject([{ type: 'error', code: 'hello_timeout' }]);
    expect(silent.isClosed).toBe(true);
    expect(ada.isClosed).toBe(false);
  });

  it('and what follows in the same chunk share one turn', () => {
    const rig = new RoomRig();
    const peer = rig.connect();
    peer.hello();
    peer.sends({ type: 'say', id: 'a', text: 'hi' }, { type: 'bye' });
    rig.turn();
    expect(rig.store.events.map(({ kind }) => kind)).toEqual(['joined', 'message', 'left']);
    expect(peer.isClosed).toBe(true);
  });

  it('of equal nicknames makes two members', () => {
    const rig = new RoomRig();
    rig.join();
    const other = rig.join();
    expect(other.welcome['members']).toMatchObject([
      { id: 'm1', nick: 'Ada' },
      { id: 'm2', nick: 'Ada' },
    ]);
  });

  it('is followed by as many members frames as a long list needs, each within a header', () => {
    const rig = new RoomRig();
    const nick = '"'.repeat(32);
    for (let count = 0; count < 149; count += 1) rig.connect().hello({ nick });
    rig.turn();
    const last = rig.connect();
    last.hello({ nick });
    rig.turn();
    const heard = last.hears();
    const lists = heard.filter(({ type }) => type === 'welcome' || type === 'members');
    expect([lists[0], lists.length > 2]).toMatchObject([{ type: 'welcome' }, true]);
    const ids = lists.flatMap((header) => (header['members'] as { id: string }[]).map(({ id }) => id));
    expect(new Set(ids).size).toBe(150);
    expect(heard.filter(({ type }) => type === 'event')).toHaveLength(150);
  });
});

describe('resume', () => {
  it('gives the place back and sends exactly what is missing', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    rig.room.closed(ada.link, rig.now);
    for (let n = 0; n < 5; n += 1) bob.sends({ type: 'say', id: `b${n}`, text: `word ${n}` });
    rig.turn();
    const back = rig.connect({ device: ada.device });
    back.hello({ resume: { session: ada.welcome['session'], seq: 4 } });
    rig.turn();
    const heard = back.hears();
    expect(heard[0]).toMatchObject({ type: 'welcome', session: ada.welcome['session'], you: 'm1', seq: 7 });
    expect(heard.slice(1).map((header) => header['seq'])).toEqual([5, 6, 7]);
    expect(rig.store.events.filter(({ kind }) => kind !== 'message')).toHaveLength(2);
  });

  it('also works after the host started again', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    rig.restart();
    const back = rig.connect({ device: ada.device });
    back.hello({ resume: { session: ada.welcome['session'], seq: 1 } });
    rig.turn();
    expect(back.hears()).toMatchObject([{ type: 'welcome', you: 'm1', seq: 1 }]);
  });

  it('takes the session from the link that had it, which is told so', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const again = rig.connect({ device: ada.device });
    again.hello({ resume: { session: ada.welcome['session'], seq: 1 } });
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'error', code: 'session_taken' }]);
    expect(ada.isClosed).toBe(true);
    rig.room.closed(ada.link, rig.now);
    again.sends({ type: 'say', id: 'a', text: 'still here' });
    rig.pass(60_000);
    expect(again.texts()).toEqual(['still here']);
    expect(rig.room.members()).toHaveLength(1);
  });

  it.each([
    ['a session that nobody ever had', () => ({ session: 'f'.repeat(32), seq: 0 }), 1],
    ['an empty session', () => ({ session: '', seq: 0 }), 1],
    ['a number from the future', (session: unknown) => ({ session, seq: 2 }), 1],
    ['a session of another device', (session: unknown) => ({ session, seq: 1 }), 99],
  ])('with %s is unknown, and the thief learns nothing', (_, resume, device) => {
    const rig = new RoomRig();
    const ada = rig.join();
    const other = rig.connect({ device: deviceOf(device) });
    other.hello({ resume: resume(ada.welcome.session) });
    rig.turn();
    expect(other.hears()).toEqual([expect.objectContaining({ type: 'error', code: 'unknown_session' })]);
    expect(other.isClosed).toBe(true);
    expect(ada.isClosed).toBe(false);
  });

  it('from before the log begins is unknown, for what is missing is gone', () => {
    const rig = new RoomRig({ eventsKept: 3 });
    const ada = rig.join();
    rig.room.closed(ada.link, rig.now);
    const bob = rig.join({ nick: 'Bob' });
    for (let n = 0; n < 10; n += 1) {
      bob.sends({ type: 'say', id: `b${n}`, text: 'x' });
      rig.turn();
    }
    rig.restart();
    const { oldest } = rig.store;
    const tooOld = rig.connect({ device: ada.device });
    tooOld.hello({ resume: { session: ada.welcome['session'], seq: oldest - 2 } });
    rig.turn();
    expect(tooOld.hears()).toMatchObject([{ code: 'unknown_session' }]);
    const justYoungEnough = rig.connect({ device: ada.device });
    justYoungEnough.hello({ resume: { session: ada.welcome['session'], seq: oldest - 1 } });
    rig.turn();
    expect(justYoungEnough.hears()[0]).toMatchObject({ type: 'welcome' });
  });

  it('under another nickname announces it', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    const again = rig.connect({ device: ada.device });
    again.hello({ nick: 'Countess', resume: { session: ada.welcome['session'], seq: 2 } });
    rig.turn();
    expect(bob.hears()).toMatchObject([{ kind: 'joined', from: 'm1', nick: 'Countess' }]);
    expect(rig.room.members()).toContainEqual({ id: 'm1', nick: 'Countess', host: false, clear: true });
  });
});

describe('a device that comes back without its session', () => {
  it('is the same member, without a second joined', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    rig.room.closed(ada.link, rig.now);
    const again = rig.join({}, { device: ada.device });
    expect(again.welcome).toMatchObject({ you: 'm1', seq: 1 });
    expect(again.welcome['session']).not.toBe(ada.welcome['session']);
    expect(rig.room.members()).toHaveLength(1);
  });

  it('announces another nickname', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    rig.room.closed(ada.link, rig.now);
    rig.join({ nick: 'Countess' }, { device: ada.device });
    expect(bob.hears()).toMatchObject([{ kind: 'joined', from: 'm1', nick: 'Countess' }]);
  });

  it('while its other link lives stays one member until both are gone', () => {
    const rig = new RoomRig({ graceMs: 1_000 });
    const first = rig.join();
    const second = rig.join({}, { device: first.device });
    rig.room.closed(first.link, rig.now);
    rig.pass(1_000);
    expect(rig.room.members()).toHaveLength(1);
    rig.room.closed(second.link, rig.now);
    rig.pass(1_000);
    expect(rig.room.members()).toHaveLength(0);
    expect(rig.store.events.map(({ kind }) => kind)).toEqual(['joined', 'left']);
  });
});

describe('an attempt', () => {
  const LATE = [{ type: 'error', code: 'session_taken' }];

  it.each([
    [8, 7],
    [7, 7],
    [7, undefined],
    [undefined, 7],
    [undefined, undefined],
  ])('%j is taken after attempt %j', (attempt, before) => {
    const rig = new RoomRig();
    const ada = rig.join({ attempt: before });
    const resume = { session: ada.welcome['session'], seq: 1 };
    const again = rig.connect({ device: ada.device });
    again.hello({ resume, attempt });
    rig.turn();
    expect(again.hears()).toMatchObject([{ type: 'welcome', session: resume.session }]);
  });

  it.each(['resumes', 'begins anew'])('before the newest that %s comes late, and disturbs nobody', (what) => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    const resume = { session: ada.welcome['session'], seq: 2 };
    const back = rig.connect({ device: ada.device });
    back.hello({ resume, attempt: 7 });
    const late = rig.connect({ device: ada.device });
    late.hello({ nick: 'Countess', attempt: 6, ...(what === 'resumes' && { resume }) });
    rig.turn();
    expect([late.hears(), late.isClosed]).toMatchObject([LATE, true]);
    rig.room.closed(late.link, rig.now);
    back.sends({ type: 'say', id: 'a', text: 'still here' });
    rig.pass(60_000);
    expect([back.texts(), back.isClosed]).toEqual([['still here'], false]);
    expect(
      bob.hears().map(({ kind }) => kind),
      'no other nickname, and nobody left',
    ).toEqual(['message']);
  });

  it('before the newest comes late also when the link of the newest is gone, until a hello names none', () => {
    const rig = new RoomRig();
    const ada = rig.join({ attempt: 7 });
    rig.room.closed(ada.link, rig.now);
    const heard = [6, undefined, 6].map((attempt) => {
      const peer = rig.connect({ device: ada.device });
      peer.hello({ resume: { session: ada.welcome['session'], seq: 1 }, attempt });
      rig.turn();
      return peer.hears();
    });
    const welcome = [{ type: 'welcome' }];
    expect(heard).toMatchObject([LATE, welcome, welcome]);
  });

  it('before the one that was refused comes late too, once a hello that names none was taken', () => {
    const rig = new RoomRig();
    const ada = rig.join({ attempt: 9 });
    const resume = { session: ada.welcome['session'], seq: 1 };
    const answers = [6, undefined, 5, 6].map((attempt) => {
      const peer = rig.connect({ device: ada.device });
      peer.hello({ resume, attempt });
      rig.turn();
      return peer.hears();
    });
    const welcome = [{ type: 'welcome' }];
    expect(answers).toMatchObject([LATE, welcome, LATE, welcome]);
  });

  it('of another device says nothing', () => {
    const rig = new RoomRig();
    rig.join({ attempt: 7 });
    expect(rig.join({ attempt: 6 }).welcome).toMatchObject({ type: 'welcome' });
  });
});
