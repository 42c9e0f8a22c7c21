import { z } from 'zod';
import { COLOURS } from './colours.ts';
import { fileSettingsSchema } from './files/file-settings.ts';
import { labMemorySchema } from './lab/lab-memory.ts';
import { limitSettingsSchema } from './settings/limit-settings.ts';

/**
 * Of which messages the desktop is told. `fitting` is all of them in a small room, and in a large one those that name
 * this person.
 */
export const notifyLevelSchema = z.enum(['fitting', 'all', 'mentions', 'none']);
export type NotifyLevel = z.infer<typeof notifyLevelSchema>;

/** What this installation remembers of its user's choices. */
export const settingsSchema = z.strictObject({
  /** Empty until the first start asked for it. */
  nick: z.string().max(64),
  /** What this person is shown in, in this window; `auto` as everybody is: by the member's id. */
  colour: z.enum(['auto', ...COLOURS]),
  language: z.enum(['system', 'en', 'zh-CN']),
  theme: z.enum(['system', 'light', 'dark']),
  /** What the host form was filled in with last. */
  hostName: z.string().max(128),
  hostPort: z.number().int().min(0).max(65_535),
  hostBind: z.string().max(64),
  hostPlain: z.boolean(),
  hostDurable: z.boolean(),
  /** Rooms that are hosted here tell the network that they are there; each can be left out on its own. */
  announce: z.boolean(),
  /** What is kept on this computer is encrypted on its disk. */
  encryptDisk: z.boolean(),
  /** They tell their names and that of their host; otherwise they are called by the words of their keys. */
  announceNames: z.boolean(),
  /** At the start one is back in the rooms that one left open. */
  reopenRooms: z.boolean(),
  /** Those that were hosted here are opened again as well. */
  reopenHosted: z.boolean(),
  /** How much memory a recording of bytes may take. */
  recordingBytes: z.number().int().min(1_000_000).max(1_000_000_000),
  files: fileSettingsSchema,
  /** What the rooms that are hosted here bear of strangers. */
  limits: limitSettingsSchema,
  /** Of which messages the desktop is told, in rooms that have no choice of their own. */
  notify: notifyLevelSchema,
  /** Whether a notification shows what was said, or only that something was. */
  notifyPreview: z.boolean(),
  /** A small sound beside a notification. */
  sounds: z.boolean(),
  /** True until it is turned off, or the moment at which it ends, in milliseconds since 1970. */
  doNotDisturb: z.union([z.boolean(), z.number().int().min(0)]),
  /** What closing the window does to the rooms that one is in: asked once, then as was answered. */
  closeToTray: z.enum(['ask', 'tray', 'quit']),
  launchAtLogin: z.boolean(),
  /** Of all that the window shows; 1 is its own size. */
  zoom: z.number().min(0.5).max(3),
  /** Of the text alone. */
  textSize: z.enum(['small', 'normal', 'large', 'largest']),
  /** What the practice lab's forms were filled in with last. */
  lab: labMemorySchema,
});
export type Settings = z.infer<typeof settingsSchema>;
