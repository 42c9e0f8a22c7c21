import { describe, expect, it } from 'vitest';
import { deviceOf, type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import type { PeerIdentity } from '../secure/peer-identity.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { isProtocolError } from '../wire/protocol-error.ts';

function identity(digit: string, cardDigit = digit): PeerIdentity {
  return { key: digit.repeat(64), card: cardDigit.repeat(214) };
}

const ADA = identity('a');
const EVE = identity('e');

function comes(rig: RoomRig, who: PeerIdentity | undefined, device: string, fields: object = {}): RigPeer {
  const peer = rig.connect({ device });
  peer.identity = who;
  peer.hello(fields);
  rig.turn();
  return peer;
}

describe('a member whose links are sealed', () => {
  it('is told of with its card, and whoever comes in clear is marked', () => {
    const rig = new RoomRig();
    comes(rig, ADA, deviceOf(1));
    const bob = comes(rig, undefined, deviceOf(2), { nick: 'Bob' });
    const members = [
      { id: 'm1', nick: 'Ada', host: false, card: ADA.card },
      { id: 'm2', nick: 'Bob', host: false, clear: true },
    ];
    expect(rig.room.members()).toEqual(members);
    const [welcome, ...events] = bob.hears();
    expect(welcome).toMatchObject({ type: 'welcome', members });
    expect(events).toMatchObject([
      { kind: 'joined', card: ADA.card },
      { kind: 'joined', clear: true },
    ]);
    expect(events[0]).not.toHaveProperty('clear');
  });

  it('is not marked as one in clear in the host’s own process, which nothing of its travels out of', () => {
    const rig = new RoomRig();
    rig.join({}, { local: true });
    expect(rig.room.members()).toEqual([{ id: 'm1', nick: 'Ada', host: true }]);
  });
});

describe('a device that was seen with a key', () => {
  it.each([
    ['without a key', undefined],
    ['with another key', EVE],
  ])('is not taken %s, not to resume its session either, and the member notices nothing', (_, thief) => {
    const rig = new RoomRig();
    const ada = comes(rig, ADA, deviceOf(1));
    const { session } = ada.hears()[0] as FrameHeader;
    for (const fields of [{}, { resume: { session, seq: 0 } }, { nick: 'Eve', attempt: 1 }]) {
      const peer = comes(rig, thief, deviceOf(1), fields);
      expect(peer.hears()).toMatchObject([{ type: 'error', code: 'device_has_key' }]);
      expect(peer.isClosed).toBe(true);
    }
    expect(ada.hears()).toEqual([]);
    expect(ada.isClosed).toBe(false);
  });

  it('is not taken after a restart of the host, and comes back to its session with its key', () => {
    const rig = new RoomRig();
    const { session } = comes(rig, ADA, deviceOf(1)).hears()[0] as FrameHeader;
    rig.restart();
    expect(comes(rig, EVE, deviceOf(1), { resume: { session, seq: 1 } }).hears()[0]).toMatchObject({
      code: 'device_has_key',
    });
    expect(comes(rig, ADA, deviceOf(1), { resume: { session, seq: 1 } }).hears()[0]).toMatchObject({
      type: 'welcome',
      session,
      members: [{ id: 'm1', card: ADA.card }],
    });
  });

  it('offers no file without its key', () => {
    const rig = new RoomRig();
    comes(rig, ADA, deviceOf(1));
    const file = { name: 'a', size: 1, hash: 'aa', pieces: 'aa', type: '' };
    const from = { device: deviceOf(1), nick: 'Ada' };
    const offers = [undefined, EVE, ADA].map((who) =>
      rig.room.offer({ id: 'f', from, peer: { address: 'x', local: false, identity: who } }, file, rig.now),
    );
    expect(offers.map((told) => (isProtocolError(told) ? told.error : 'told'))).toEqual([
      'device_has_key',
      'device_has_key',
      'told',
    ]);
  });

  it('belongs to the key with which it offered a file before it ever came in', () => {
    const rig = new RoomRig();
    const file = { name: 'a', size: 1, hash: 'aa', pieces: 'aa', type: '' };
    const peer = { address: 'x', local: false, identity: ADA };
    rig.room.offer({ id: 'f', from: { device: deviceOf(1), nick: 'Ada' }, peer }, file, rig.now);
    rig.turn();
    expect(comes(rig, undefined, deviceOf(1)).hears()[0]).toMatchObject({ code: 'device_has_key' });
    expect(comes(rig, ADA, deviceOf(1)).hears()[0]).toMatchObject({ type: 'welcome', you: 'm1' });
  });
});

describe('a device that was known without a key', () => {
  it('is upgraded when it comes with one, and everybody who is here hears of it', () => {
    const rig = new RoomRig();
    const bob = comes(rig, undefined, deviceOf(2), { nick: 'Bob' });
    const { session } = comes(rig, undefined, deviceOf(1)).hears()[0] as FrameHeader;
    bob.hears();
    comes(rig, ADA, deviceOf(1), { resume: { session, seq: 0 } });
    expect(bob.hears()).toMatchObject([{ kind: 'joined', from: 'm2', card: ADA.card }]);
    expect(rig.room.members()[1]).toEqual({ id: 'm2', nick: 'Ada', host: false, card: ADA.card });
    expect(comes(rig, undefined, deviceOf(1)).hears()[0]).toMatchObject({ code: 'device_has_key' });
  });

  it('is as it was when the disk refuses the turn', () => {
    const rig = new RoomRig();
    comes(rig, undefined, deviceOf(1));
    rig.store.isFull = true;
    comes(rig, ADA, deviceOf(1));
    rig.store.isFull = false;
    expect(rig.room.members()).toEqual([{ id: 'm1', nick: 'Ada', host: false, clear: true }]);
    expect(comes(rig, EVE, deviceOf(1)).hears()[0]).toMatchObject({ type: 'welcome', you: 'm1' });
  });

  it('is told of with its newest card, whose other keys may be new ones', () => {
    const rig = new RoomRig();
    comes(rig, ADA, deviceOf(1));
    comes(rig, identity('a', 'b'), deviceOf(1));
    expect(rig.room.members()).toMatchObject([{ card: 'b'.repeat(214) }]);
  });
});
