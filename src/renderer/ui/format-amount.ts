/** Amounts as the window writes them. `locale` is a BCP 47 tag. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
/** Steps between the units: what disks and networks count by (IEC 80000-13), not powers of two. */
const STEP = 1_000;

function decimal(locale: string, value: number, digits: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** An amount of data, such as 950 B, 14.4 kB or 120 MB. */
export function formatBytes(locale: string, bytes: number): string {
  let amount = Math.max(0, bytes);
  let unit = 0;
  // What would be rounded up to 1,000 is one of the next unit.
  while (amount >= STEP - 0.5 && unit < UNITS.length - 1) {
    amount /= STEP;
    unit += 1;
  }
  return `${decimal(locale, amount, unit > 0 && amount < 100 ? 1 : 0)} ${UNITS[unit]}`;
}

/** A count where there is little room: what is more than 99 is 99+. */
export function shortCount(count: number): string {
  return count > 99 ? '99+' : String(count);
}

/** A time of some milliseconds, such as 0.4 ms or 120 ms. @param finest what can be told apart, in milliseconds */
export function formatMilliseconds(locale: string, ms: number, finest: number): string {
  if (ms < finest) return `< ${decimal(locale, finest, 1)} ms`;
  return `${decimal(locale, ms, ms < 10 ? 1 : 0)} ms`;
}

/** A share of 0 to 1 as a percentage; a small one keeps the digit that tells it from nothing. */
export function formatShare(locale: string, share: number): string {
  const digits = share < 0.001 ? 2 : 1;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** A whole number, such as 1,503. */
export function formatCount(locale: string, count: number): string {
  return decimal(locale, count, 0);
}

function inUnit(locale: string, value: number, unit: 'second' | 'minute' | 'hour'): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** How long something takes still, such as 8 sec, 12 min or 1 hr 5 min; never nothing, and the finer the nearer. */
export function formatDuration(locale: string, ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 60) return inUnit(locale, seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return inUnit(locale, minutes, 'minute');
  const hours = inUnit(locale, Math.floor(minutes / 60), 'hour');
  return minutes % 60 === 0 ? hours : `${hours} ${inUnit(locale, minutes % 60, 'minute')}`;
}
