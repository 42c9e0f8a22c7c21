import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RoomEvent } from '../../../src/shared/models.ts';
import { writeLongLog } from '../../support/files/long-log.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, hears, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const EVENTS = 20_000;

/** A room that has been talked in for long. @returns where it is */
async function longRoom(): Promise<string> {
  const path = join(temporaryFolder(), 'room.db');
  writeLongLog({ path, name: 'Test room', events: EVENTS });
  const room = await openRoom({ path });
  return `127.0.0.1:${room.listening.port}`;
}

/** Everything from the newest event down, in pages of `limit` as a window asks for them. */
async function readBack({ party }: WatchedParty, limit: number): Promise<readonly RoomEvent[]> {
  const pages: (readonly RoomEvent[])[] = [];
  for (let before = (party.room()?.newest ?? 0) + 1; ; ) {
    const page = await party.history(before, limit);
    if (page.length === 0) return pages.flat();
    pages.unshift(page);
    before = page[0]?.seq ?? 1;
  }
}

test('who joins a room with a long log is there at once, talks at once, and reads back all of it', async () => {
  const address = await longRoom();
  const guest = startParty('Gus');
  expectOk(await guest.party.join(address));
  expectOk(guest.party.say('here I am'));
  await hears(guest, 'here I am');
  expect(guest.events().length, 'a page of them came, and not the whole log').toBeLessThan(1_000);
  const all = await readBack(guest, 1_000);
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: EVENTS + 2 }, (_, n) => n + 1));
  expect(all[4_999]?.text).toBe('message 5000');
});

test('what was not fetched yet is fetched after a restart, and what was is there without the host', async () => {
  const address = await longRoom();
  const folder = temporaryFolder();
  const first = startParty('Gus', folder);
  expectOk(await first.party.join(address));
  await first.party.close();
  const again = startParty('', folder);
  expectOk(await again.party.join(address));
  expect((await readBack(again, 1_000)).length).toBeGreaterThan(EVENTS);
  await again.party.close();
});

test('who leaves while a page is on its way gets an answer, and no page', async () => {
  const address = await longRoom();
  const guest = startParty('Gus');
  expectOk(await guest.party.join(address));
  const page = guest.party.history(10, 5);
  await guest.party.leave();
  expect(await page).toEqual([]);
});
