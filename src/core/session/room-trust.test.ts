import { describe, expect, it } from 'vitest';
import { testDigests } from '../../../tests/support/digests.ts';
import { GuestRig, keptRoom } from '../../../tests/support/rigs/guest-rig.ts';
import { hexBytes } from '../secure/byte-text.ts';
import { proofOf } from '../secure/proofs.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { type Certified, RoomTrust } from './room-trust.ts';

const KEY = 'a1'.repeat(32);
const OTHER_KEY = 'f1'.repeat(32);
const ROOM = 'ab';

function certificate(key = KEY, roomId = ROOM): Certified {
  const roomKey = hexBytes(key) as Uint8Array;
  return { roomId, roomKey, fingerprint: testDigests.sha256(roomKey).slice(0, 32) };
}

/** A guest that was in rooms before; they are what it expects where it goes. */
function returning(...kept: readonly ReturnType<typeof keptRoom>[]): GuestRig {
  const rig = new GuestRig({}, kept);
  rig.session.start(rig.now);
  return rig;
}

const keyed = (fields: object = {}) => keptRoom({ roomKey: KEY, session: 's'.repeat(40), newest: 41, ...fields });
const types = (headers: readonly FrameHeader[]) => headers.map(({ type }) => type);

describe('a room that has a key', () => {
  it('is known by it at once: nothing has to be asked, and the session is resumed', () => {
    const rig = returning(keyed());
    rig.session.linkOpened(rig.now, certificate());
    expect(rig.saysAll()).toMatchObject([{ type: 'hello', device: keptRoom().device, resume: { seq: 41 } }]);
  });

  it('is not entered where another key claims its id, nor tried again, and the words of both keys are told', () => {
    const rig = returning(keyed());
    rig.session.linkOpened(rig.now, certificate(OTHER_KEY));
    expect(rig.saysAll()).toEqual([]);
    const { connection } = rig.session;
    expect(connection).toMatchObject({ state: 'closed', problem: { code: 'room_key_changed' } });
    const { key, words, before, beforeWords } = connection.state === 'closed' ? (connection.problem?.detail ?? {}) : {};
    expect([key, before]).toEqual([certificate(OTHER_KEY).fingerprint, certificate().fingerprint]);
    expect([words, beforeWords].map((one) => String(one).split(' '))).toEqual([expect.any(Array), expect.any(Array)]);
    rig.passSlowly(60_000);
    expect(rig.connects).toBe(1);
  });

  it('is not entered where another room answers at its address', () => {
    const rig = returning(keyed());
    rig.session.linkOpened(rig.now, certificate(OTHER_KEY, 'cd'));
    expect([rig.saysAll(), rig.session.connection]).toMatchObject([[], { problem: { code: 'room_key_changed' } }]);
  });

  it('is not entered in clear, however well the host proves that it was the room before', () => {
    const rig = returning(keyed());
    rig.session.linkOpened(rig.now);
    expect([rig.saysAll(), rig.session.connection]).toMatchObject([[], { problem: { code: 'downgraded' } }]);
  });

  it('is not believed to be another that is known at that address and has its own key', () => {
    const other = keyed({ copy: 'two', room: 'cd', roomKey: OTHER_KEY, device: '1'.repeat(32) });
    const rig = returning(keyed(), other);
    rig.session.linkOpened(rig.now, certificate(OTHER_KEY, 'cd'));
    expect(rig.saysAll()).toMatchObject([{ type: 'hello', device: '1'.repeat(32) }]);
  });

  it('is not claimed in clear by a host at an address where nothing is expected', () => {
    for (const answer of ['proof', 'welcome'] as const) {
      const rig = new GuestRig();
      rig.kept.push(keyed());
      rig.session.start(rig.now);
      rig.session.linkOpened(rig.now);
      if (answer === 'proof') rig.prove();
      else {
        rig.hears({ type: 'pong', t: 1 });
        rig.welcome(0);
      }
      expect(rig.session.connection).toMatchObject({ state: 'closed', problem: { code: 'downgraded' } });
      expect(rig.welcomes).toEqual([]);
    }
  });

  it('that was entered is meant from then on: after a cut no other key, no clear link and no other room is spoken to', () => {
    for (const [back, code] of [
      [certificate(OTHER_KEY), 'room_key_changed'],
      [certificate(OTHER_KEY, 'cd'), 'room_unproven'],
      [undefined, 'downgraded'],
    ] as const) {
      const rig = new GuestRig();
      rig.session.start(rig.now);
      rig.session.linkOpened(rig.now, certificate());
      rig.welcome(3);
      rig.lose();
      rig.session.reconnectNow(rig.now);
      rig.saysAll();
      rig.session.linkOpened(rig.now, back);
      expect(types(rig.saysAll())).toEqual([]);
      const state = code === 'room_unproven' ? 'waiting' : 'closed';
      expect(rig.session.connection).toMatchObject({ state, problem: { code } });
    }
  });

  it('goes on over another link of the same key, as when its host’s computer is another', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now, certificate());
    rig.welcome(3);
    rig.saysAll();
    rig.session.linkReplaced(rig.now, certificate());
    expect(rig.saysAll()).toMatchObject([{ type: 'hello', resume: { session: 's1' } }]);
  });

  it('is another than its host says: what the certificate says counts', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now, certificate());
    expect(types(rig.saysAll())).toEqual(['hello']);
    rig.welcome(0, { room: { id: 'cd', name: 'Studio' } });
    expect([rig.welcomes, rig.session.connection]).toMatchObject([[], { problem: { code: 'bad_message' } }]);
  });
});

