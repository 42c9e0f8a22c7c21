import { ZOOM_STEPS } from '../settings-defaults.ts';
import { RECORDING_SIZES } from '../wire/wire-contract.ts';
import type { SettingKey } from './setting-key.ts';

/** The groups of the settings' screen, in its order; `settings.groups.<group>` in the locale files names each. */
export const SETTING_GROUPS = [
  'you',
  'look',
  'notifications',
  'rooms',
  'hosting',
  'files',
  'network',
  'privacy',
  'guarding',
  'advanced',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** What a setting is changed with: one component draws each kind. */
export type SettingControl =
  | {
      readonly kind:
        | 'nick'
        | 'colour'
        | 'switch'
        | 'quiet'
        | 'port'
        | 'room-name'
        | 'bind'
        | 'folder'
        | 'people'
        | 'encryption';
    }
  /** What can only be forgotten. */
  | { readonly kind: 'memory' }
  /** One of some words; `settings.options.<key>.<option>` names each. */
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** One of some amounts, smallest first. */
  | {
      readonly kind: 'amount';
      readonly amounts: readonly number[];
      readonly unit:
        | 'bytes'
        | 'days'
        | 'percent'
        | 'without-asking'
        | 'count'
        | 'a-second'
        | 'bytes-a-second'
        | 'of-links'
        | 'ms';
    };

/** Where a setting stands, and how it is changed. */
export type SettingRow = SettingControl & {
  readonly group: SettingGroup;
  /** False for what is only true on this computer, or names other people: no exported file holds it. */
  readonly travels: boolean;
};

/** A limit of hosted rooms: one of some amounts. */
function guard(
  unit: 'count' | 'a-second' | 'bytes-a-second' | 'of-links' | 'ms' | 'bytes',
  ...amounts: readonly number[]
): SettingRow {
  return { group: 'guarding', kind: 'amount', amounts, unit, travels: true };
}

const PERCENTS = [10, 25, 50, 75, 100];
const KIBIBYTE = 1_024;
const MEBIBYTE = 1_048_576;
const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;

/**
 * Every setting there is: the screen, its search, reset, export and import follow from this table, and a setting without
 * a row does not compile. Its words are `settings.row.<key>` in the locale files: `name`, `why` (what it does, in a
 * line), `find` (other words that people look for it with). Rows are shown in this order, group by group.
 */
export const SETTING_ROWS: Readonly<Record<SettingKey, SettingRow>> = {
  nick: { group: 'you', kind: 'nick', travels: true },
  colour: { group: 'you', kind: 'colour', travels: true },
  language: { group: 'you', kind: 'choice', options: ['system', 'en', 'zh-CN'], travels: true },

  theme: { group: 'look', kind: 'choice', options: ['system', 'light', 'dark'], travels: true },
  textSize: { group: 'look', kind: 'choice', options: ['small', 'normal', 'large', 'largest'], travels: true },
  zoom: { group: 'look', kind: 'amount', amounts: ZOOM_STEPS, unit: 'percent', travels: true },

  notify: { group: 'notifications', kind: 'choice', options: ['fitting', 'all', 'mentions', 'none'], travels: true },
  notifyPreview: { group: 'notifications', kind: 'switch', travels: true },
  sounds: { group: 'notifications', kind: 'switch', travels: true },
  doNotDisturb: { group: 'notifications', kind: 'quiet', travels: false },

  reopenRooms: { group: 'rooms', kind: 'switch', travels: true },
  reopenHosted: { group: 'rooms', kind: 'switch', travels: true },
  closeToTray: { group: 'rooms', kind: 'choice', options: ['ask', 'tray', 'quit'], travels: true },
  launchAtLogin: { group: 'rooms', kind: 'switch', travels: false },

  hostName: { group: 'hosting', kind: 'room-name', travels: true },
  hostPort: { group: 'hosting', kind: 'port', travels: true },
  hostPlain: { group: 'hosting', kind: 'switch', travels: true },
  hostDurable: { group: 'hosting', kind: 'switch', travels: true },

  'files.spoolBytes': {
    group: 'hosting',
    kind: 'amount',
    amounts: [GIGABYTE, 5 * GIGABYTE, 20 * GIGABYTE, 100 * GIGABYTE, 500 * GIGABYTE],
    unit: 'bytes',
    travels: true,
  },
  'files.fileBytes': {
    group: 'hosting',
    kind: 'amount',
    amounts: [10 * MEGABYTE, 100 * MEGABYTE, GIGABYTE, 5 * GIGABYTE],
    unit: 'bytes',
    travels: true,
  },
  'files.spoolDays': { group: 'hosting', kind: 'amount', amounts: [1, 7, 30, 90, 365], unit: 'days', travels: true },

  'files.downloadFolder': { group: 'files', kind: 'folder', travels: false },
  'files.acceptBelow': {
    group: 'files',
    kind: 'amount',
    amounts: [0, MEGABYTE, 10 * MEGABYTE, 100 * MEGABYTE, GIGABYTE, Number.MAX_SAFE_INTEGER],
    unit: 'without-asking',
    travels: true,
  },
  'files.acceptFrom': { group: 'files', kind: 'people', travels: false },

  hostBind: { group: 'network', kind: 'bind', travels: false },

  announce: { group: 'privacy', kind: 'switch', travels: true },
  announceNames: { group: 'privacy', kind: 'switch', travels: true },
  encryptDisk: { group: 'privacy', kind: 'encryption', travels: false },

  'limits.members': guard('count', 20, 100, 500, 1_000),
  'limits.links': guard('count', 100, 500, 2_000, 5_000),
  'limits.linksPerAddress': guard('of-links', ...PERCENTS),
  'limits.linksPerAddressPerSecond': guard('a-second', 5, 20, 100, 200, 500),
  'limits.connectionsPerSecond': guard('a-second', 100, 250, 500, 1_000, 5_000),
  'limits.connectionsPerAddressPerSecond': guard('a-second', 20, 50, 100, 250, 1_000),
  'limits.silentConnectionsPerAddress': guard('count', 10, 50, 100, 500),
  'limits.halfOpen': guard('of-links', ...PERCENTS),
  'limits.helloMs': guard('ms', 2_000, 5_000, 10_000, 30_000),
  'limits.handshakesPerSecond': guard('a-second', 50, 100, 200, 400, 1_000),
  'limits.handshakesPerAddressPerSecond': guard('a-second', 20, 50, 100, 200, 500),
  'limits.plainGuests': guard('count', 10, 50, 200, 500),
  'limits.plainGuestsPerAddress': guard('count', 5, 20, 100, 500),
  'limits.silentGuestsPerAddress': guard('count', 5, 20, 40, 200),
  'limits.messagesPerSecond': guard('a-second', 2, 10, 50, 200),
  'limits.messageBurst': guard('count', 10, 50, 200, 500),
  'limits.overheadBytesPerSecond': guard('bytes-a-second', 16 * KIBIBYTE, 64 * KIBIBYTE, 256 * KIBIBYTE),
  'limits.linkQueueBytes': guard('bytes', 256 * KIBIBYTE, MEBIBYTE, 4 * MEBIBYTE),
  'limits.linkStallMs': guard('ms', 5_000, 10_000, 30_000, 120_000),

  recordingBytes: { group: 'advanced', kind: 'amount', amounts: RECORDING_SIZES, unit: 'bytes', travels: true },
  lab: { group: 'advanced', kind: 'memory', travels: false },
};

/** All settings, in the order of the screen. */
export const SETTING_KEYS = Object.keys(SETTING_ROWS) as readonly SettingKey[];

/** Whether something that was read names a setting. */
export function isSettingKey(name: string): name is SettingKey {
  return Object.hasOwn(SETTING_ROWS, name);
}
