import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../../shared/error-codes.ts';
import type { Forgetting } from '../../shared/places/place-models.ts';
import { databaseFiles } from '../store/database.ts';
import { fileProblem } from '../store/file-problem.ts';
import { JoinedRooms } from '../store/joined-rooms.ts';
import type { KeptPlace } from '../store/place-table.ts';
import { sizeOnDisk } from '../store/size-on-disk.ts';
import type { TransferRecord } from '../store/transfer-store.ts';
import { dataFolder } from './data-folder.ts';
import type { PersonParts } from './entrance.ts';
import type { Place } from './place.ts';

/** Where a hosted room lies: its log, and the files that it keeps for its members; nothing for a room that was joined. */
function hostedPaths(dataDir: string, { hosted }: KeptPlace): Readonly<Record<'log' | 'files', readonly string[]>> {
  if (!hosted) return { log: [], files: [] };
  const path = dataFolder.hostedRoom(dataDir, hosted.name);
  return { log: [...databaseFiles(path), ...leftOf(path)], files: [`${path}-files`] };
}

/** What a rescue put aside of a room's file, or did not finish. */
function leftOf(path: string): readonly string[] {
  try {
    const names = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.`));
    return names.map((name) => join(dirname(path), name));
  } catch {
    // No room was ever hosted here.
    return [];
  }
}

function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + sizeOnDisk(path), 0);
}

function copiesOf({ dataDir, store, rest }: PersonParts, isHeld: (copy: string) => boolean): JoinedRooms {
  const folder = dataFolder.joinedRooms(dataDir);
  return new JoinedRooms({ folder, formerDevice: store.formerDevice, rest, problem: () => {}, isHeld });
}

/** How much is kept here of a room, whether this person is in it or not. Bytes are those on disk. */
export function sizesOf(person: PersonParts, kept: KeptPlace, place: Place | undefined) {
  const paths = hostedPaths(person.dataDir, kept);
  const copies = place?.copies ?? copiesOf(person, () => false);
  const { events, waiting, bytes } = copies.sizeOf(place?.guest.copy ?? kept.copy);
  if (!place) copies.close();
  return { events, waiting, logBytes: bytes + bytesOf(paths.log), fileBytes: bytesOf(paths.files) };
}

/** What goes with a room that is forgotten. */
export function whatGoes(person: PersonParts, kept: KeptPlace, place: Place | undefined): Forgetting {
  const { events, waiting, logBytes, fileBytes } = sizesOf(person, kept, place);
  return { name: kept.name, isHosted: kept.hosted !== undefined, events, waiting, bytes: logBytes + fileBytes };
}

/**
 * Deletes what is kept here of a room that was left: the copies of its log, what was to be said, what was received in part,
 * a hosted room itself. What was received whole stays where it is. @returns why something of it could not be deleted
 */
export function forgetRoom(person: PersonParts, kept: KeptPlace): Problem | undefined {
  const { dataDir, store, transfers } = person;
  const problems: Problem[] = [];
  const copies = copiesOf(person, () => false);
  copies.forget(kept.copy);
  copies.close();
  const { hosted, place } = kept;
  const theirs = place === undefined ? undefined : transfers((problem) => problems.push(problem));
  const unfinished =
    theirs?.of(place ?? '').flatMap((record) => unfinishedOf(record, dataFolder.pasted(dataDir))) ?? [];
  const paths = hostedPaths(dataDir, kept);
  for (const path of [...paths.log, ...paths.files, ...unfinished]) {
    try {
      rmSync(path, { force: true, recursive: true });
    } catch (error) {
      problems.push(fileProblem(error, path));
    }
  }
  const problem = theirs?.forgetAll(place ?? '');
  if (problem) problems.push(problem);
  const stillMet = kept.roomId === undefined ? undefined : person.people.forgetRoom(kept.roomId);
  if (stillMet) problems.push(stillMet);
  if (kept.roomId !== undefined) store.forgetRoomOf(kept.roomId);
  store.forgetRoom(kept.address);
  const { files, hostName } = store.settings();
  if (hosted && hosted.name === hostName) store.update({ hostName: '' });
  const acceptFrom = files.acceptFrom.filter(({ room }) => room !== place);
  if (acceptFrom.length < files.acceptFrom.length) store.update({ files: { ...files, acceptFrom } });
  return problems[0];
}

/** What lies on the disk for a transfer alone: what was received in part, or was pasted, which has a folder for itself. */
function unfinishedOf({ state, part, path }: TransferRecord, pasted: string): readonly string[] {
  const isPasted = path !== undefined && dirname(dirname(path)) === pasted;
  return [state === 'done' ? undefined : part, isPasted ? dirname(path) : undefined].filter((one) => one !== undefined);
}
