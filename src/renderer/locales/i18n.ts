import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Settings } from '../../shared/settings.ts';
import en from './en.json';
import chinese from './zh-CN.json';

export type Language = 'en' | 'zh-CN';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en };
  }
}

/** The window's language for a setting and the system's BCP 47 tag; every Chinese reads the simplified texts. */
export function languageFor(setting: Settings['language'], systemLanguage: string): Language {
  if (setting !== 'system') return setting;
  return systemLanguage.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** The locale of dates and numbers: the system's own (en-GB, zh-TW) where it is the window's language. */
export function localeFor(language: Language, systemLanguage: string): string {
  const [primary = 'en'] = language.split('-');
  return systemLanguage.toLowerCase().startsWith(primary) ? systemLanguage : language;
}

/** Loads both languages; no file is fetched later. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, 'zh-CN': { translation: chinese } },
    lng: 'en',
    fallbackLng: 'en',
    // React escapes; a second escaping would show &#39; in names.
    interpolation: { escapeValue: false },
  });
}

/** Switches the texts and tells assistive technology. */
export async function changeLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
}