describe('a room that is met for the first time', () => {
  it('is trusted, under a new device', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now, certificate());
    const [hello] = rig.saysAll();
    expect(hello).toMatchObject({ type: 'hello' });
    expect(hello).not.toHaveProperty('resume');
  });

  it('is the one of the invite or none, sealed or none', () => {
    const { fingerprint } = certificate();
    const trust = () => new RoomTrust({ digests: testDigests, expected: [], known: () => [], invited: fingerprint });
    expect(trust().refuses(certificate())).toBeUndefined();
    expect(trust().refuses(certificate(OTHER_KEY))).toMatchObject({ code: 'room_key_wrong' });
    expect(trust().refusesClear()).toMatchObject({ code: 'downgraded' });
  });

  it('with the id of a known one and another key is taken once its fingerprint was given', () => {
    const { fingerprint } = certificate(OTHER_KEY);
    const expected = [keyed()];
    const parts = { digests: testDigests, expected, known: () => expected };
    expect(new RoomTrust(parts).refuses(certificate(OTHER_KEY))).toMatchObject({ code: 'room_key_changed' });
    const trust = new RoomTrust({ ...parts, invited: fingerprint });
    expect([trust.refuses(certificate(OTHER_KEY)), trust.which(certificate(OTHER_KEY))]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a room that was entered before there were keys', () => {
  it('proves itself as before, over the sealed link, and is known by its key from then on', () => {
    const rig = returning(keptRoom({ session: 's'.repeat(40), newest: 41 }));
    rig.session.linkOpened(rig.now, certificate());
    expect(types(rig.saysAll())).toEqual(['prove', 'ping']);
    rig.session.linkLost({ code: 'link_lost', text: '' }, rig.now);
    const again = returning(keptRoom({ session: 's'.repeat(40), newest: 41 }));
    again.session.linkOpened(again.now, certificate());
    again.prove();
    expect(again.says()).toMatchObject([{ type: 'hello', resume: { seq: 41 } }]);
    again.welcome(41, { session: 's'.repeat(40) });
    expect(again.entered.map(({ roomKey, kept }) => [roomKey, kept?.copy])).toEqual([[KEY, 'one']]);
  });

  it('is another one where a sealed host can’t prove it', () => {
    const rig = returning(keptRoom({ session: 's'.repeat(40), newest: 41 }));
    rig.session.linkOpened(rig.now, certificate());
    rig.prove({ id: ROOM, name: 'Lab' }, 'dd'.repeat(32));
    const [hello] = rig.says();
    expect(hello).toMatchObject({ type: 'hello' });
    expect([hello?.device === keptRoom().device, hello?.resume]).toEqual([false, undefined]);
  });
});

describe('a room that was entered before it had a key', () => {
  const OURS = new Uint8Array(32).fill(1);
  const ANOTHER = new Uint8Array(32).fill(2);

  /** The guest comes back over a sealed link, and the host answers with a proof that is bound to a link, or to none. */
  function proven(link: Uint8Array | undefined): readonly FrameHeader[] {
    const rig = returning(keptRoom({ session: 's'.repeat(40), newest: 41 }));
    rig.hash = OURS;
    rig.session.linkOpened(rig.now, certificate());
    const asked = rig.saysAll();
    const nonce = String(asked.find(({ type }) => type === 'prove')?.['nonce']);
    const challenge = { room: ROOM, guestNonce: nonce, hostNonce: 'cc', link };
    const mac = proofOf(testDigests, keptRoom().key ?? '', challenge);
    rig.hears({ type: 'proof', room: { id: ROOM, name: 'Studio' }, nonce: 'cc', mac });
    return rig.saysAll();
  }

  it('is gone on with where it proves on this very link that it is the one', () => {
    expect(proven(OURS)).toMatchObject([{ type: 'hello', resume: { seq: 41 } }]);
  });

  it('is told nothing where somebody passes on what it proved on another link, or in clear', () => {
    for (const link of [ANOTHER, undefined]) {
      const [hello] = proven(link);
      expect(hello).not.toHaveProperty('resume');
      expect(hello?.['device']).not.toBe(keptRoom().device);
    }
  });
});
