import type { Settings } from './settings.ts';

/** How long nobody wants to be disturbed, as people choose it. */
export type QuietChoice = 'off' | 'hour' | 'tomorrow' | 'on';
export const QUIET_CHOICES = ['off', 'hour', 'tomorrow', 'on'] as const;

const HOUR_MS = 3_600_000;
/** When tomorrow begins for who wants to be left alone until then, in hours by the clock on the wall. */
const MORNING = 8;

/** Whether that is what is set at `now`, in milliseconds since 1970. */
export function isQuiet(setting: Settings['doNotDisturb'], now: number): boolean {
  return setting === true || (typeof setting === 'number' && setting > now);
}

/** What a choice made at `now` is to be set to; `tomorrow` is eight in the morning, in the time zone of this computer. */
export function quietSetting(choice: QuietChoice, now: number): Settings['doNotDisturb'] {
  switch (choice) {
    case 'off':
      return false;
    case 'on':
      return true;
    case 'hour':
      return now + HOUR_MS;
    case 'tomorrow': {
      const day = new Date(now);
      return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING).getTime();
    }
  }
}
