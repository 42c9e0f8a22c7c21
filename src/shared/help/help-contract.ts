/** The part of the IPC contract for settings as a file, About and the report for help; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import type { SettingsImport } from '../settings/settings-file.ts';

/** What runs here. */
export interface Versions {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** Of the wire between rooms and members. */
  readonly protocol: string;
}

/** Folders of this computer that the window can show: the data, the log, what explains Partyline. */
export const SHOWN_PLACES = ['data', 'log', 'docs'] as const;
export type ShownPlace = (typeof SHOWN_PLACES)[number];

const nothing = z.undefined();

export const helpSchemas = {
  /** Asks where to, and writes the settings there. */
  'settings:export': nothing,
  /** Asks for a file and tells what it would change; nothing is. */
  'settings:read-file': nothing,
  'help:versions': nothing,
  /** Opens a folder in the system's file manager. */
  'help:show': z.strictObject({ place: z.enum(SHOWN_PLACES) }),
  /** The report for help, to be read before it goes anywhere. */
  'help:report': nothing,
  /** Asks where to, and writes what `help:report` answered last. */
  'help:save-report': nothing,
} as const;

export interface HelpResults {
  /** Where it is now; undefined when nothing was chosen. */
  'settings:export': Result<string | undefined>;
  /** Undefined when nothing was chosen. */
  'settings:read-file': Result<SettingsImport | undefined>;
  'help:versions': Versions;
  'help:show': Result<undefined>;
  'help:report': Result<string>;
  'help:save-report': Result<string | undefined>;
}

/** What a menu opens in the window. */
export const HELP_DIALOGS = ['settings', 'about', 'report', 'tour'] as const;
export type HelpDialog = (typeof HELP_DIALOGS)[number];

/** The menu was asked for one of the window's dialogs. */
export type HelpPush = { readonly kind: 'show-dialog'; readonly dialog: HelpDialog };
