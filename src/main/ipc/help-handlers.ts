import { readFile, stat, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { PROTOCOL_VERSION } from '../../core/wire/constants.ts';
import { describeNetwork } from '../../node/doctor/doctor.ts';
import type { Party } from '../../node/party/party.ts';
import { fileProblem } from '../../node/store/file-problem.ts';
import { PRIVATE_FILE } from '../../node/store/private-files.ts';
import type { Finding } from '../../shared/doctor/models.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { HelpResults, Versions } from '../../shared/help/help-contract.ts';
import {
  readSettingsFile,
  SETTINGS_FILE_LONGEST,
  type SettingsImport,
  writeSettingsFile,
} from '../../shared/settings/settings-file.ts';
import { reportText } from '../help/report-text.ts';
import { showPlace } from '../help/shown-places.ts';
import type { KeptLog } from '../log.ts';
import { roomsLeft } from '../window/rooms-left.ts';
import type { Handlers } from './answer.ts';

export interface HelpParts {
  readonly party: Party;
  /** Folder that holds the builds of main, preload and renderer. */
  readonly outFolder: string;
  readonly log: KeptLog;
  /** What the last check of a room's address found. */
  readonly lastCheck: () => readonly Finding[] | undefined;
}

/** Makes the report, of this moment. */
async function makeReport({ party, log, lastCheck }: HelpParts): Promise<string> {
  return reportText({
    at: new Date().toISOString(),
    versions: versions(),
    system: `${process.platform} ${release()} ${process.arch}`,
    settings: party.settings(),
    rooms: roomsLeft(party.places.cards()),
    network: await describeNetwork(),
    lastCheck: lastCheck(),
    lines: log.told(),
  });
}

const TEXT_FILES = [{ name: 'Text', extensions: ['txt'] }];
const JSON_FILES = [{ name: 'JSON', extensions: ['json'] }];

/** Asks where to, and writes a text there, for its owner alone. @returns undefined when nothing was chosen */
async function saveText(
  text: string,
  name: string,
  filters: { name: string; extensions: string[] }[],
): Promise<Result<string | undefined>> {
  const defaultPath = join(app.getPath('downloads'), name);
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath, filters });
  if (canceled || filePath === '') return success(undefined);
  try {
    await writeFile(filePath, text, { mode: PRIVATE_FILE });
    return success(filePath);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, filePath) };
  }
}

async function chooseSettingsFile(party: Party): Promise<Result<SettingsImport | undefined>> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile'], filters: JSON_FILES });
  const [path] = filePaths;
  if (canceled || path === undefined) return success(undefined);
  try {
    // Whatever was chosen, no more of it is read than such a file can be.
    if ((await stat(path)).size > 4 * SETTINGS_FILE_LONGEST) return failure('settings_unreadable', 'far too long');
    return readSettingsFile(await readFile(path, 'utf8'), party.settings());
  } catch (error) {
    return { ok: false, problem: fileProblem(error, path) };
  }
}

/** What runs here. */
export function versions(): Versions {
  const { electron = '', chrome = '', node } = process.versions;
  return { app: app.getVersion(), electron, chromium: chrome, node, protocol: String(PROTOCOL_VERSION) };
}

/** What main does for settings as a file, About and the report for help. */
export function createHelpHandlers(parts: HelpParts): Pick<Handlers, keyof HelpResults> {
  const { party, outFolder } = parts;
  // What was shown is what is saved.
  let report = '';
  return {
    'settings:export': () => saveText(writeSettingsFile(party.settings()), 'partyline-settings.json', JSON_FILES),
    'settings:read-file': () => chooseSettingsFile(party),
    'help:versions': () => versions(),
    'help:show': ({ place }) => showPlace(place, outFolder),
    'help:report': async () => {
      report = await makeReport(parts);
      return success(report);
    },
    'help:save-report': () => saveText(report, 'partyline-report.txt', TEXT_FILES),
  };
}
