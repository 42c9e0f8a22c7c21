import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../log.ts';
import { type DesktopEntry, desktopEntry } from './desktop-entry.ts';

/** Writes an entry, or takes it away; what can't be is logged, and the app does without. */
export function putEntry(path: string, entry: DesktopEntry | undefined, log: Log): void {
  try {
    if (entry === undefined) return rmSync(path, { force: true });
    const text = desktopEntry(entry);
    if (text === undefined) return log.warn(`no desktop entry can start ${entry.command.join(' ')}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    log.warn(`no desktop entry: ${String(error)}`);
  }
}

/** Has the system open links of a scheme with a program, which no menu lists for it. */
export function writeLinkEntry(program: string, path: string, scheme: string, log: Log): void {
  const mimeType = `x-scheme-handler/${scheme}`;
  putEntry(path, { name: 'Partyline', command: [program], field: '%u', mimeType, isHidden: true }, log);
}
