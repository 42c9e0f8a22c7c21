import { DEFAULT_FILE_SETTINGS } from './files/file-defaults.ts';
import { DEFAULT_PORT } from './limits.ts';
import { DEFAULT_LIMIT_SETTINGS } from './settings/limit-settings.ts';
import type { Settings } from './settings.ts';
import { DEFAULT_RECORDING_SIZE } from './wire/wire-contract.ts';

/** What an installation begins with, and what a setting that is missing or no longer valid is. */
export const DEFAULT_SETTINGS: Settings = {
  nick: '',
  colour: 'auto',
  language: 'system',
  theme: 'system',
  hostName: '',
  hostPort: DEFAULT_PORT,
  hostBind: '',
  hostPlain: true,
  hostDurable: false,
  announce: true,
  encryptDisk: false,
  announceNames: true,
  reopenRooms: true,
  reopenHosted: false,
  recordingBytes: DEFAULT_RECORDING_SIZE,
  files: DEFAULT_FILE_SETTINGS,
  limits: DEFAULT_LIMIT_SETTINGS,
  notify: 'fitting',
  notifyPreview: true,
  sounds: false,
  doNotDisturb: false,
  closeToTray: 'ask',
  launchAtLogin: false,
  zoom: 1,
  textSize: 'normal',
  lab: {},
};

/** Zoom factors that one steps through, as in browsers; each lies within what {@link Settings.zoom} allows. */
export const ZOOM_STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;
