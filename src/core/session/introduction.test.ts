import { describe, expect, it } from 'vitest';
import { GuestRig, keptRoom, ROOM_KEY } from '../../../tests/support/rigs/guest-rig.ts';
import type { FrameHeader } from '../wire/frame.ts';

const LAB = { id: 'ab', name: 'Lab' };
const OUTBOX = [{ id: 'a', text: 'only for the lab', at: 1, state: 'waiting' as const }];
const SECRETS = [keptRoom().device, 'secret of the session, which is long', ROOM_KEY];

/** A guest that was in the lab before, with its link open and its questions not yet answered. */
function returning(): GuestRig {
  const rig = new GuestRig({ session: SECRETS[1] as string, newest: 41, outbox: OUTBOX });
  rig.session.start(rig.now);
  rig.session.linkOpened(rig.now);
  return rig;
}

/** What a rogue host would have read of secrets and messages in `headers`. */
function secretsIn(headers: readonly FrameHeader[]): string[] {
  const text = JSON.stringify(headers);
  return [...SECRETS, ...OUTBOX.map((item) => item.text)].filter((secret) => text.includes(secret));
}

describe('a guest that goes up to a host', () => {
  it('asks which room it is and says nothing else, and no secret', () => {
    const said = returning().saysAll();
    expect(said.map(({ type }) => type)).toEqual(['prove', 'ping']);
    expect(secretsIn(said)).toEqual([]);
  });

  it('resumes in a room that proves to be the one of before', () => {
    const rig = returning();
    rig.prove();
    expect(rig.says()).toMatchObject([{ type: 'hello', device: SECRETS[0], resume: { session: SECRETS[1], seq: 41 } }]);
  });

  it('is a newcomer with a new device in a room that has the id and another key, and tells it nothing of before', () => {
    const rig = returning();
    rig.prove(LAB, 'dd'.repeat(32));
    const said = rig.says();
    expect(said).toMatchObject([{ type: 'hello' }]);
    expect(said[0]).not.toHaveProperty('resume');
    rig.keptElsewhere = [];
    rig.welcome(0);
    rig.pass(1_000);
    expect(secretsIn([...said, ...rig.saysAll()])).toEqual([]);
    expect(rig.welcomes).toEqual([true]);
  });

  it('is a newcomer with a new device where a host knows nothing of proofs', () => {
    const rig = returning();
    rig.saysAll();
    rig.hears({ type: 'pong', t: rig.now });
    const said = rig.saysAll();
    expect(said).toMatchObject([{ type: 'hello', device: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    expect(secretsIn(said)).toEqual([]);
  });

  it('has another new device for each try that was not welcomed: the next host may be another', () => {
    const rig = new GuestRig();
    const devices = [1, 2].map(() => {
      rig.session.start(rig.now);
      rig.open();
      rig.hears({ type: 'error', code: 'session_taken', text: 'late' });
      return rig.says()[0]?.device;
    });
    expect(new Set(devices).size).toBe(2);
  });

  it('says hello over another link at once where a host ends the link of who asks', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now);
    rig.hears({ type: 'error', code: 'hello_expected', text: 'say hello first' });
    expect(rig.connects).toBe(2);
    rig.saysAll();
    rig.session.linkOpened(rig.now);
    expect(rig.says()).toMatchObject([{ type: 'hello' }]);
  });

  it('does not run in circles with a host that always expects another hello', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    for (let link = 1; link <= 2; link += 1) {
      rig.session.linkOpened(rig.now);
      rig.hears({ type: 'error', code: 'hello_expected', text: 'say hello first' });
    }
    expect([rig.connects, rig.session.connection.state]).toEqual([2, 'closed']);
  });

  it('says hello to a host that stays silent, where nothing has to be proven, and waits for one that has to', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now);
    rig.passSlowly(3_000);
    expect(rig.says().map(({ type }) => type)).toEqual(['prove', 'hello']);
    const kept = returning();
    kept.passSlowly(9_000);
    expect(kept.says().map(({ type }) => type)).toEqual(['prove']);
    kept.passSlowly(1_000);
    expect(kept.session.connection).toMatchObject({ state: 'closed', problem: { code: 'not_a_room' } });
  });

  it('knows a room again that it finds at another address, and asks for each copy of that id once', () => {
    const rig = new GuestRig();
    rig.kept.push(keptRoom({ copy: 'rogue', key: 'dd'.repeat(32), device: '1'.repeat(32) }), keptRoom());
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now);
    rig.prove();
    rig.prove();
    expect(rig.says()).toMatchObject([{ type: 'hello', device: keptRoom().device }]);
  });

  it('asks by the session where a room was entered before there were keys', () => {
    const rig = new GuestRig();
    rig.kept.push(keptRoom({ key: undefined, session: 'f'.repeat(16) + '0'.repeat(16) }));
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now);
    rig.hears({ type: 'proof', room: LAB, nonce: 'cc' });
    expect(rig.says()[1]).toMatchObject({ type: 'prove', session: '0'.repeat(16) });
  });

  it('never asks by a session whose name would be most of it', () => {
    const rig = new GuestRig();
    rig.kept.push(keptRoom({ key: undefined, session: 'short' }));
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now);
    rig.hears({ type: 'proof', room: LAB, nonce: 'cc' });
    expect(rig.says().map(({ type }) => type)).toEqual(['prove', 'hello']);
  });
});

