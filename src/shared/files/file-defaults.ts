import { DEFAULT_LIMITS } from '../limits.ts';
import type { FileSettings } from './file-settings.ts';

const DAY_MS = 86_400_000;

export const DEFAULT_FILE_SETTINGS: FileSettings = {
  downloadFolder: '',
  acceptBelow: 0,
  acceptFrom: [],
  spoolBytes: DEFAULT_LIMITS.spoolBytes,
  fileBytes: DEFAULT_LIMITS.fileBytes,
  spoolDays: DEFAULT_LIMITS.spoolAgeMs / DAY_MS,
};

/** The limits of a room that a person hosts, as the settings say. */
export function fileLimits({ spoolBytes, fileBytes, spoolDays }: FileSettings): {
  readonly spoolBytes: number;
  readonly fileBytes: number;
  readonly spoolAgeMs: number;
} {
  return { spoolBytes, fileBytes, spoolAgeMs: spoolDays * DAY_MS };
}
