import { describe, expect, it } from 'vitest';
import { rawFrame } from '../../../tests/support/frames.ts';
import { deviceOf, type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string, text = id) => ({ type: 'say', id, text });
const junk = (bytes: number) => rawFrame({ type: 'junk', deep: '['.repeat(bytes) });
const codes = (peer: RigPeer) => peer.hears().flatMap(({ type, code }) => (type === 'error' ? [code] : []));

describe('what one link sends', () => {
  it('is heard for so many bytes of a turn, and the rest in the turns that follow, while it is not read', () => {
    const rig = new RoomRig({ messageBurst: 5_000 });
    const ada = rig.join();
    for (let n = 0; n < 4; n += 1) {
      ada.says(...Array.from({ length: 60 }, (_, at) => rawFrame(say(`${n}-${at}`, 'x'.repeat(1_000)))));
    }
    expect([ada.isPaused, rig.room.holdsInput]).toEqual([true, true]);
    rig.writeTurn();
    expect(ada.hears().filter(({ type }) => type === 'accepted')).toHaveLength(180);
    rig.room.hearHeld(rig.now);
    expect([ada.isPaused, rig.room.holdsInput]).toEqual([false, false]);
    rig.writeTurn();
    expect(ada.hears().filter(({ type }) => type === 'accepted')).toHaveLength(60);
  });

  it('waits in turn with that of the others when all of them take too long together', () => {
    const rig = new RoomRig();
    const peers = Array.from({ length: 6 }, () => rig.join());
    rig.onElapsed = () => {
      rig.elapsed += 3;
    };
    for (const peer of peers) peer.sends(say('hello'));
    expect(peers.map(({ isPaused }) => isPaused)).toEqual([false, false, false, true, true, true]);
    rig.writeTurn();
    peers[0]?.sends(say('again'));
    rig.room.hearHeld(rig.now);
    expect(peers.map(({ isPaused }) => isPaused)).toEqual([false, false, false, false, false, false]);
    rig.writeTurn();
    expect(peers[5]?.hears().filter(({ type }) => type === 'accepted')).toHaveLength(1);
  });

  it('is heard for so long before others are, who ask for little', () => {
    const rig = new RoomRig();
    const [ada, bob] = [rig.join(), rig.join()];
    rig.onElapsed = () => {
      rig.elapsed += 1;
    };
    ada.sends(...Array.from({ length: 100 }, (_, t) => ({ type: 'ping', t })));
    bob.sends({ type: 'ping', t: 1 });
    rig.writeTurn();
    const pongs = () => ada.hears().flatMap(({ type, t }) => (type === 'pong' ? [t] : []));
    const first = pongs();
    expect(first.length).toBeLessThan(50);
    expect(bob.hears()).toEqual([{ type: 'pong', t: 1 }]);
    const rest: unknown[] = [];
    for (let turn = 0; turn < 20 && rig.room.holdsInput; turn += 1) {
      rig.room.hearHeld(rig.now);
      rig.writeTurn();
      rest.push(...pongs());
    }
    expect([...first, ...rest]).toEqual([...Array(100).keys()]);
    expect(ada.isPaused).toBe(false);
  });

  it('does not count for the host’s own window', () => {
    const rig = new RoomRig({ messageBurst: 5_000 });
    const hal = rig.join({ nick: 'Hal' }, { local: true });
    for (let n = 0; n < 4; n += 1) hal.says(junk(60_000));
    hal.sends(say('hello'));
    rig.turn();
    expect(hal.texts()).toEqual(['hello']);
  });
});

