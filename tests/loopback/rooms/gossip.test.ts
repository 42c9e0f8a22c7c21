import { expect, it } from 'vitest';
import type { FoundRoom } from '../../../src/shared/discovery/found-room.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

function found(number: number): FoundRoom {
  const id = String(number).padStart(32, '0');
  const at = [{ address: `192.168.1.${number}`, port: 8_888, ms: 1 }];
  const fields = { host: 'Ada', members: 1, lock: 'open', plain: true, ways: ['beacon'], own: false } as const;
  return { key: id, id, name: `Room ${number}`, at, contested: false, ...fields };
}

it('a host tells its members of the rooms that it knows: newcomers of all, the others of what is new', async () => {
  const known = [found(20)];
  const host = await openRoom({ otherRooms: () => known });
  const { port } = host.listening;
  const [ann, bob] = [watchedGuest(port, 'Ann'), watchedGuest(port, 'Bob', 'udp')];
  await Promise.all([ann.guest.join(), bob.guest.join()]);
  for (const { named } of [ann, bob]) {
    await until(() => named.length > 0, 'nobody told of a room');
    const id = known[0]?.id;
    expect(named).toEqual([
      { room: { id, name: 'Room 20', host: 'Ada', at: ['192.168.1.20:8888'] }, teller: '127.0.0.1' },
    ]);
  }
  const late = watchedGuest(port, 'Late');
  await late.guest.join();
  await until(() => late.named.length > 0, 'a newcomer was told nothing');
  known.push(found(21));
  await until(() => ann.named.length > 1, 'nobody told of another room');
  expect(ann.named.map(({ room }) => room.name)).toEqual(['Room 20', 'Room 21']);
});
