import { join } from 'node:path';
import type { HostOptions } from '../../../src/node/hosting/host-options.ts';
import { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { atEnd, temporaryFolder } from '../releases.ts';

/** Opens a room on loopback with its log in a folder of the running test; it is closed when the test ends. */
export async function openRoom(options: Partial<HostOptions> = {}): Promise<RoomHost> {
  const opened = await RoomHost.open({
    name: 'Test room',
    port: 0,
    bind: '127.0.0.1',
    path: options.path ?? join(temporaryFolder(), 'room.db'),
    ...options,
  });
  if (!opened.ok) throw new Error(`${opened.problem.code}: ${opened.problem.text}`);
  atEnd(() => opened.value.close());
  return opened.value;
}
