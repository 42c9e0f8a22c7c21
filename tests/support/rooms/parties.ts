import { join } from 'node:path';
import { openParty } from '../../../src/node/party/party.ts';
import type { Result } from '../../../src/shared/error-codes.ts';
import type { Push } from '../../../src/shared/ipc-contract.ts';
import type { RoomEvent } from '../../../src/shared/models.ts';
import { atEnd, temporaryFolder } from '../releases.ts';
import { until } from '../until.ts';
import { OnePlace } from './one-place.ts';

/** A person's Partyline, with everything that its window would hear. */
export interface WatchedParty {
  readonly party: OnePlace;
  readonly pushes: Push[];
  events(): readonly RoomEvent[];
  texts(): readonly string[];
}

/** @throws the problem */
export function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.text}`);
  return result.value;
}

/** Opens a data folder. @param nick empty to leave the one that is kept */
export function startParty(nick: string, dataDir = temporaryFolder()): WatchedParty {
  const party = new OnePlace(expectOk(openParty({ dataDir, downloads: join(dataDir, 'downloads') })));
  if (nick !== '') expectOk(party.updateSettings({ nick }));
  const pushes: Push[] = [];
  party.whole.onPush((push) => pushes.push(push));
  atEnd(() => party.close());
  const events = () => pushes.flatMap((push) => (push.kind === 'events' ? push.events : []));
  const texts = () =>
    events()
      .filter(({ kind }) => kind === 'message')
      .map(({ text }) => text);
  return { party, pushes, events, texts };
}

/** A party that hosts a room on loopback. */
export async function hosting(
  nick: string,
  name = 'Library',
): Promise<WatchedParty & { address: string; port: number }> {
  const watched = startParty(nick);
  const { address } = expectOk(await watched.party.host({ name, port: 0, bind: '127.0.0.1' }));
  return { ...watched, address, port: Number(address.split(':')[1]) };
}

/** Waits for a message. */
export function hears(watched: WatchedParty, text: string): Promise<void> {
  return until(
    () => watched.texts().includes(text),
    () => `${text} is heard; there is ${watched.texts().join(', ')}`,
  );
}

export function isOnline({ party }: WatchedParty): boolean {
  return party.room()?.connection.state === 'online';
}
