import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_FILES_MAX } from '../../core/transfer/folder-listing.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { fileProblem } from './file-problem.ts';

/** Folders that are listed between two looks at what else there is to do. */
const FOLDERS_PER_TURN = 16;

/** A file inside of a folder. */
export interface Found {
  /** With `/` between its parts, whatever the system. */
  readonly path: string;
  readonly real: string;
}

/**
 * Finds all files of a folder, sorted. Symbolic links, sockets and devices are passed over. Fails with
 * `folder_too_large`, or with what the system says.
 */
export function walkFolder(root: string, done: (found: readonly Found[] | Problem) => void): void {
  const found: Found[] = [];
  const open = [{ real: root, path: '' }];
  const step = (): void => {
    for (let folder = 0; folder < FOLDERS_PER_TURN; folder += 1) {
      const next = open.pop();
      if (!next) return done(found.sort((one, other) => (one.path < other.path ? -1 : 1)));
      const entries = list(next.real);
      if ('code' in entries) return done(entries);
      for (const entry of entries) {
        const inside = { real: join(next.real, entry.name), path: `${next.path}${entry.name}` };
        if (entry.isDirectory()) open.push({ ...inside, path: `${inside.path}/` });
        else if (entry.isFile()) found.push(inside);
      }
      if (found.length > FOLDER_FILES_MAX) return done(tooLarge(root));
    }
    setImmediate(step);
  };
  step();
}

function list(folder: string): readonly Dirent[] | Problem {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return fileProblem(error, folder);
  }
}

function tooLarge(path: string): Problem {
  return { code: 'folder_too_large', text: `${path} holds more than ${FOLDER_FILES_MAX} files`, detail: { path } };
}
