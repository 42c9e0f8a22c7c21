import { describe, expect, test } from 'vitest';
import { comparisonWith } from '../../../src/node/party/comparison.ts';
import { clearHost } from '../../support/rooms/clear-host.ts';
import { expectOk, hosting, isOnline, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** What somebody compares with whoever is called so in their room. */
async function codeWith({ party }: WatchedParty, nick: string) {
  const find = () => party.room()?.members.find((member) => member.nick === nick && member.card !== undefined);
  await until(() => find() !== undefined, `${nick} is there with a key`);
  return expectOk(await comparisonWith(party.place, find()?.id ?? '', party.whole.people));
}

async function joined(nick: string, address: string, transport: 'tcp' | 'udp' = 'tcp'): Promise<WatchedParty> {
  const guest = startParty(nick);
  expectOk(await guest.party.join(address, transport));
  return guest;
}

describe('what two people compare', () => {
  test.each(['tcp', 'udp'] as const)('is made of their link where they have one, over %s', async (transport) => {
    const host = await hosting('Ada');
    const guest = await joined('Ben', host.address, transport);
    const [atHost, atGuest] = [await codeWith(host, 'Ben'), await codeWith(guest, 'Ada')];
    expect(atGuest).toMatchObject({ of: 'handshake', words: atHost.words, emoji: atHost.emoji });
    expect([atHost.words.length, atHost.emoji.length]).toEqual([4, 7]);
    expect(atHost.key).toBe(guest.party.whole.people.own().key);
    expect(atGuest.key).toBe(host.party.whole.people.own().key);
    // Of another link it is another.
    expectOk(await guest.party.leave());
    expectOk(await guest.party.join(host.address, transport));
    expect((await codeWith(guest, 'Ada')).words).not.toEqual(atHost.words);
  });

  test('is made of both their keys where they have none, and is the same at both', async () => {
    const host = await hosting('Ada');
    const [ben, cleo] = [await joined('Ben', host.address), await joined('Cleo', host.address)];
    const [atBen, atCleo] = [await codeWith(ben, 'Cleo'), await codeWith(cleo, 'Ben')];
    expect(atBen).toMatchObject({ of: 'cards', words: atCleo.words, emoji: atCleo.emoji });
    expect(atBen.words).toHaveLength(8);
    expect(await codeWith(ben, 'Ada')).toMatchObject({ of: 'handshake' });
  });

  test('is nothing with oneself and with nobody', async () => {
    const host = await hosting('Ada');
    const { people } = host.party.whole;
    const own = host.party.room()?.you ?? '';
    for (const member of [own, 'nobody']) {
      expect(await comparisonWith(host.party.place, member, people)).toMatchObject({
        problem: { code: 'contact_unknown' },
      });
    }
    expect(await comparisonWith(undefined, own, people)).toMatchObject({ problem: { code: 'no_room' } });
  });
});

test('a room has the same four words at its host and its guests, and both know that it is sealed', async () => {
  const host = await hosting('Ada');
  const guest = await joined('Ben', host.address);
  await until(() => isOnline(guest), 'the guest is there');
  const [atHost, atGuest] = [host.party.room(), guest.party.room()];
  expect(atGuest?.seal).toEqual(atHost?.seal);
  expect(atHost?.seal?.words).toHaveLength(4);
  expect([atHost?.isSealed, atGuest?.isSealed]).toEqual([true, true]);
});

test('a host that does not encrypt is joined only by who was asked, once, and the view says so', async () => {
  const { port, types } = await clearHost();
  const guest = startParty('Ben');
  const address = `127.0.0.1:${port}`;
  const { places } = guest.party.whole;
  expect(await places.join(address)).toMatchObject({ problem: { code: 'host_in_clear' } });
  // It was told nothing but that somebody would like to seal.
  expect(types.flat()).not.toContain('hello');
  const view = expectOk(await places.join(address, { clear: true }));
  await until(() => isOnline(guest), 'the guest is there');
  expect(guest.party.room()).toMatchObject({ isSealed: false, seal: undefined });
  expectOk(await places.leave(view.key));
  expectOk(await places.enter(view.key));
});