describe('a link that sends what brings no event', () => {
  const limits = { overheadBytes: 10_000, overheadBytesPerSecond: 1_000, overheadMs: 30_000 };

  it('is read as fast as its overhead allows, and heard in full', () => {
    const rig = new RoomRig(limits);
    const ada = rig.join();
    ada.says(junk(20_000));
    ada.sends(say('after'));
    expect([ada.isPaused, rig.room.holdsBack]).toEqual([true, true]);
    rig.turn();
    expect(ada.texts()).toEqual([]);
    for (let second = 0; second < 12; second += 1) rig.pass(1_000);
    expect(ada.isPaused).toBe(false);
    expect(ada.texts()).toEqual(['after']);
    expect(rig.room.holdsBack).toBe(false);
  });

  const costs: readonly (readonly [string, (ada: RigPeer, n: number) => void])[] = [
    ['types that nobody knows', (ada) => ada.says(junk(500))],
    ['bodies that nobody wants', (ada) => ada.says(rawFrame({ type: 'x', total_size: 600 }), new Uint8Array(600))],
    ['messages beyond its pace', (ada, n) => ada.sends(say(`m${n}`, 'x'.repeat(400)))],
    ['messages that are refused', (ada, n) => ada.sends(say(`m${n}`, `${'x'.repeat(400)}\u0007`))],
    ['the same message', (ada) => ada.sends(say('m0'))],
    ['pings', (ada, n) => ada.sends(...Array.from({ length: 5 }, (_, at) => ({ type: 'ping', t: n + at })))],
    ['that it writes', (ada) => ada.sends(...Array.from({ length: 6 }, () => ({ type: 'typing' })))],
  ];
  it.each(costs)('is let go with the reason when it sends %s without end', (_, sends) => {
    const rig = new RoomRig({ ...limits, messageBurst: 1, messagesPerSecond: 0.01 });
    const ada = rig.join();
    let sent = 0;
    for (let tick = 0; tick < 600 && !ada.isClosed; tick += 1) {
      // As a socket does, it takes no more while it is not read.
      for (let n = 0; n < 10 && !ada.isPaused; n += 1) {
        sent += 1;
        sends(ada, sent);
      }
      rig.pass(100);
    }
    expect(codes(ada)).toEqual(['too_costly']);
    expect(sent).toBeLessThan(150);
  });

  it('stays when it stops in time, and begins anew later', () => {
    const rig = new RoomRig(limits);
    const ada = rig.join();
    for (let round = 0; round < 6; round += 1) {
      ada.says(junk(15_000));
      for (let second = 0; second < 20; second += 1) rig.pass(1_000);
    }
    expect([ada.isClosed, ada.isPaused]).toEqual([false, false]);
  });

  it('does not slow down a quiet one of its address, though many of them together slow each other', () => {
    const rig = new RoomRig(limits);
    const noisy = Array.from({ length: 16 }, () => rig.join({}, { address: '10.0.0.9' }));
    const quiet = rig.join({}, { address: '10.0.0.9' });
    for (const peer of noisy) peer.says(junk(6_000));
    for (const peer of [...noisy, ...noisy]) peer.says(junk(100));
    expect(noisy.every(({ isPaused }) => isPaused)).toBe(true);
    quiet.sends({ type: 'ping', t: 1 });
    rig.turn();
    expect(quiet.isPaused).toBe(false);
    expect(quiet.hears().at(-1)).toMatchObject({ type: 'pong' });
  });

  it('holds no body that nobody wants', () => {
    const rig = new RoomRig({ overheadBytes: 2_000_000 });
    const ada = rig.join();
    ada.says(rawFrame({ type: 'x', total_size: 1_000_000 }));
    for (let n = 0; n < 9; n += 1) ada.says(new Uint8Array(100_000));
    expect(ada.link.decoder.waiting).toBe(0);
    ada.says(new Uint8Array(100_000), rawFrame({ type: 'ping', t: 1 }));
    rig.turn();
    expect(ada.hears().at(-1)).toMatchObject({ type: 'pong' });
  });

  it('and never ends its frames does not fill the memory together with many others', () => {
    const rig = new RoomRig({ helloMs: 1e9 });
    const half = rawFrame({ type: 'x', more: 'x'.repeat(60_000) }).subarray(0, 60_000);
    const peers = Array.from({ length: 700 }, () => rig.connect());
    for (const peer of peers) peer.says(half);
    rig.turn();
    const kept = peers.filter(({ isClosed }) => !isClosed);
    expect(kept.length * half.length).toBeLessThanOrEqual(33_554_432);
    expect(kept.length).toBeGreaterThan(550);
    expect(codes(peers.at(-1) as RigPeer)).toEqual(['too_costly']);
    const ada = rig.join();
    ada.says(rawFrame(say('whole')).subarray(0, 20));
    expect(ada.link.ending, 'who has little stays').toBeUndefined();
    for (const peer of kept.slice(0, 100)) rig.room.closed(peer.link, rig.now);
    const next = rig.connect();
    next.says(half);
    expect(next.link.ending, 'there is room again').toBeUndefined();
  });

  it('and can’t be paused is let go when too much waits', () => {
    const rig = new RoomRig(limits);
    const ada = rig.join();
    for (let n = 0; n < 100 && !ada.link.ending; n += 1) ada.says(junk(60_000));
    rig.turn();
    expect(codes(ada)).toEqual(['too_costly']);
  });
});

