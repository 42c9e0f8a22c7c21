import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../shared/doctor/finding-codes.ts';
import { LOCAL_ERROR_CODES, WIRE_ERROR_CODES } from '../../shared/error-codes.ts';
import en from './en.json' with { type: 'json' };
import { languageFor, localeFor } from './i18n.ts';
import chinese from './zh-CN.json' with { type: 'json' };

type Texts = { readonly [key: string]: string | Texts };

function flatten(texts: Texts, prefix = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

/** The forms a language needs of a counted text, such as `_one` and `_other`. */
function pluralForms(locale: string): readonly string[] {
  return new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
}

function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}

const languages = { en: flatten(en), 'zh-CN': flatten(chinese) };

describe('the texts of the window', () => {
  it('have the same keys in both languages', () => {
    const keys = (texts: [string, string][]) => [...new Set(texts.map(([key]) => withoutPlural(key)))].toSorted();
    expect(keys(languages['zh-CN'])).toEqual(keys(languages.en));
  });

  it('have every plural form that their language needs and no other', () => {
    for (const [language, texts] of Object.entries(languages)) {
      const counted = texts.map(([key]) => key).filter((key) => key !== withoutPlural(key));
      for (const key of new Set(counted.map(withoutPlural))) {
        const forms = counted.filter((form) => withoutPlural(form) === key);
        const needed = pluralForms(language).map((form) => `${key}_${form}`);
        expect(forms.toSorted(), `${language} ${key}`).toEqual(needed.toSorted());
      }
    }
  });

  it('name the same values in both languages', () => {
    const wanted = new Map(languages.en.map(([key, text]) => [withoutPlural(key), placeholders(text)]));
    for (const [key, text] of languages['zh-CN'])
      expect(placeholders(text), key).toEqual(wanted.get(withoutPlural(key)));
  });

  it('are nowhere empty', () => {
    for (const [key, text] of [...languages.en, ...languages['zh-CN']]) expect(text.trim(), key).not.toBe('');
  });

  it('have a sentence for every error code, and for nothing else', () => {
    const codes = [...WIRE_ERROR_CODES, ...LOCAL_ERROR_CODES].toSorted();
    expect(Object.keys(en.problem).toSorted()).toEqual(codes);
    expect(Object.keys(chinese.problem).toSorted()).toEqual(codes);
  });

  it('say of every finding of the doctor what is the matter and what to do, and of nothing else', () => {
    for (const { doctor } of [en, chinese]) {
      expect(Object.keys(doctor.findings)).toEqual(Object.keys(FINDINGS));
      for (const words of Object.values(doctor.findings)) {
        expect(Object.keys(words)).toEqual(['what', 'advice']);
        for (const sentence of Object.values(words)) expect(sentence).toMatch(/[.。]$/);
      }
    }
  });

  it('give a way out of every error: a first sentence says what is wrong, a second what to do', () => {
    for (const [code, text] of Object.entries(en.problem)) expect(text, code).toMatch(/^.+[.;] .+\.$/);
    for (const [code, text] of Object.entries(chinese.problem)) expect(text, code).toMatch(/^.+[。；].+。$/);
  });
});

describe('the language of the window', () => {
  it('is the system’s unless the settings name one', () => {
    expect(languageFor('system', 'zh-TW')).toBe('zh-CN');
    expect(languageFor('system', 'de-AT')).toBe('en');
    expect(languageFor('en', 'zh-CN')).toBe('en');
  });

  it('writes dates as the system does where the languages agree', () => {
    expect(localeFor('en', 'en-GB')).toBe('en-GB');
    expect(localeFor('en', 'de-DE')).toBe('en');
    expect(localeFor('zh-CN', 'zh-Hans-CN')).toBe('zh-Hans-CN');
  });
});