describe('a guest whose link broke', () => {
  function cut(fields: object = {}): GuestRig {
    const rig = GuestRig.online(3, fields);
    rig.lose();
    rig.session.reconnectNow(rig.now);
    rig.session.linkOpened(rig.now);
    return rig;
  }

  it('waits for its room where another has its id and can’t prove to be it', () => {
    const rig = cut();
    rig.prove(LAB, 'dd'.repeat(32));
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'room_unproven' } });
    expect(rig.says()).toEqual([]);
  });

  it('waits for its room where a host knows nothing of proofs, whatever it says first', () => {
    for (const answer of [
      { type: 'pong', t: 1 },
      { type: 'welcome', v: 1, room: LAB, session: 's1', you: 'm1', members: [], seq: 3 },
    ]) {
      const rig = cut();
      rig.saysAll();
      rig.hears(answer);
      expect(rig.session.connection.state).toBe('waiting');
      expect(rig.says()).toEqual([]);
    }
  });

  it('goes on with a host that never knew of proofs', () => {
    const rig = cut({ key: undefined });
    rig.saysAll();
    rig.hears({ type: 'pong', t: 1 });
    expect(rig.session.connection.state).toBe('waiting');
    const mute = new GuestRig();
    mute.session.start(mute.now);
    mute.session.linkOpened(mute.now);
    mute.hears({ type: 'pong', t: 1 });
    const device = mute.says().at(-1)?.device;
    mute.welcome(3, { key: undefined });
    mute.lose();
    mute.session.reconnectNow(mute.now);
    mute.session.linkOpened(mute.now);
    mute.saysAll();
    mute.hears({ type: 'pong', t: 1 });
    expect(mute.says()).toMatchObject([{ type: 'hello', device, resume: { session: 's1' } }]);
  });

  it('is a newcomer where another room is now', () => {
    const rig = cut();
    rig.prove({ id: 'cd', name: 'Studio' }, 'dd'.repeat(32));
    const [hello] = rig.says();
    expect(hello).toMatchObject({ type: 'hello' });
    expect(hello).not.toHaveProperty('resume');
  });

  it('says another hello without its session where the room knows it no longer, and not again and again', () => {
    const rig = cut();
    rig.prove();
    rig.hears({ type: 'error', code: 'unknown_session', text: 'say hello without resume' });
    rig.saysAll();
    rig.open();
    const [hello] = rig.says();
    expect(hello).toMatchObject({ type: 'hello' });
    expect(hello).not.toHaveProperty('resume');
  });
});
