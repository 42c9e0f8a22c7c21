import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { cleanRoomName } from '../../shared/nickname.ts';
import { systemReason } from '../store/file-problem.ts';
import { closeToOthers, makePrivateFolder } from '../store/private-files.ts';

/** File names must not come from a stranger's bytes: what a name says is hashed. */
function fileName(text: string): string {
  return `${createHash('sha256').update(text).digest('hex').slice(0, 32)}.db`;
}

const ROOMS = 'rooms';
const JOINED = 'joined';
const PASTED = 'pasted';
const KEYS = 'keys';
const FOLDERS = [ROOMS, JOINED, PASTED, KEYS];

/** Where everything is in a data folder. */
export const dataFolder = {
  settings: (folder: string): string => join(folder, 'settings.db'),
  /** Transfers of the window. */
  transfers: (folder: string): string => join(folder, 'transfers.db'),
  /** Transfers of `partyline send` and `fetch`. */
  terminalTransfers: (folder: string): string => join(folder, 'terminal-transfers.db'),
  /** What was pasted, until it is sent. */
  pasted: (folder: string): string => join(folder, PASTED),
  /** Log and sessions of a room hosted here, by its name. */
  hostedRoom: (folder: string, name: string): string => join(folder, ROOMS, fileName(cleanRoomName(name) ?? name)),
  /** The key that all other secrets are kept under. */
  vault: (folder: string): string => join(folder, KEYS, 'vault.json'),
  /** The keys that say who this device is, under the vault. */
  identity: (folder: string): string => join(folder, KEYS, 'identity.json'),
  /** The people that this device met. */
  contacts: (folder: string): string => join(folder, 'contacts.db'),
  /** The key of what is encrypted at rest, under the vault. */
  atRest: (folder: string): string => join(folder, KEYS, 'at-rest.json'),
  /** Logs of all rooms hosted here, and their files. */
  hostedRooms: (folder: string): string => join(folder, ROOMS),
  /** What a member keeps of the rooms that it joined. */
  joinedRooms: (folder: string): string => join(folder, JOINED),
};

/** What we put into a data folder itself. */
const OURS = new RegExp(`^(?:${FOLDERS.join('|')}|(?:settings|transfers|terminal-transfers|contacts)\\.db(?:-\\w+)?)$`);

/**
 * Makes the folder that a person chose for what is kept, or looks whether it can be used, and closes what is ours in it
 * to others. One that holds other things as well may be meant for others: it stays as open as it is.
 * Fails with `folder_unusable`.
 */
export function openDataFolder(folder: string): Result<string> {
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined || readdirSync(folder).every((name) => OURS.test(name))) {
      makePrivateFolder(folder);
    }
    for (const name of FOLDERS) closeToOthers(join(folder, name));
    return success(folder);
  } catch (error) {
    return { ok: false, problem: folderProblem(error, folder, 'choose another folder with --data') };
  }
}

/** A new folder for what lasts as long as the program. Fails with `folder_unusable`. */
export function openTemporaryFolder(): Result<string> {
  const folder = tmpdir();
  try {
    return success(mkdtempSync(join(folder, 'partyline-')));
  } catch (error) {
    const wayOut = 'set TMPDIR to another folder, or keep the log with --data';
    return { ok: false, problem: folderProblem(error, folder, wayOut) };
  }
}

function folderProblem(error: unknown, path: string, wayOut: string): Problem {
  const reason = systemReason(error);
  return { code: 'folder_unusable', text: `the folder ${path} can't be used, ${reason}: ${wayOut}`, detail: { path } };
}
