import type { FolderSize } from '../../shared/files/file-models.ts';
import { isCount } from '../wire/field-guards.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';
import { FILE_SIZE_MAX } from './constants.ts';
import { isHash } from './file-messages.ts';
import { cleanRelativePath, nameKey, numberedName } from './file-name.ts';

/** Media type of a content that is a folder's list. */
export const FOLDER_TYPE = 'application/vnd.partyline.folder+json';
/** Files in one folder at the most, and bytes of its list: it is read into memory. */
export const FOLDER_FILES_MAX = 100_000;
export const LISTING_BYTES_MAX = 33_554_432;

/** One file of a folder, by its path inside of it with `/` between the parts. */
export interface FolderEntry {
  readonly path: string;
  readonly size: number;
  readonly hash: string;
}

/** A folder's list as it travels; its hash stands for all contents. */
export function writeListing(entries: readonly FolderEntry[]): Uint8Array {
  return utf8Bytes(JSON.stringify({ files: entries }));
}

/** Reads a list that a stranger wrote; undefined when it is none. */
export function readListing(bytes: Uint8Array): readonly FolderEntry[] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
    const { files } = (value ?? {}) as { files?: unknown };
    if (!Array.isArray(files) || files.length > FOLDER_FILES_MAX || !files.every(isEntry)) return undefined;
    return files.map(({ path, size, hash }) => ({ path, size, hash }));
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is FolderEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { path, size, hash } = value as Partial<FolderEntry>;
  return typeof path === 'string' && isCount(size) && size <= FILE_SIZE_MAX && isHash(hash);
}

export function sizeOf(entries: readonly FolderEntry[]): FolderSize {
  return { files: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

/**
 * Where each entry goes inside of the folder, as cleaned parts, always the same for the same list. Names that some
 * system takes for one get a number, and so does a file where another has a folder.
 */
export function placesOf(entries: readonly FolderEntry[]): readonly (readonly string[])[] {
  const root: Level = { folders: new Map(), taken: new Map() };
  const cleaned = entries.map(({ path }) => cleanRelativePath(path) ?? ['file']);
  const placed = cleaned.map((parts) => {
    let level = root;
    return parts.slice(0, -1).map((part) => {
      const name = folderName(level, part);
      level = (level.folders.get(nameKey(part)) as { level: Level }).level;
      return name;
    });
  });
  return cleaned.map((parts, at) => {
    let level = root;
    for (const part of parts.slice(0, -1)) level = (level.folders.get(nameKey(part)) as { level: Level }).level;
    return [...(placed[at] ?? []), freeName(level, parts.at(-1) ?? 'file')];
  });
}

interface Level {
  readonly folders: Map<string, { readonly name: string; readonly level: Level }>;
  /** Keys of the names that are taken, and the last number that each got. */
  readonly taken: Map<string, number>;
}

function folderName(level: Level, part: string): string {
  const known = level.folders.get(nameKey(part));
  if (known) return known.name;
  const name = freeName(level, part);
  level.folders.set(nameKey(part), { name, level: { folders: new Map(), taken: new Map() } });
  return name;
}

function freeName(level: Level, name: string): string {
  const { taken } = level;
  let number = (taken.get(nameKey(name)) ?? 0) + 1;
  while (number > 1 && taken.has(nameKey(numberedName(name, number)))) number += 1;
  const free = numberedName(name, number);
  // Where to go on for the next of the same name, so that many of them take no longer than others.
  taken.set(nameKey(name), number);
  if (number > 1) taken.set(nameKey(free), 1);
  return free;
}
