import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row, SaidRow } from '../../stores/conversation/rows.ts';
import { useRoom } from '../../stores/hooks.ts';
import type { Trust } from '../../stores/people/trust.ts';
import { type DayWords, formatDay } from '../../ui/format.ts';
import { useDayWords, useLocale, useToday } from '../../ui/use-locale.ts';
import { useTrusts } from '../identity/use-trust.ts';
import { useNames } from './members-panel.tsx';

/** What drawing any row needs to know besides the row. */
export interface RowContext {
  /** This member's id. */
  readonly you: string;
  /** Member id → name that tells equal nicknames apart. */
  readonly names: ReadonlyMap<string, string>;
  /** Member id → present nickname. */
  readonly nicks: ReadonlyMap<string, string>;
  /** Member id → what is known of them, also of who is away. */
  readonly trusts: ReadonlyMap<string, Trust>;
  readonly locale: string;
  /** A moment of the current day. */
  readonly today: number;
  readonly words: DayWords;
  /** Of the window's language; a row that asked for it itself would have a copy of all of i18next made for it. */
  readonly t: TFunction;
}

/** The words of the day line above a row; undefined when there is none. */
export function dayLineOf(row: Row, { locale, today, words }: RowContext): string | undefined {
  return row.startsDay ? formatDay(locale, row.at, today, words) : undefined;
}

/** The author's name: what is old keeps the nickname it was said under. */
export function nameOf({ from, nick }: SaidRow, { names, nicks }: RowContext): string {
  return nicks.get(from) === nick ? (names.get(from) ?? nick) : nick;
}

export function useRowContext(): RowContext {
  const members = useRoom(({ room }) => room?.members);
  const you = useRoom(({ room }) => room?.you ?? '');
  const names = useNames();
  const nicks = useMemo(() => new Map(members?.map(({ id, nick }) => [id, nick])), [members]);
  const trusts = useTrusts();
  const locale = useLocale();
  const now = useToday();
  const { today, yesterday } = useDayWords();
  const { t } = useTranslation();
  return useMemo(
    () => ({ you, names, nicks, trusts, locale, today: now, words: { today, yesterday }, t }),
    [you, names, nicks, trusts, locale, now, today, yesterday, t],
  );
}
