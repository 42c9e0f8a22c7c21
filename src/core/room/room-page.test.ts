import { describe, expect, it } from 'vitest';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const CAN = ['past'];

/** A room with a hundred messages (events 2 to 101) of some 400 bytes each, said by Ada (event 1). */
function longRoom(limits: object = {}): { rig: RoomRig; ada: RigPeer } {
  const rig = new RoomRig({ pageBytes: 2_000, ...limits });
  const ada = rig.join();
  for (let n = 2; n <= 101; n += 1) {
    ada.sends({ type: 'say', id: `i${n}`, text: `${n} ${'x'.repeat(300)}` });
    rig.turn();
  }
  ada.hears();
  return { rig, ada };
}

function numbers(heard: readonly { readonly type: string; readonly seq?: unknown }[]): unknown[] {
  return heard.filter(({ type }) => type === 'event').map(({ seq }) => seq);
}

/** Somebody who says hello as the app does. @returns what it hears */
function arrives(rig: RoomRig, hello: object = {}): { peer: RigPeer; heard: ReturnType<RigPeer['hears']> } {
  const peer = rig.connect();
  peer.hello({ nick: 'Late', can: CAN, ...hello });
  rig.turn();
  return { peer, heard: peer.hears() };
}

/** What a peer hears after it asked for the page before `before`. */
function past(rig: RoomRig, peer: RigPeer, before: number): { range: unknown; numbers: unknown[] } {
  peer.sends({ type: 'past', before });
  rig.turn();
  const heard = peer.hears();
  const [answer] = heard;
  return { range: [answer?.type, answer?.['first'], answer?.['next']], numbers: numbers(heard) };
}

describe('a newcomer that can take the newest page first', () => {
  it('gets it behind a welcome that says where it begins, and then whatever is said', () => {
    const { rig, ada } = longRoom();
    const { peer: late, heard } = arrives(rig);
    expect(heard[0]).toMatchObject({ type: 'welcome', seq: 102, first: 98 });
    expect(numbers(heard)).toEqual([98, 99, 100, 101, 102]);
    ada.sends({ type: 'say', id: 'new', text: 'new' });
    rig.turn();
    expect(numbers(late.hears())).toEqual([103]);
  });

  it('gets the past by asking for it, a page at a time, down to the first event', () => {
    const { rig } = longRoom();
    const late = rig.join({ nick: 'Late', can: CAN });
    late.hears();
    let before = Number(late.welcome['first']);
    const got: unknown[] = [];
    for (let pages = 0; before > 1; pages += 1) {
      const page = past(rig, late, before);
      expect(page.range).toEqual(['past', before - page.numbers.length, before]);
      got.unshift(...page.numbers);
      before -= page.numbers.length;
      expect(pages).toBeLessThan(50);
    }
    expect(got).toEqual(Array.from({ length: 97 }, (_, n) => n + 1));
    expect(past(rig, late, 1)).toEqual({ range: ['past', 1, 1], numbers: [] });
  });

  it('gets everything at once where that is no more than a page', () => {
    const rig = new RoomRig();
    rig.join();
    const { heard } = arrives(rig);
    expect(heard[0]).not.toHaveProperty('first');
    expect(numbers(heard)).toEqual([1, 2]);
  });

  it('that comes back gets what it missed, or the newest page where that is too much', () => {
    const { rig, ada } = longRoom();
    const late = rig.join({ nick: 'Late', can: CAN });
    const session = late.welcome['session'];
    const resumed = (seq: number) => {
      const peer = rig.connect({ device: late.device });
      peer.hello({ nick: 'Late', can: CAN, resume: { session, seq } });
      rig.turn();
      const heard = peer.hears();
      return [heard[0]?.['first'], numbers(heard)];
    };
    expect(resumed(100)).toEqual([undefined, [101, 102]]);
    expect(resumed(50)).toEqual([98, [98, 99, 100, 101, 102]]);
    expect(ada.isClosed).toBe(false);
  });
});

describe('a page of the past', () => {
  it('is for members only', () => {
    const { rig } = longRoom();
    const stranger = rig.connect();
    stranger.sends({ type: 'past', before: 5 });
    rig.turn();
    expect(stranger.hears()).toMatchObject([{ type: 'error', code: 'hello_expected' }]);
  });

  it('before an event that does not exist yet ends the link, as any lie about the log', () => {
    const { rig, ada } = longRoom();
    ada.sends({ type: 'past', before: 103 });
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'error', code: 'bad_message' }]);
  });

  it('is what was asked for last: who asks a thousand times in a chunk costs one page', () => {
    const { rig, ada } = longRoom();
    for (let n = 0; n < 1_000; n += 1) ada.sends({ type: 'past', before: 50 + (n % 50) });
    rig.turn();
    const heard = ada.hears();
    expect(heard.filter(({ type }) => type === 'past')).toEqual([{ type: 'past', first: 95, next: 99 }]);
  });

  it('waits until the link has read what it was sent', () => {
    const { rig } = longRoom({ pageBytes: 1_000 });
    const late = rig.join({ nick: 'Late', can: CAN });
    late.hears();
    late.reads = false;
    let most = 0;
    for (let n = 0; n < 2_000 && !late.isClosed; n += 1) {
      late.sends({ type: 'past', before: 90 });
      rig.turn();
      most = Math.max(most, late.queuedBytes());
    }
    expect(most).toBeLessThan(300_000);
  });

  it('says that there is nothing older where the log was trimmed', () => {
    const { rig } = longRoom({ eventsKept: 20 });
    rig.restart();
    const late = rig.join({ nick: 'Late', can: CAN });
    late.hears();
    const { oldest } = rig.store;
    expect(oldest).toBeGreaterThan(50);
    expect(past(rig, late, oldest)).toEqual({ range: ['past', oldest, oldest], numbers: [] });
  });
});
