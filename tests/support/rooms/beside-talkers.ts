import { expect } from 'vitest';
import type { HostOptions } from '../../../src/node/hosting/host-options.ts';
import type { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { RawClient } from '../programs/raw-client.ts';
import { within } from '../until.ts';
import { openRoom } from './rooms.ts';

/** Runs `misbehave` beside two members, and sees that those talk on undisturbed. */
export async function besideTalkers(
  misbehave: (port: number, host: RoomHost) => Promise<void>,
  options: Partial<HostOptions> = {},
): Promise<void> {
  const host = await openRoom(options);
  const { port } = host.listening;
  const ann = await RawClient.join(port, 'Ann');
  const ben = await RawClient.join(port, 'Ben');
  await misbehave(port, host);
  ann.say('after', 'Ann goes on');
  ben.say('after', 'Ben goes on');
  await Promise.all([ann.heard('Ben goes on'), ben.heard('Ann goes on')]);
  expect([ann.isClosed, ben.isClosed]).toEqual([false, false]);
  const numbers = ann.events().map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
}

/** Expects the host to say `code` in an `error` frame and to close. */
export async function turnedAway(client: RawClient, code: string): Promise<void> {
  await within(client.closed, () => `the host closes with ${code}; got ${JSON.stringify(client.received.at(-1))}`);
  expect(client.received.at(-1)).toMatchObject({ type: 'error', code, text: expect.any(String) });
}