describe('comings and goings', () => {
  it('let a class of 30 behind one address in at once', () => {
    const rig = new RoomRig();
    const peers = Array.from({ length: 30 }, () => rig.connect({ address: '10.0.0.9' }));
    for (const peer of peers) peer.hello();
    rig.turn();
    expect(rig.room.members()).toHaveLength(30);
  });

  it('of an address have a pace, whatever devices it makes up, and other addresses theirs', () => {
    const rig = new RoomRig({ entriesPerAddress: 3, entriesPerAddressPerSecond: 1 });
    const enter = (n: number) => {
      const peer = rig.connect({ address: '10.0.0.9', device: deviceOf(1_000 + n) });
      peer.hello();
      peer.sends({ type: 'bye' });
      rig.turn();
      return codes(peer)[0];
    };
    expect([1, 2, 3, 4, 5].map(enter)).toEqual([undefined, undefined, undefined, 'too_many_links', 'too_many_links']);
    expect(rig.join({}, { address: '10.0.0.10' }).welcome).toBeDefined();
    rig.pass(1_000);
    expect(enter(6)).toBeUndefined();
    expect(rig.store.newest).toBe(9);
  });

  it('cost nothing who comes back to its place', () => {
    const rig = new RoomRig({ entriesPerAddress: 1, entriesPerAddressPerSecond: 0.001 });
    const ada = rig.join({}, { address: '10.0.0.9' });
    for (let n = 0; n < 5; n += 1) {
      const again = rig.connect({ address: '10.0.0.9', device: ada.device });
      again.hello({ resume: { session: ada.welcome['session'], seq: 1 } });
      rig.turn();
      expect(again.hears()).toMatchObject([{ type: 'welcome' }]);
    }
  });

  it('count for the host’s own window as little as its overhead', () => {
    const rig = new RoomRig({ entriesPerAddress: 0, entriesPerAddressPerSecond: 0 });
    expect(rig.join({}, { local: true }).welcome).toBeDefined();
  });
});

describe('nicknames', () => {
  it('have a pace of their own: who is here keeps the one that the room knows', () => {
    const rig = new RoomRig({ renames: 2, renamesPerMinute: 60 });
    const ada = rig.join({ nick: 'Ada' });
    const resume = { session: ada.welcome['session'], seq: 1 };
    const names = ['B', 'C', 'D', 'E'];
    for (const nick of names) rig.join({ nick, resume }, { device: ada.device });
    expect(rig.room.members()).toMatchObject([{ nick: 'C' }]);
    expect(rig.store.newest).toBe(3);
    rig.pass(1_000);
    rig.join({ nick: 'F', resume }, { device: ada.device });
    expect(rig.room.members()).toMatchObject([{ nick: 'F' }]);
  });

  it('that are taken too often are refused to a plain guest, which may say more all the same', () => {
    const rig = new RoomRig({ renames: 1, renamesPerMinute: 1 });
    const ada = rig.join({ nick: 'Ada' });
    rig.room.rename(ada.link, 'Bob', rig.now);
    rig.room.rename(ada.link, 'Cid', rig.now);
    ada.sends(say('hello'));
    rig.turn();
    expect(ada.hears()).toMatchObject([
      { type: 'refused', id: 'nick', code: 'too_fast' },
      { type: 'accepted' },
      { kind: 'joined', nick: 'Bob' },
      { kind: 'message', nick: 'Bob' },
    ]);
  });
});

