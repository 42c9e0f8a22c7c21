import { describe, expect, it } from 'vitest';
import { testDigests } from '../../../tests/support/digests.ts';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import { eventProof } from '../secure/proofs.ts';

/** A room in which Ada said two things, and what she would resume with. */
function talked() {
  const rig = new RoomRig();
  const ada = rig.join();
  for (const id of ['a', 'b']) {
    ada.sends({ type: 'say', id, text: `said ${id}` });
    rig.turn();
  }
  const proof = eventProof(testDigests, rig.store.log.read(3, 1)?.frames ?? new Uint8Array(0));
  return { rig, ada, resume: { session: ada.welcome.session, seq: 3, proof } };
}

function answer(rig: RoomRig, device: string, resume: object) {
  const back = rig.connect({ device });
  back.hello({ resume });
  rig.turn();
  return back.hears();
}

describe('a resume that proves where the member is in the log', () => {
  it('goes on when the host has that event', () => {
    const { rig, ada, resume } = talked();
    expect(answer(rig, ada.device, resume)[0]).toMatchObject({ type: 'welcome', session: resume.session });
  });

  it('is answered by log_diverged when the host has another event of that number, and nothing is sent of it', () => {
    const { rig, ada, resume } = talked();
    expect(answer(rig, ada.device, { ...resume, proof: 'f'.repeat(32) })).toMatchObject([
      { type: 'error', code: 'log_diverged' },
    ]);
  });

  it('is answered by log_behind when the host lacks that event, also of a session that it does not know', () => {
    const { rig, ada, resume } = talked();
    for (const session of [resume.session, 'unknown'])
      expect(answer(rig, ada.device, { ...resume, session, seq: 9 })).toMatchObject([
        { type: 'error', code: 'log_behind' },
      ]);
  });

  it('tells everybody once that the log is an earlier one, by whom and up to which event', () => {
    const { rig, ada, resume } = talked();
    const bob = rig.join({ nick: 'Bob' });
    bob.hears();
    for (let time = 1; time <= 2; time += 1) answer(rig, ada.device, { ...resume, seq: 9 });
    const told = bob.hears().filter(({ kind }) => kind === 'restored');
    expect(told).toMatchObject([{ text: '9', nick: 'Ada', from: ada.welcome.you }]);
    expect(rig.store.events.filter(({ kind }) => kind === 'restored')).toHaveLength(1);
  });

  it('tells nobody on the word of a stranger', () => {
    const { rig, resume } = talked();
    answer(rig, 'f'.repeat(32), { ...resume, seq: 9 });
    answer(rig, 'f'.repeat(32), { ...resume, proof: 'f'.repeat(32) });
    expect(rig.store.events.filter(({ kind }) => kind === 'restored')).toEqual([]);
  });

  it('tells it another time when the disk refused it', () => {
    const { rig, ada, resume } = talked();
    rig.store.isFull = true;
    answer(rig, ada.device, { ...resume, seq: 9 });
    rig.store.isFull = false;
    answer(rig, ada.device, { ...resume, seq: 9 });
    expect(rig.store.events.filter(({ kind }) => kind === 'restored')).toHaveLength(1);
  });

  it('is compared with the event itself, when its turn has more behind it', () => {
    const { rig, ada, resume } = talked();
    ada.sends({ type: 'say', id: 'c', text: 'c' }, { type: 'say', id: 'd', text: 'd' });
    rig.turn();
    const frames = rig.store.log.read(4, 1)?.frames ?? new Uint8Array(0);
    const first = frames.subarray(0, 4 + new DataView(frames.buffer, frames.byteOffset).getInt32(0, true));
    const proof = eventProof(testDigests, first);
    expect(answer(rig, ada.device, { ...resume, seq: 4, proof })[0]).toMatchObject({ type: 'welcome' });
  });

  it('without a proof is served as ever', () => {
    const { rig, ada, resume } = talked();
    const { proof: _, ...bare } = resume;
    expect(answer(rig, ada.device, bare)[0]).toMatchObject({ type: 'welcome' });
    expect(answer(rig, ada.device, { ...bare, seq: 9 })).toMatchObject([{ type: 'error', code: 'unknown_session' }]);
  });
});

it('what is said late carries when it was said at first', () => {
  const { rig, ada } = talked();
  ada.sends({ type: 'say', id: 'c', text: 'again', late: 1_234 });
  rig.turn();
  expect(rig.store.events.at(-1)).toMatchObject({ kind: 'message', text: 'again', late: 1_234 });
});
