import { describe, expect, it } from 'vitest';
import { DoorRig, gist } from '../../../../tests/support/rigs/door-rig.ts';
import type { RigPeer } from '../../../../tests/support/rigs/room-rig.ts';

/** The host's window, back in a room that started anew. */
function back(rig: DoorRig): RigPeer {
  rig.restart();
  const host = rig.connect({ local: true, device: rig.host.device });
  host.hello({ nick: 'Host' });
  rig.turn();
  return host;
}

describe('rules of which something is damaged', () => {
  it.each([
    ['a ban whose value is another', 'ban 3', '{"id":3,"nick":"Bo'],
    ['a ban that lacks something', 'ban 3', '{"id":3}'],
    ['a name that no rule has', 'dooq', 'ask'],
    ['a door that there is not', 'door', 'asj'],
  ])('lock the door until the host says again who comes in: %s', (_, name, value) => {
    const rig = new DoorRig();
    rig.store.rules.set(name, { name, value });
    const host = back(rig);
    expect(rig.room.door).toBe('locked');
    expect(gist(rig.comes(1).hears())).toEqual(['room_locked']);
    expect(rig.ask(host, { do: 'door', door: 'open' })).toMatchObject({ type: 'accepted' });
    expect(gist(rig.comes(2).hears())[0]).toBe('welcome');
    back(rig);
    expect(rig.room.door).toBe('open');
  });

  it('lock it again where the disk refuses that', () => {
    const rig = new DoorRig();
    rig.store.rules.set('dooq', { name: 'dooq', value: 'ask' });
    const host = back(rig);
    rig.store.isFull = true;
    expect(rig.ask(host, { do: 'door', door: 'open' })).toMatchObject({ code: 'disk_full' });
    expect(rig.room.door).toBe('locked');
  });
});