describe('the pace of an address', () => {
  it('is that of so many members, however many it makes up, and not another address’s', () => {
    const rig = new RoomRig({ messageBurst: 4, messagesPerSecond: 1, speakersPerAddress: 2 });
    const peers = Array.from({ length: 5 }, () => rig.join({}, { address: '10.0.0.9' }));
    const stranger = rig.join({}, { address: '10.0.0.10' });
    for (const peer of [...peers, stranger]) peer.sends(...['a', 'b', 'c'].map((id) => say(id)));
    rig.turn();
    const accepted = (peer: RigPeer) => peer.hears().filter(({ type }) => type === 'accepted').length;
    expect([...peers, stranger].map(accepted)).toEqual([3, 3, 2, 0, 0, 3]);
    rig.pass(1_000);
    for (const peer of peers) peer.sends(say('d'));
    rig.turn();
    expect(peers.map(accepted)).toEqual([1, 1, 0, 0, 0]);
  });

  it('takes nothing from a member that it refuses, and is not the host’s own', () => {
    const rig = new RoomRig({ messageBurst: 1, messagesPerSecond: 1, speakersPerAddress: 1 });
    const [ada, bob] = [rig.join({}, { address: 'x' }), rig.join({}, { address: 'x' })];
    const hal = rig.join({ nick: 'Hal' }, { address: 'x', local: true });
    for (const peer of [ada, bob, hal]) peer.sends(say('a'));
    rig.turn();
    expect(hal.hears().filter(({ type }) => type === 'accepted')).toHaveLength(1);
    expect(bob.hears().filter(({ type }) => type === 'refused')).toHaveLength(1);
    rig.pass(1_000);
    bob.sends(say('a'));
    rig.turn();
    expect(bob.hears().filter(({ type }) => type === 'accepted')).toHaveLength(1);
  });
});

describe('the pace of a device', () => {
  it('is one for all its links, with a hello that resumes nothing as well', () => {
    const rig = new RoomRig({ messageBurst: 2, messagesPerSecond: 1 });
    const ada = rig.join();
    ada.sends(say('a1'), say('a2'));
    rig.turn();
    for (let n = 0; n < 3; n += 1) {
      const again = rig.join({}, { device: ada.device });
      again.sends(say(`b${n}`));
      rig.turn();
      expect(again.hears().at(-1)).toMatchObject({ type: 'refused', code: 'too_fast' });
    }
  });
});

describe('a stalled reader', () => {
  it('is dropped also while somebody writes something all the time', () => {
    const rig = new RoomRig({ linkStallMs: 5_000 });
    const ada = rig.join();
    const stalled = rig.join({ nick: 'Stalled' });
    stalled.hears();
    stalled.reads = false;
    ada.sends(say('hello'));
    rig.turn();
    for (let second = 0; second < 7; second += 1) {
      ada.sends({ type: 'typing' });
      rig.turn();
      rig.pass(1_000);
    }
    expect(stalled.isClosed).toBe(true);
  });

  it('is dropped also where what it is sent has another length on its way, as a plain guest’s lines have', () => {
    const rig = new RoomRig({ linkStallMs: 5_000 });
    const ada = rig.join();
    const stalled = rig.join({ nick: 'Stalled' }, { bytesPerFrameByte: 0.25 });
    stalled.reads = false;
    for (let second = 0; second < 8; second += 1) {
      ada.sends(say(`m${second}`));
      rig.turn();
      rig.pass(1_000);
    }
    expect(stalled.isClosed).toBe(true);
  });
});
