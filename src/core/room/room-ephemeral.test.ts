import { describe, expect, it } from 'vitest';
import { concat, rawFrame } from '../../../tests/support/frames.ts';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const framesOf = (...headers: object[]) => concat(headers.map((header) => rawFrame(header)));
const typing = (peer: RigPeer) => peer.hears().filter(({ type }) => type === 'typing');

function twoMembers(limits: ConstructorParameters<typeof RoomRig>[0] = {}) {
  const rig = new RoomRig(limits);
  const [ada, bob] = [rig.join(), rig.join({ nick: 'Bob' })];
  ada.hears();
  return { rig, ada, bob };
}

describe('frames that came outside of a link’s stream', () => {
  it('say who writes, and all else in them counts for nothing', () => {
    const { rig, ada, bob } = twoMembers();
    const others = [
      { type: 'say', id: 'x', text: 'x' },
      { type: 'bye' },
      { type: 'ack', seq: -1 },
      { type: 'unknown' },
    ];
    rig.room.receiveEphemeral(ada.link, framesOf(...others), rig.now);
    rig.turn();
    expect([ada.hears(), bob.hears(), ada.isClosed]).toEqual([[], [], false]);
    rig.room.receiveEphemeral(ada.link, framesOf(...others, { type: 'typing' }), rig.now);
    rig.turn();
    expect(typing(bob)).toEqual([{ type: 'typing', from: 'm1' }]);
    expect(typing(ada)).toEqual([]);
  });

  it('are a sign of life', () => {
    const { rig, ada } = twoMembers({ silenceMs: 20_000 });
    ada.sends({ type: 'ping', t: 1 });
    rig.pass(19_999);
    rig.room.receiveEphemeral(ada.link, framesOf({ type: 'typing' }), rig.now);
    rig.pass(19_999);
    expect(ada.isClosed).toBe(false);
    rig.pass(1);
    expect(ada.isClosed).toBe(true);
  });

  it('of a link without a session, or of one that ends, are passed over', () => {
    const { rig, ada, bob } = twoMembers();
    const stranger = rig.connect();
    rig.room.receiveEphemeral(stranger.link, framesOf({ type: 'typing' }), rig.now);
    ada.sends({ type: 'bye' });
    rig.room.receiveEphemeral(ada.link, framesOf({ type: 'typing' }), rig.now);
    rig.turn();
    expect(typing(bob)).toEqual([]);
  });

  it('are part of what a link may send for nothing', () => {
    const { rig, ada, bob } = twoMembers({ overheadBytes: 10_000, overheadBytesPerSecond: 1_000 });
    for (let n = 0; n < 20; n += 1)
      rig.room.receiveEphemeral(ada.link, framesOf({ type: 'junk', x: 'y'.repeat(600) }), rig.now);
    rig.room.receiveEphemeral(ada.link, framesOf({ type: 'typing' }), rig.now);
    rig.turn();
    expect(typing(bob)).toEqual([]);
    rig.pass(20_000);
    rig.room.receiveEphemeral(ada.link, framesOf({ type: 'typing' }), rig.now);
    rig.turn();
    expect(typing(bob)).toHaveLength(1);
  });
});

describe('an address', () => {
  it('is admitted as often as it may open links, asked before or not', () => {
    const rig = new RoomRig({ linksPerAddressPerSecond: 2 });
    expect([1, 2, 3].map(() => rig.room.admits('a', rig.now))).toEqual([true, true, false]);
    expect(rig.room.admits('b', rig.now)).toBe(true);
    const peer = rig.connect({ address: 'a' });
    rig.turn();
    expect(peer.hears()).toMatchObject([{ type: 'error', code: 'too_many_links' }]);
    expect(peer.isClosed).toBe(true);
  });
});
