import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { readQuestion } from '../../../src/core/discovery/room-packet.ts';
import { DiscoveryService } from '../../../src/node/discovery/discovery-service.ts';
import { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { openParty, type Party } from '../../../src/node/party/party.ts';
import type { Place } from '../../../src/node/party/place.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk } from '../../support/rooms/parties.ts';
import { rogue } from '../../support/rooms/rogue.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** What looks around on this computer, and announces there. */
function lookAround(): DiscoveryService {
  const discovery = new DiscoveryService({ scope: 'loopback' });
  atEnd(() => discovery.close());
  return discovery;
}

/** Opens the room of a log, which is announced, on a port of its own. */
async function openLibrary(path: string, announcer: DiscoveryService): Promise<RoomHost> {
  const options = { name: 'Library', nick: 'Hal', bind: '127.0.0.1', port: 0, path, announcer };
  const host = expectOk(await RoomHost.open(options));
  atEnd(() => host.close());
  return host;
}

function person(dataDir: string): Party {
  const party = expectOk(openParty({ dataDir, downloads: join(dataDir, 'downloads'), around: lookAround() }));
  expectOk(party.updateSettings({ nick: 'Ben' }));
  atEnd(() => party.close());
  return party;
}

/** Has a port say of itself, and answer to whoever asks, that this room is there. */
async function announceFrom(port: number, advert: RoomAdvert): Promise<void> {
  const socket = createSocket('udp4');
  atEnd(() => void socket.close());
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.setBroadcast(true);
  const announcement = lookAround().announce({
    bound: '127.0.0.1',
    advert: () => advert,
    send: (datagram, to) => socket.send(datagram, to.port, to.address),
  });
  socket.on('message', (datagram, from) => {
    const question = readQuestion(datagram);
    if (question) announcement.asked(question, from);
  });
  atEnd(() => announcement.end());
}

const addressOf = ({ listening }: RoomHost) => `127.0.0.1:${listening.port}`;
const isOnline = ({ guest }: Place) => guest.connection.state === 'online';
const waits = ({ guest }: Place) => guest.connection.state === 'waiting';

// Only Linux brings a broadcast to everybody on this computer.
describe.runIf(process.platform === 'linux')('a member whose host is somewhere else', () => {
  test('is back by itself, as who it was, with what it said meanwhile', async () => {
    const path = join(temporaryFolder(), 'room.db');
    const announcer = lookAround();
    const before = await openLibrary(path, announcer);
    const party = person(temporaryFolder());
    const { key } = expectOk(await party.places.join(addressOf(before)));
    const place = party.places.get(key) as Place;
    const { you, device } = place.guest;
    await before.close();
    await until(() => waits(place), 'the room is out of reach');
    expectOk(place.say('still here'));

    const after = await openLibrary(path, announcer);
    await until(() => isOnline(place) && place.guest.outboxSize === 0, 'it is back');
    expect(party.places.get(key)).toBe(place);
    expect(place.guest).toMatchObject({ you, device });
    expect(place.view().address).toBe(addressOf(after));
    expect(party.places.knownRooms()).toMatchObject([{ key, address: addressOf(after) }]);
    expect(party.recentRooms()[0]).toMatchObject({ address: addressOf(after) });
  });

  test('is back after a restart as well', async () => {
    const path = join(temporaryFolder(), 'room.db');
    const announcer = lookAround();
    const before = await openLibrary(path, announcer);
    const folder = temporaryFolder();
    const first = person(folder);
    const { key } = expectOk(await first.places.join(addressOf(before)));
    const { device } = (first.places.get(key) as Place).guest;
    await first.close();
    await before.close();

    const second = person(folder);
    second.places.reopen({ reopenRooms: true, reopenHosted: false });
    await until(() => second.places.get(key)?.guest.connection.state === 'waiting', 'it waits for its room');
    const after = await openLibrary(path, announcer);
    await until(() => second.places.get(key)?.guest.connection.state === 'online', 'it is back');
    expect(second.places.get(key)?.guest.device).toBe(device);
    expect(second.places.knownRooms()).toMatchObject([{ key, address: addressOf(after) }]);
  });

  test.each([true, false])('does not enter what only claims to be its room: it answers proofs, %s', async (answers) => {
    const path = join(temporaryFolder(), 'room.db');
    const announcer = lookAround();
    const before = await openLibrary(path, announcer);
    const party = person(temporaryFolder());
    const { key } = expectOk(await party.places.join(addressOf(before)));
    const place = party.places.get(key) as Place;
    await before.close();
    await until(() => waits(place), 'the room is out of reach');
    expectOk(place.say('for the library only'));

    const evil = await rogue(0, before.info, answers);
    atEnd(() => evil.close());
    await announceFrom(evil.port, {
      ...before.info,
      host: 'Hal',
      members: 1,
      lock: 'open',
      plain: true,
      port: evil.port,
    });
    await until(() => evil.told.some((header) => header.includes('"noise"')), 'it is asked for its key');
    const after = await openLibrary(path, announcer);
    await until(() => isOnline(place) && place.guest.outboxSize === 0, 'the true one is found');
    expect(place.view().address).toBe(addressOf(after));
    expect(party.places.all()).toHaveLength(1);
    const all = evil.told.join('\n');
    for (const secret of ['"prove"', '"hello"', place.guest.device ?? '-', 'for the library only'])
      expect(all).not.toContain(secret);
  });
});
