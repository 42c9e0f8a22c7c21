import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cleanRoomName } from '../shared/nickname.ts';

/** File names must not come from a stranger's bytes: what a name says is hashed. */
function fileName(text: string): string {
  return `${createHash('sha256').update(text).digest('hex').slice(0, 32)}.db`;
}

/** Where everything is in a data folder. */
export const dataFolder = {
  settings: (folder: string): string => join(folder, 'settings.db'),
  /** Log and sessions of a room hosted here, by its name. */
  hostedRoom: (folder: string, name: string): string => join(folder, 'rooms', fileName(cleanRoomName(name) ?? name)),
  /** What a member keeps of a room, by the room's id. */
  joinedRoom: (folder: string, roomId: string): string => join(folder, 'joined', fileName(roomId)),
};
