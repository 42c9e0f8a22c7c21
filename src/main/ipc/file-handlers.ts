import { dialog, shell } from 'electron';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import type { Party } from '../../node/party/party.ts';
import { mayOpen } from '../../node/party/party-files.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { Transfer } from '../../shared/files/file-models.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Handlers } from './answer.ts';

export type FileHandlers = Pick<Handlers, Extract<keyof Handlers, `files:${string}`>>;

const UNKNOWN = failure('transfer_unknown', 'there is no such transfer');

/** What main does for each call of the window that is about files. */
export function createFileHandlers({ party }: { readonly party: Party }): FileHandlers {
  const { files } = party;
  return {
    'files:pick': async ({ what }) => {
      const paths = await pick(what);
      return paths.length === 0 ? success([]) : files.send(paths);
    },
    'files:send-paths': ({ paths }) => files.send(paths),
    'files:send-bytes': ({ name, bytes }) => files.sendBytes(name, bytes),
    'files:receive': ({ event, saveAs }) => (saveAs === true ? saveFileAs(party, event) : files.receive(event)),
    'files:pause': ({ id }) => files.pause(id),
    'files:resume': ({ id }) => files.resume(id),
    'files:cancel': ({ id }) => files.cancel(id),
    'files:open': async ({ id, sure }) => {
      const transfer = files.find(id);
      return transfer ? open(transfer, sure) : UNKNOWN;
    },
    'files:show-in-folder': ({ id }) => {
      const path = files.find(id)?.path;
      if (path === undefined) return UNKNOWN;
      shell.showItemInFolder(path);
      return success(undefined);
    },
    'files:preview': ({ event }) => files.preview(event),
    'files:choose-folder': () => chooseFolder(party),
  };
}

async function pick(what: 'files' | 'folder'): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: what === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory', 'multiSelections'],
  });
  return canceled ? [] : filePaths;
}

async function saveFileAs(party: Party, event: number): Promise<Result<Transfer | undefined>> {
  const { file } = party.files.event(event) ?? {};
  if (!file) return UNKNOWN;
  // A folder goes into a folder; what lies there is never written over.
  if (file.folder) return party.files.receive(event);
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: cleanFileName(file.name) });
  return canceled || filePath === '' ? success(undefined) : party.files.receive(event, filePath);
}

async function open(transfer: Transfer, sure: boolean): Promise<Result<undefined>> {
  const path = mayOpen(transfer, sure);
  if (!path.ok) return path;
  const complaint = await shell.openPath(path.value);
  return complaint === '' ? success(undefined) : failure('file_forbidden', complaint, { path: path.value });
}

async function chooseFolder(party: Party): Promise<Result<Settings>> {
  const { downloadFolder } = party.settings().files;
  const { canceled, filePaths } = await dialog.showOpenDialog({
    ...(downloadFolder !== '' && { defaultPath: downloadFolder }),
    properties: ['openDirectory', 'createDirectory'],
  });
  const [chosen] = filePaths;
  if (canceled || chosen === undefined) return success(party.settings());
  return party.updateSettings({ files: { ...party.settings().files, downloadFolder: chosen } });
}
