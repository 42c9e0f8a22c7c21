import { describe, expect, it } from 'vitest';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';

describe('a session that is moved to another link', () => {
  it('says hello there and resumes', () => {
    const rig = GuestRig.online(4);
    rig.session.linkReplaced(rig.now);
    rig.prove();
    expect(rig.says()).toMatchObject([{ type: 'hello', resume: { session: 's1' } }]);
    rig.welcome(4);
    expect(rig.session.connection).toEqual({ state: 'online' });
  });

  it('says hello there too while it was about to connect anew under another nickname', () => {
    const rig = GuestRig.online();
    rig.session.rename('Countess', rig.now);
    expect(rig.session.connection).toEqual({ state: 'connecting' });
    rig.session.linkReplaced(rig.now);
    rig.prove();
    expect(rig.says()).toMatchObject([{ type: 'hello', nick: 'Countess' }]);
  });

  it('says hello once more there while its first hello was not answered', () => {
    const rig = GuestRig.online();
    rig.session.rename('Countess', rig.now);
    rig.open();
    rig.says();
    rig.session.linkReplaced(rig.now);
    rig.prove();
    expect(rig.says()).toMatchObject([{ type: 'hello', nick: 'Countess' }]);
  });
});
