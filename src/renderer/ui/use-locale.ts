import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageFor, localeFor } from '../locales/i18n.ts';
import { useApp } from '../stores/hooks.ts';
import { type DayWords, untilMidnight } from './format.ts';

/** The locale that dates and numbers are written in. */
export function useLocale(): string {
  const setting = useApp(({ settings }) => settings.language);
  const system = useApp(({ systemLanguage }) => systemLanguage);
  return localeFor(languageFor(setting, system), system);
}

/** A moment of the current day; draws anew when the day changes. */
export function useToday(): number {
  const [today, setToday] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setToday(Date.now()), untilMidnight(today) + 500);
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}

export function useDayWords(): DayWords {
  const { t } = useTranslation();
  return { today: t('conversation.today'), yesterday: t('conversation.yesterday') };
}
