import { dialog, shell } from 'electron';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import type { Party } from '../../node/party/party.ts';
import { mayOpen, type PlaceFiles } from '../../node/party/place-files.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { Transfer } from '../../shared/files/file-models.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Handlers } from './answer.ts';
import { withPlace } from './place-handlers.ts';

export type FileHandlers = Pick<Handlers, Extract<keyof Handlers, `files:${string}`>>;

const UNKNOWN = failure('transfer_unknown', 'there is no such transfer');

/** What main does for each call of the window that is about files. */
export function createFileHandlers({ party }: { readonly party: Party }): FileHandlers {
  const find = (key: PlaceKey, id: string) => party.places.get(key)?.files.find(id);
  return {
    'files:pick': async ({ key, what }) => {
      const paths = await pick(what);
      return paths.length === 0 ? success([]) : withPlace(party, key, ({ files }) => files.send(paths));
    },
    'files:send-paths': ({ key, paths }) => withPlace(party, key, ({ files }) => files.send(paths)),
    'files:send-bytes': ({ key, name, bytes }) => withPlace(party, key, ({ files }) => files.sendBytes(name, bytes)),
    'files:receive': ({ key, event, saveAs }) =>
      withPlace<Transfer | undefined>(party, key, ({ files }) =>
        saveAs === true ? saveFileAs(files, event) : files.receive(event),
      ),
    'files:pause': ({ key, id }) => withPlace(party, key, ({ files }) => files.pause(id)),
    'files:resume': ({ key, id }) => withPlace(party, key, ({ files }) => files.resume(id)),
    'files:cancel': ({ key, id }) => withPlace(party, key, ({ files }) => files.cancel(id)),
    'files:open': async ({ key, id, sure }) => {
      const transfer = find(key, id);
      return transfer ? open(transfer, sure) : UNKNOWN;
    },
    'files:show-in-folder': ({ key, id }) => {
      const path = find(key, id)?.path;
      if (path === undefined) return UNKNOWN;
      shell.showItemInFolder(path);
      return success(undefined);
    },
    'files:preview': ({ key, event }) => withPlace(party, key, ({ files }) => files.preview(event)),
    'files:choose-folder': () => chooseFolder(party),
  };
}

async function pick(what: 'files' | 'folder'): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: what === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory', 'multiSelections'],
  });
  return canceled ? [] : filePaths;
}

async function saveFileAs(files: PlaceFiles, event: number): Promise<Result<Transfer | undefined>> {
  const { file } = files.event(event) ?? {};
  if (!file) return UNKNOWN;
  // A folder goes into a folder; what lies there is never written over.
  if (file.folder) return files.receive(event);
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: cleanFileName(file.name) });
  return canceled || filePath === '' ? success(undefined) : files.receive(event, filePath);
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
