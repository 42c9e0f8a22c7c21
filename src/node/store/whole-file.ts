import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PRIVATE_FILE } from './private-files.ts';

/** What the name of a file ends with that is being written: one that is found was left behind by a crash. */
export const UNFINISHED = '.new';

/**
 * Writes a file of ours that is there whole or not at all, whenever the computer stops; what was there before goes.
 * @throws what the file system threw; then what was there before is still there
 */
export function writeWhole(path: string, text: string): void {
  const unfinished = written(path, text);
  try {
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  settleFolder(path);
}

/**
 * Makes a file of ours whole, unless there is one: of two programs that make it at the same time one does.
 * @returns false where there is one already, which stays as it is
 * @throws what the file system threw
 */
export function makeWhole(path: string, text: string): boolean {
  const unfinished = written(path, text);
  try {
    linkSync(unfinished, path);
  } catch {
    if (existsSync(path)) return false;
    // A file system without hard links: there the last of two who came at the same time would win.
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  settleFolder(path);
  return true;
}

/** A new file beside `path` with this text, which is on the disk. */
function written(path: string, text: string): string {
  const unfinished = `${path}.${randomBytes(8).toString('hex')}${UNFINISHED}`;
  const file = openSync(unfinished, 'wx', PRIVATE_FILE);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return unfinished;
}

/** The name, too, outlives a power cut. Windows opens no folders, and needs no such thing. */
function settleFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
