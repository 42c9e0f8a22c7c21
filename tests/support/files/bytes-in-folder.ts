import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder in which a word stands, or whose path has it. */
export function filesWith(word: string, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => path.includes(word) || readFileSync(path).includes(word));
}
