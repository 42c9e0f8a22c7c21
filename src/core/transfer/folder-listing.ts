import type { FolderSize, LeftBehind, LeftThing } from '../../shared/files/file-models.ts';
import { isCount, isText } from '../wire/field-guards.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';
import { FILE_SIZE_MAX, FILENAME_MAX } from './constants.ts';
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
  /** True for what its owner may run as a program. */
  readonly exec?: boolean;
}

/** A folder as it travels. */
export interface FolderListing {
  readonly files: readonly FolderEntry[];
  /** Paths of folders in which there is nothing. */
  readonly folders: readonly string[];
  readonly left: LeftBehind;
}

/** Things that are named when they stayed behind. */
export const LEFT_NAMED_MOST = 100;
export const NOTHING_LEFT: LeftBehind = { all: 0, some: [] };
const PATH_MAX = 65_536;

/** A folder's list as it travels; its hash stands for all contents. What is empty is not written, as older versions had none of it. */
export function writeListing({ files, folders, left }: FolderListing): Uint8Array {
  const more = { ...(folders.length > 0 && { folders }), ...(left.all > 0 && { left }) };
  return utf8Bytes(JSON.stringify({ files, ...more }));
}

/** Reads a list that a stranger wrote; undefined when it is none. */
export function readListing(bytes: Uint8Array): FolderListing | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
    const { files, folders = [], left } = (value ?? {}) as { files?: unknown; folders?: unknown; left?: unknown };
    if (!isListOf(files, isEntry) || !isListOf(folders, isPath)) return undefined;
    return { files: files.map(toEntry), folders, left: toLeft(left) };
  } catch {
    return undefined;
  }
}

function isListOf<T>(value: unknown, fits: (one: unknown) => one is T): value is T[] {
  return Array.isArray(value) && value.length <= FOLDER_FILES_MAX && value.every(fits);
}

function isPath(value: unknown): value is string {
  return isText(value, PATH_MAX);
}

function isEntry(value: unknown): value is FolderEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { path, size, hash } = value as Partial<FolderEntry>;
  return typeof path === 'string' && isCount(size) && size <= FILE_SIZE_MAX && isHash(hash);
}

function toEntry({ path, size, hash, exec }: FolderEntry): FolderEntry {
  return exec === true ? { path, size, hash, exec } : { path, size, hash };
}

/** What is said to have stayed behind is only told to people: what of it is none is left out. */
function toLeft(value: unknown): LeftBehind {
  if (typeof value !== 'object' || value === null) return NOTHING_LEFT;
  const { all, some } = value as Partial<LeftBehind>;
  if (!isCount(all) || !Array.isArray(some)) return NOTHING_LEFT;
  const named = some.slice(0, LEFT_NAMED_MOST).filter(isLeftThing);
  return { all: Math.max(all, named.length), some: named.map(({ path, why }) => ({ path, why })) };
}

function isLeftThing(value: unknown): value is LeftThing {
  if (typeof value !== 'object' || value === null) return false;
  const { path, why } = value as Partial<LeftThing>;
  return isText(path, FILENAME_MAX) && (why === 'link' || why === 'name' || why === 'special');
}

/** What the room is told of a folder's size. */
export function sizeOf(entries: readonly FolderEntry[]): FolderSize {
  return { files: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

/** Where everything of a folder goes inside of it, as cleaned parts. */
export interface FolderPlaces {
  /** In the order of the list. */
  readonly files: readonly (readonly string[])[];
  readonly folders: readonly (readonly string[])[];
}

/**
 * Where each entry goes inside of the folder, always the same for the same list. Names that some system takes for one get
 * a number, and so does a file where another has a folder.
 * @param reserved a name at the top that is nobody's
 */
export function placesOf(
  { files, folders }: Pick<FolderListing, 'files' | 'folders'>,
  reserved?: string,
): FolderPlaces {
  const root: Level = { folders: new Map(), taken: new Map() };
  if (reserved !== undefined) root.taken.set(nameKey(reserved), 1);
  const cleaned = files.map(({ path }) => cleanRelativePath(path) ?? ['file']);
  // All folders come first: a file gives way to a folder of its name.
  const above = cleaned.map((parts) => enter(root, parts.slice(0, -1)));
  const empty = folders.map((path) => enter(root, cleanRelativePath(path) ?? []).names);
  return {
    files: above.map(({ level, names }, at) => [...names, freeName(level, cleaned[at]?.at(-1) ?? 'file')]),
    folders: empty.filter((names) => names.length > 0),
  };
}

/** The folder of these parts, made where there is none. */
function enter(root: Level, parts: readonly string[]): { readonly level: Level; readonly names: readonly string[] } {
  let level = root;
  const names = parts.map((part) => {
    const inside = folderOf(level, part);
    level = inside.level;
    return inside.name;
  });
  return { level, names };
}

interface Level {
  readonly folders: Map<string, { readonly name: string; readonly level: Level }>;
  /** Keys of the names that are taken, and the last number that each got. */
  readonly taken: Map<string, number>;
}

function folderOf(level: Level, part: string): { readonly name: string; readonly level: Level } {
  const key = nameKey(part);
  const known = level.folders.get(key);
  if (known) return known;
  const made = { name: freeName(level, part), level: { folders: new Map(), taken: new Map() } };
  level.folders.set(key, made);
  return made;
}

function freeName(level: Level, name: string): string {
  const { taken } = level;
  const key = nameKey(name);
  let number = (taken.get(key) ?? 0) + 1;
  while (number > 1 && taken.has(nameKey(numberedName(name, number)))) number += 1;
  const free = numberedName(name, number);
  // Where to go on for the next of the same name, so that many of them take no longer than others.
  taken.set(key, number);
  if (number > 1) taken.set(nameKey(free), 1);
  return free;
}
