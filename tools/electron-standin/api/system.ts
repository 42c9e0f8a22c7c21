/** Small parts of the system: clipboard, crash reporter, safe storage. */
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
