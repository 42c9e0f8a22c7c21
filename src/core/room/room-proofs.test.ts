import { describe, expect, it } from 'vitest';
import { testDigests as digests } from '../../../tests/support/digests.ts';
import { type RigPeer, RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import { memberName, proofOf, sessionName } from '../secure/proofs.ts';

const NONCE = 'ab'.repeat(16);

/** Asks for a proof. @returns what the room answers */
function proofFor(rig: RoomRig, peer: RigPeer, fields: object) {
  peer.sends({ type: 'prove', nonce: NONCE, ...fields });
  rig.turn();
  return peer.hears().at(-1) as unknown as Record<string, string> & { room: { id: string } };
}

function expected(key: string, proof: Record<string, string> & { room: { id: string } }): string {
  const { nonce = '', room } = proof;
  return proofOf(digests, key, { room: room.id, guestNonce: NONCE, hostNonce: nonce });
}

describe('a room that is asked which one it is', () => {
  it('says it before the hello, and puts chance of its own into each answer', () => {
    const rig = new RoomRig();
    const peer = rig.connect();
    const first = proofFor(rig, peer, {});
    expect(first).toMatchObject({ type: 'proof', room: rig.store.info });
    expect(first).not.toHaveProperty('mac');
    expect(proofFor(rig, peer, {}).nonce).not.toBe(first.nonce);
    peer.hello();
    rig.turn();
    expect(peer.hears()[0]).toMatchObject({ type: 'welcome' });
  });

  it('proves itself to a member by the key that its welcome gave, also in another process, also when the session is forgotten', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const key = ada.welcome.key as string;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    rig.store.sessions.clear();
    rig.restart();
    const back = rig.connect();
    const proof = proofFor(rig, back, { member: memberName(digests, ada.device) });
    expect(proof.mac).toBe(expected(key, proof));
  });

  it('gives each member another key, the same at each welcome', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    expect(bob.welcome.key).not.toBe(ada.welcome.key);
    expect(rig.join({}, { device: ada.device }).welcome.key).toBe(ada.welcome.key);
  });

  it('proves itself by a session’s secret to who was here before there were keys, and not to a session that it has not', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const secret = ada.welcome.session as string;
    const peer = rig.connect();
    const proof = proofFor(rig, peer, { session: sessionName(secret) });
    expect(proof.mac).toBe(expected(secret, proof));
    expect(proofFor(rig, peer, { session: 'f'.repeat(16) })).not.toHaveProperty('mac');
  });

  it('binds its proof to the link that asks where that is sealed, so that nobody between two links can pass it on', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const hash = new Uint8Array(32).fill(7);
    const peer = rig.connect();
    peer.identity = { key: 'a'.repeat(64), card: 'c', hash };
    const proof = proofFor(rig, peer, { member: memberName(digests, ada.device) });
    const challenge = { room: proof.room.id, guestNonce: NONCE, hostNonce: proof['nonce'] ?? '' };
    const key = ada.welcome.key as string;
    expect(proof['mac']).toBe(proofOf(digests, key, { ...challenge, link: hash }));
    expect(proof['mac']).not.toBe(proofOf(digests, key, challenge));
    expect(proof['mac']).not.toBe(proofOf(digests, key, { ...challenge, link: hash.with(0, 8) }));
  });

  it('takes the name of a session for nobody’s place', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const secret = ada.welcome.session as string;
    const thief = rig.connect({ device: ada.device });
    thief.hello({ resume: { session: sessionName(secret), seq: 1 } });
    rig.turn();
    expect(thief.hears().at(-1)).toMatchObject({ type: 'error', code: 'unknown_session' });
  });

  it('ends a link that asks too often, and writes nothing down for any of it', () => {
    const rig = new RoomRig({ proofsPerLink: 2 });
    const peer = rig.connect();
    for (let count = 0; count < 2; count += 1) proofFor(rig, peer, { member: 'x' });
    expect(rig.room.isPending).toBe(false);
    expect(proofFor(rig, peer, {})).toMatchObject({ type: 'error', code: 'bad_message' });
    expect(peer.isClosed).toBe(true);
    expect([rig.store.newest, rig.store.sessions.size]).toEqual([0, 0]);
  });

  it('says nothing of the log before the welcome, when the proof is read while the hello is being written down', () => {
    const rig = new RoomRig();
    rig.join();
    const peer = rig.connect();
    peer.sends({ type: 'prove', nonce: NONCE });
    rig.turn();
    peer.hears();
    peer.hello({ nick: 'Bob' });
    rig.room.drained(peer.link);
    rig.room.sendHistory();
    rig.turn();
    expect(peer.hears()[0]).toMatchObject({ type: 'welcome' });
  });

  it('answers a ping before the hello only behind a prove', () => {
    const rig = new RoomRig();
    const peer = rig.connect();
    peer.sends({ type: 'prove', nonce: NONCE }, { type: 'ping', t: 7 });
    rig.turn();
    expect(peer.hears().map(({ type }) => type)).toEqual(['proof', 'pong']);
    const other = rig.connect();
    other.sends({ type: 'ping', t: 7 });
    rig.turn();
    expect(other.hears()).toMatchObject([{ type: 'error', code: 'hello_expected' }]);
  });
});
