import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/releases.ts';
import { takeRoomWithoutKey } from '../../support/rooms/false-room.ts';
import { expectOk, isOnline, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

test.each(['tcp', 'udp'] as const)(
  'a room that has another key is refused by who is in it and by who left it, over %s, and taken only by its own fingerprint',
  async (transport) => {
    const folder = temporaryFolder();
    const host = startParty('Ada', folder);
    const form = { name: 'Library', port: 0, bind: '127.0.0.1' };
    const { address } = expectOk(await host.party.host(form));
    const guest = startParty('Ben');
    expectOk(await guest.party.join(address, transport));
    await until(() => isOnline(guest), 'the guest is there');
    const before = guest.party.room()?.seal?.fingerprint;
    await host.party.close();
    const other = temporaryFolder();
    takeRoomWithoutKey(folder, other);
    const again = startParty('Ada', other);
    expectOk(await again.party.host({ ...form, port: Number(address.slice(address.lastIndexOf(':') + 1)) }));
    const now = again.party.room()?.seal?.fingerprint ?? '';

    const changed = { code: 'room_key_changed', detail: { before, key: now } };
    await until(() => guest.party.room()?.connection.state === 'closed', 'the room stops');
    expect(guest.party.room()?.connection).toMatchObject({ problem: changed });
    expectOk(await guest.party.leave());
    expect(await guest.party.join(address, transport)).toMatchObject({ problem: changed });
    expect(await guest.party.join(`${address}?key=${before}`, transport)).toMatchObject({
      problem: { code: 'room_key_wrong' },
    });
    const taken = expectOk(await guest.party.join(`${address}?key=${now}`, transport));
    expect(taken.seal?.fingerprint).toBe(now);
  },
);
