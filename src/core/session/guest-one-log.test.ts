import { describe, expect, it } from 'vitest';
import { testDigests } from '../../../tests/support/digests.ts';
import { rawFrame } from '../../../tests/support/frames.ts';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';
import { eventProof } from '../secure/proofs.ts';

/** The `resume` of the next hello. */
function resumed(rig: GuestRig): object | undefined {
  rig.lose();
  rig.session.reconnectNow(rig.now);
  rig.open();
  return rig.says().find(({ type }) => type === 'hello')?.resume as object | undefined;
}

describe('a guest that comes back', () => {
  it('proves the newest event that it has, as it travelled', () => {
    const rig = GuestRig.online(2);
    rig.hears(rig.event(1), rig.event(2));
    expect(resumed(rig)).toEqual({ session: 's1', seq: 2, proof: eventProof(testDigests, rawFrame(rig.event(2))) });
  });

  it('proves what it kept before this run, and nothing where it has nothing', () => {
    const rig = new GuestRig({ session: 's1', newest: 4, proof: 'ab'.repeat(16) });
    rig.session.start(rig.now);
    rig.open();
    expect(rig.says()[0]?.resume).toEqual({ session: 's1', seq: 4, proof: 'ab'.repeat(16) });
    expect(resumed(GuestRig.online(0))).toEqual({ session: 's1', seq: 0 });
  });

  it.each(['log_behind', 'log_diverged', 'unknown_session'])(
    'enters anew with the same device at once after %s, and says again what the log lacks, late and before all else',
    (code) => {
      const rig = GuestRig.online(1);
      rig.hears(rig.event(1));
      rig.session.say('later', 'said meanwhile', rig.now);
      rig.says();
      const device = rig.kept[0]?.device;
      resumed(rig);
      rig.hears({ type: 'error', code, text: 'say hello without resume' });
      rig.open();
      const [hello] = rig.says();
      expect(hello).toMatchObject({ type: 'hello' });
      expect(hello).not.toHaveProperty('resume');
      if (device !== undefined) expect(hello?.device).toBe(device);
      rig.lost = [{ id: 'lost', text: 'was accepted', at: 5, late: 5, state: 'waiting' }];
      rig.welcome(2, { session: 's2' });
      rig.hears(rig.event(1), rig.event(2));
      expect(rig.says().filter(({ type }) => type === 'say')).toEqual([
        { type: 'say', id: 'lost', text: 'was accepted', late: 5 },
        { type: 'say', id: 'later', text: 'said meanwhile' },
      ]);
    },
  );
});
