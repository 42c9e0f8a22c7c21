/** Settings as a file that a person takes from one computer to another. */
import { z } from 'zod';
import { failure, type Result, success } from '../error-codes.ts';
import { cleanNick, cleanRoomName } from '../nickname.ts';
import type { Settings } from '../settings.ts';
import { changeTo, type SettingKey, sameValue, schemaOf, settingOf } from './setting-key.ts';
import { isSettingKey, SETTING_KEYS, SETTING_ROWS } from './setting-rows.ts';

/** The format's own number; a file of a later one is not read. */
const VERSION = 1;
/** Longest file that is read, in characters: what is exported has some hundred. */
export const SETTINGS_FILE_LONGEST = 262_144;
/** Entries of a file that are looked at. */
const ENTRIES_MOST = 1_000;

const fileSchema = z.object({
  partyline: z.literal('settings'),
  version: z.literal(VERSION),
  settings: z.record(z.string().max(200), z.unknown()).refine((entries) => Object.keys(entries).length <= ENTRIES_MOST),
});

/** Why one entry of a file can't be taken. */
export type RefusedBecause =
  /** This version has no such setting. */
  | 'unknown'
  /** The setting can't be that. */
  | 'invalid'
  /** It belongs to the computer that it was set on. */
  | 'stays';

/** An entry that can't be taken. */
export interface RefusedEntry {
  /** As the file says it, 200 characters at most. */
  readonly name: string;
  readonly because: RefusedBecause;
}

/** What a file would change, for a person to look at before it does. */
export interface SettingsImport {
  /** Settings that would become something else, in the screen's order. */
  readonly changes: readonly SettingKey[];
  /** Entries that are set so already. */
  readonly same: number;
  readonly refused: readonly RefusedEntry[];
  /** The change itself, to be made in one step or not at all. */
  readonly change: Partial<Settings>;
}

/** The file's text: every setting that travels, also those that are as they were at first. */
export function writeSettingsFile(settings: Settings): string {
  const travelling = SETTING_KEYS.filter((key) => SETTING_ROWS[key].travels);
  const entries = travelling.map((key) => [key, settingOf(settings, key)] as const);
  return `${JSON.stringify({ partyline: 'settings', version: VERSION, settings: Object.fromEntries(entries) }, null, 2)}\n`;
}

/** What the schema alone does not say of a value. */
function isAllowed(key: SettingKey, value: unknown): boolean {
  if (key === 'nick') return cleanNick(String(value)) === value;
  if (key === 'hostName') return value === '' || cleanRoomName(String(value)) === value;
  return true;
}

function whyNot(name: string, value: unknown): RefusedBecause | undefined {
  if (!isSettingKey(name)) return 'unknown';
  if (!SETTING_ROWS[name].travels) return 'stays';
  return schemaOf(name).safeParse(value).success && isAllowed(name, value) ? undefined : 'invalid';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a file that was exported. Nothing is changed: the caller shows what would be, and what can't be taken.
 * Fails with `settings_unreadable` where it is no such file as a whole.
 * @param settings as they are
 */
export function readSettingsFile(text: string, settings: Settings): Result<SettingsImport> {
  const file = text.length > SETTINGS_FILE_LONGEST ? undefined : fileSchema.safeParse(parsed(text));
  if (!file?.success) return failure('settings_unreadable', 'this is no file of exported settings');
  const entries = Object.entries(file.data.settings);
  const refused: RefusedEntry[] = [];
  const taken = new Map<SettingKey, unknown>();
  for (const [name, value] of entries) {
    const because = whyNot(name, value);
    if (because !== undefined) refused.push({ name, because });
    else if (isSettingKey(name) && !sameValue(settingOf(settings, name), value)) taken.set(name, value);
  }
  return success({
    changes: SETTING_KEYS.filter((key) => taken.has(key)),
    same: entries.length - refused.length - taken.size,
    refused,
    change: changeTo(settings, taken),
  });
}
