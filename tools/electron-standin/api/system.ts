/** Small parts of the system: clipboard, screen, crash reporter, safe storage. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudlyObject } from '../unanswered.ts';

let clipboardText = '';

/** `clipboard`: this process' own, so that parallel tests do not share it. */
export const clipboard = failLoudlyObject(
  {
    readText: async () => clipboardText,
    async writeText(text: string): Promise<void> {
      clipboardText = String(text);
    },
    clear(): void {
      clipboardText = '';
    },
    has: async (mimetype: string) => mimetype === 'text/plain' && clipboardText !== '',
  },
  'Clipboard',
  'clipboard',
);

/** The one display that is claimed. */
const DISPLAY = {
  id: 1,
  label: '',
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
  size: { width: 1920, height: 1080 },
  workAreaSize: { width: 1920, height: 1080 },
};

/** `screen`: one display of 1920 × 1080. */
export const screen = failLoudlyObject(
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => DISPLAY,
    getAllDisplays: () => [DISPLAY],
    getDisplayMatching: () => DISPLAY,
    getDisplayNearestPoint: () => DISPLAY,
    getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  }),
  'Screen',
  'screen',
);

/** `crashReporter`: reports nothing to nobody. */
export const crashReporter = failLoudlyObject(
  {
    start(options: object): void {
      record('crashReporter.start', options);
    },
    getUploadToServer: () => false,
    setUploadToServer(): void {},
    addExtraParameter(): void {},
    removeExtraParameter(): void {},
    getParameters: () => ({}),
  },
  'CrashReporter',
  'crashReporter',
);

/** `safeStorage`: there is no keyring here, and the app must cope, as on a bare Linux. */
export const safeStorage = failLoudlyObject(
  { isEncryptionAvailable: () => false, getSelectedStorageBackend: () => 'basic_text' },
  'SafeStorage',
  'safeStorage',
);
