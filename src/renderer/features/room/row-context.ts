import type { Row } from '../../stores/conversation/rows.ts';
import { type DayWords, formatDay } from '../../ui/format.ts';

/** What drawing any row needs to know besides the row. */
export interface RowContext {
  /** This member's id. */
  readonly you: string;
  /** Member id → name that tells equal nicknames apart. */
  readonly names: ReadonlyMap<string, string>;
  /** Member id → present nickname: an old message keeps the nickname it was said under. */
  readonly nicks: ReadonlyMap<string, string>;
  readonly locale: string;
  /** A moment of the current day. */
  readonly today: number;
  readonly words: DayWords;
}

/** The words of the day line above a row; undefined when there is none. */
export function dayLineOf(row: Row, { locale, today, words }: RowContext): string | undefined {
  return row.startsDay ? formatDay(locale, row.at, today, words) : undefined;
}
