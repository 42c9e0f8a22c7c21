import { rmSync } from 'node:fs';
import type { Forgetting } from '../../shared/places/place-models.ts';
import { databaseFiles } from '../store/database.ts';
import { JoinedRooms } from '../store/joined-rooms.ts';
import type { KeptPlace } from '../store/place-table.ts';
import { sizeOnDisk } from '../store/size-on-disk.ts';
import { dataFolder } from './data-folder.ts';
import type { PersonParts } from './entrance.ts';
import type { Place } from './place.ts';

/** Where a hosted room lies: its log and the files that it keeps for its members; nothing for a room that was joined. */
function hostedPaths(dataDir: string, { hosted }: KeptPlace): readonly string[] {
  if (!hosted) return [];
  const path = dataFolder.hostedRoom(dataDir, hosted.name);
  return [...databaseFiles(path), `${path}-files`];
}

function copiesOf({ dataDir, store }: PersonParts, isHeld: (copy: string) => boolean): JoinedRooms {
  const folder = dataFolder.joinedRooms(dataDir);
  return new JoinedRooms({ folder, formerDevice: store.formerDevice, problem: () => {}, isHeld });
}

/** What goes with a room that is forgotten, whether this person is in it or not. */
export function whatGoes(person: PersonParts, kept: KeptPlace, place: Place | undefined): Forgetting {
  const hosted = hostedPaths(person.dataDir, kept).reduce((sum, path) => sum + sizeOnDisk(path), 0);
  const { name } = kept;
  const isHosted = kept.hosted !== undefined;
  if (place) {
    const { events, waiting, bytes } = place.copies.sizeOf(place.guest.copy);
    return { name, isHosted, events, waiting, bytes: bytes + hosted };
  }
  const copies = copiesOf(person, () => false);
  const { events, waiting, bytes } = copies.sizeOf(kept.copy);
  copies.close();
  return { name, isHosted, events, waiting, bytes: bytes + hosted };
}

/** Deletes what is kept here of a room that was left: the copies of its log, what was to be said, a hosted room itself. */
export function forgetRoom(person: PersonParts, kept: KeptPlace): void {
  const { dataDir, store, transfers } = person;
  const copies = copiesOf(person, () => false);
  copies.forget(kept.copy);
  copies.close();
  for (const path of hostedPaths(dataDir, kept)) rmSync(path, { force: true, recursive: true });
  if (kept.roomId !== undefined) store.forgetRoomOf(kept.roomId);
  store.forgetRoom(kept.address);
  const { place } = kept;
  if (place === undefined) return;
  transfers(() => {})?.forgetAll(place);
  const { files } = store.settings();
  const acceptFrom = files.acceptFrom.filter(({ room }) => room !== place);
  if (acceptFrom.length < files.acceptFrom.length) store.update({ files: { ...files, acceptFrom } });
}
