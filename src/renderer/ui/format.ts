/** Dates, times and lists as the window writes them. `locale` is a BCP 47 tag. */

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** Largest distance from 1970 that a Date can hold, in milliseconds (ECMA-262, time values). */
const LAST_DATE_MS = 8.64e15;

/** A host can send any number as a time; one that is no date is shown as nothing. */
function isDate(at: number): boolean {
  return Math.abs(at) <= LAST_DATE_MS;
}

/** The time of day, such as 16:05 or 4:05 PM. */
export function formatTime(locale: string, at: number): string {
  return isDate(at) ? dateFormat(locale, 'time', { hour: 'numeric', minute: '2-digit' }).format(at) : '';
}

/** The time of day to the millisecond, such as 16:05:09.042. */
export function formatClock(locale: string, at: number): string {
  const options = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  };
  return isDate(at) ? dateFormat(locale, 'clock', options as Intl.DateTimeFormatOptions).format(at) : '';
}

/** Date and time in full, for a tooltip. */
export function formatMoment(locale: string, at: number): string {
  return isDate(at) ? dateFormat(locale, 'moment', { dateStyle: 'full', timeStyle: 'medium' }).format(at) : '';
}

/** Date and time in short, such as Nov 30, 4:05 PM. */
export function formatShortly(locale: string, at: number): string {
  return isDate(at) ? dateFormat(locale, 'shortly', { dateStyle: 'medium', timeStyle: 'short' }).format(at) : '';
}

/** Days from `at` to `now` by the calendar of this computer's time zone; negative for the future. */
export function daysAgo(at: number, now: number): number {
  const then = new Date(at);
  const today = new Date(now);
  const day = 86_400_000;
  const thenDay = Date.UTC(then.getFullYear(), then.getMonth(), then.getDate());
  return Math.round((Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - thenDay) / day);
}

export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
}

/** What a day line says: today, yesterday, or the date; the year only when it is another. */
export function formatDay(locale: string, at: number, now: number, words: DayWords): string {
  if (!isDate(at)) return '';
  const ago = daysAgo(at, now);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return sameYear
    ? dateFormat(locale, 'day', { weekday: 'long', month: 'long', day: 'numeric' }).format(at)
    : dateFormat(locale, 'dayOfYear', { dateStyle: 'full' }).format(at);
}

/** When a room was last joined: the time for today, else the day. */
export function formatWhen(locale: string, at: number, now: number, words: DayWords): string {
  if (!isDate(at)) return '';
  const ago = daysAgo(at, now);
  if (ago === 0) return formatTime(locale, at);
  if (ago === 1) return words.yesterday;
  return dateFormat(locale, 'date', { dateStyle: 'medium' }).format(at);
}

/** A list of names, such as «Ada, Ben and Cem». */
export function formatList(locale: string, names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

/** Milliseconds from `now` to the next midnight of this computer's time zone. */
export function untilMidnight(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - now;
}
