import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of a file, or of all files in a folder; 0 for what is not there or can't be read. */
export function sizeOnDisk(path: string): number {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return found.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOnDisk(join(path, name)), 0);
  } catch {
    return 0;
  }
}
