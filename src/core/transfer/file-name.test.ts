import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Length } from '../cut-text.ts';
import { cleanFileName, cleanRelativePath, nameKey, numberedName } from './file-name.ts';

describe('a name that a stranger chose', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['图片 😀.png', '图片 😀.png'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\boot.ini', '_.._boot.ini'],
    ['C:\\Windows\\evil.exe', 'C__Windows_evil.exe'],
    ['C:evil.exe', 'C_evil.exe'],
    ['A: intro', 'A_ intro'],
    ['B: intro', 'B_ intro'],
    ['a/b', 'a_b'],
    ['nul', '_nul'],
    ['NUL.txt', '_NUL.txt'],
    ['com1', '_com1'],
    ['COM¹.log', '_COM¹.log'],
    ['lpt9.tar.gz', '_lpt9.tar.gz'],
    ['console.txt', 'console.txt'],
    ['name. . .', 'name'],
    ['  spaced.txt  ', 'spaced.txt'],
    ['.bashrc', 'bashrc'],
    ['...', 'file'],
    ['', 'file'],
    ['///', 'file'],
    ['_', '_'],
    ['__', '__'],
    ['\u3164\u200b\u2800', 'file'],
    ['nul .txt', '_nul .txt'],
    ['clock.txt', 'clock.txt'],
    ['ﬁ.txt', 'ﬁ.txt'],
    ['Ａ.txt', 'Ａ.txt'],
    ['a\u0000b\u0007c\n.txt', 'a_b_c_.txt'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['what?<>|*":.txt', 'what_______.txt'],
    ['half \ud83d.txt', 'half \ufffd.txt'],
    ['file.txt::$DATA', 'file.txt__$DATA'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
  });

  it.each([
    ['joined emoji', '👩‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥 🧑‍🚀.png'],
    ['flags', '🇩🇪 🏴󠁧󠁢󠁷󠁬󠁳󠁿.png'],
    ['keycaps and variants', '1️⃣ ☺︎ ☺️ 葛󠄀.txt'],
    ['Persian', 'می‌خواهم کتاب‌ها.pdf'],
    ['Hindi, Bengali and Sinhala', 'क्‍ष क्‌ष র‌্যা ශ්‍රී.txt'],
    ['Arabic, Hebrew, Thai, Korean', 'مرحبا שלום สวัสดี 한국어 각.txt'],
  ])('keeps %s whole', (_, name) => {
    expect(cleanFileName(name)).toBe(name.normalize('NFC'));
  });

  it.each([
    ['between Latin letters', 'a\u200db\u200cc.txt', 'abc.txt'],
    ['at an edge', '\u200d👩\u200d.png', '👩.png'],
    ['twice', '👩\u200d\u200d👧.png', '👩\u200d👧.png'],
    ['as tags behind no flag', 'x\u{e0041}\u{e0042}.txt', 'x.txt'],
    ['as variants of nothing', '\ufe0f\ufe0f.txt', 'txt'],
  ])('loses what joins nothing: %s', (_, name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
  });

  it('is cut to the bytes that every file system takes, between characters, and keeps its ending', () => {
    const family = '👨‍👩‍👧‍👦';
    const name = cleanFileName(`${'汉'.repeat(60)}${family.repeat(20)}.tar.gz`);
    expect(utf8Length(name)).toBeLessThanOrEqual(255);
    expect(utf8Length(name)).toBeGreaterThan(255 - utf8Length(family));
    expect(name).toMatch(/^汉+(👨‍👩‍👧‍👦)+\.tar\.gz$/u);
    expect(cleanFileName('x'.repeat(251) + '.txt')).toHaveLength(255);
    // One that has room for no whole character still has some of it.
    expect(cleanFileName(`e${'\u0301'.repeat(300)}`)).toMatch(/^é\u0301+$/);
  });

  it('is one safe part of a path whatever it was, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const clean = cleanFileName(name);
        expect(clean).not.toMatch(/[/\\:*?"<>|\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(clean).not.toMatch(/^\.|[. ]$|^$/);
        expect(clean.isWellFormed()).toBe(true);
        expect(utf8Length(clean)).toBeLessThanOrEqual(255);
        expect(cleanFileName(clean)).toBe(clean);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

describe('a path inside of a folder', () => {
  it.each([
    ['a/b/c.txt', ['a', 'b', 'c.txt']],
    ['../../a', ['a']],
    ['/etc/passwd', ['etc', 'passwd']],
    ['C:\\a\\..\\b', ['C_', 'a', 'b']],
    ['.git/config', ['.git', 'config']],
    ['a//b', ['a', 'b']],
  ])('%j has the parts %j', (path, parts) => {
    expect(cleanRelativePath(path)).toEqual(parts);
  });

  it('is none when nothing is left of it, or it is endlessly deep', () => {
    expect(cleanRelativePath('../..')).toBeUndefined();
    expect(cleanRelativePath('a/'.repeat(100))).toBeUndefined();
  });
});

it('a number goes before the ending', () => {
  expect([1, 2].map((number) => numberedName('a.tar.gz', number))).toEqual(['a.tar.gz', 'a (2).tar.gz']);
  expect(numberedName('no ending', 3)).toBe('no ending (3)');
});

it('a number, and what stands behind it, finds room in the longest name', () => {
  const longest = cleanFileName(`${'é'.repeat(200)}.txt`);
  expect(utf8Length(longest)).toBeGreaterThan(250);
  for (const numbered of [numberedName(longest, 9_999), numberedName(longest, 9_999, '.part')]) {
    expect(utf8Length(numbered)).toBeLessThanOrEqual(255);
    expect(numbered).toMatch(/^é+ \(9999\)\.txt(\.part)?$/);
  }
});

it('names that some system takes for one have one key', () => {
  expect(nameKey('Straße.TXT')).toBe(nameKey('straße.txt'));
  expect(nameKey('é')).toBe(nameKey('e\u0301'));
});

it('names in compatibility forms are other names', () => {
  for (const [one, other] of [
    ['ﬁ.txt', 'fi.txt'],
    ['Ａ.txt', 'A.txt'],
    ['①.txt', '1.txt'],
    ['x².txt', 'x2.txt'],
    ['ｶ.txt', 'カ.txt'],
  ] as const) {
    expect(nameKey(one)).not.toBe(nameKey(other));
    expect(cleanFileName(one)).not.toBe(cleanFileName(other));
  }
});

it('two names that people can tell apart and every system takes stay two', () => {
  const safe = fc.string({
    unit: fc.constantFrom('a', 'é', 'ß', '汉', '_', ' ', '.', '-', 'ﬁ', '👩', '\u200d', '👧', 'م', '\u200c', 'ی'),
    minLength: 1,
    maxLength: 12,
  });
  const isVisible = (name: string) =>
    /^[^ .\u200c\u200d](.*[^ .\u200c\u200d])?$/u.test(name) && !/[\u200c\u200d]/u.test(name);
  fc.assert(
    fc.property(safe.filter(isVisible), safe.filter(isVisible), (one, other) => {
      fc.pre(one !== other);
      expect(cleanFileName(one)).not.toBe(cleanFileName(other));
    }),
  );
});
