import { spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = 1_048_576;

/** A folder for what a measurement writes, and what is measured with. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'partyline-bench-files-'));

  /** Writes a file of random bytes. @returns its path */
  file(name: string, bytes: number): string {
    const path = join(this.folder, name);
    const block = new Uint8Array(BLOCK);
    const fd = openSync(path, 'w');
    for (let left = bytes; left > 0; left -= block.length) {
      writeSync(fd, randomFillSync(block), 0, Math.min(left, block.length));
    }
    closeSync(fd);
    return path;
  }

  /** Writes a folder of so many files, a hundred in each folder inside of it. @returns its path */
  tree(name: string, files: number, bytesEach: number): string {
    const root = join(this.folder, name);
    for (let number = 0; number < files; number += 1) {
      const inside = join(root, `part ${Math.floor(number / FILES_PER_FOLDER)}`);
      mkdirSync(inside, { recursive: true });
      writeFileSync(join(inside, `file ${number}.bin`), randomFillSync(new Uint8Array(bytesEach)));
    }
    return root;
  }

  /** An empty folder. @returns its path */
  place(name: string): string {
    const path = join(this.folder, name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const FILES_PER_FOLDER = 100;

/** Waits until the disk has all that was written before, so that nobody pays for another's bytes. */
export function settleDisk(): void {
  spawnSync('sync');
}
