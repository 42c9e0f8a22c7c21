import { join } from 'node:path';
import { app, shell } from 'electron';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { ShownPlace } from '../../shared/help/help-contract.ts';

function folderOf(place: ShownPlace, outFolder: string): string {
  const data = app.getPath('userData');
  switch (place) {
    case 'data':
      return data;
    case 'log':
      return join(data, 'logs');
    case 'docs':
      // Packaged, they lie beside the archive: what is in it can't be opened by another program.
      return join(app.isPackaged ? process.resourcesPath : join(outFolder, '..'), 'docs');
  }
}

/**
 * Opens a folder in the system's file manager. Fails with `file_missing` where it can't be opened.
 * @param outFolder holds the builds of main, preload and renderer
 */
export async function showPlace(place: ShownPlace, outFolder: string): Promise<Result<undefined>> {
  const folder = folderOf(place, outFolder);
  const complaint = await shell.openPath(folder);
  return complaint === '' ? success(undefined) : failure('file_missing', complaint, { path: folder });
}
