import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Somebody has the one room that was hosted from a data folder, its name, its id and its secret, but not its key: it makes another when it
 * opens from their folder, which others take for a false room.
 */
export function takeRoomWithoutKey(from: string, to: string): void {
  const rooms = join(to, 'rooms');
  mkdirSync(to, { recursive: true });
  cpSync(join(from, 'rooms'), rooms, { recursive: true });
  const file = readdirSync(rooms).find((name) => name.endsWith('.db')) ?? '';
  const room = new DatabaseSync(join(rooms, file));
  room.exec('UPDATE room SET seed = NULL');
  room.close();
}
