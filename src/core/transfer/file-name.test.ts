import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName, cleanRelativePath, nameKey, numberedName, utf8Length } from './file-name.ts';

describe('a name that a stranger chose', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['图片 😀.png', '图片 😀.png'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\boot.ini', '_.._boot.ini'],
    ['C:\\Windows\\evil.exe', '_Windows_evil.exe'],
    ['C:evil.exe', 'evil.exe'],
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
    ['a\u0000b\u0007c\n.txt', 'a_b_c_.txt'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['what?<>|*":.txt', 'what_______.txt'],
    ['half \ud83d.txt', 'half \ufffd.txt'],
    ['file.txt::$DATA', 'file.txt__$DATA'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
  });

  it('is cut to the bytes that every file system takes, between characters, and keeps its ending', () => {
    const family = '👨‍👩‍👧‍👦';
    const name = cleanFileName(`${'汉'.repeat(100)}${family.repeat(20)}.tar.gz`);
    expect(utf8Length(name)).toBeLessThanOrEqual(239);
    expect(name).toMatch(/^汉+.*\.tar\.gz$/u);
    expect(name.isWellFormed()).toBe(true);
    expect(utf8Length(numberedName(name, 9_999)) + '.part'.length).toBeLessThanOrEqual(255);
  });

  it('is one safe part of a path whatever it was, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const clean = cleanFileName(name);
        expect(clean).not.toMatch(/[/\\:*?"<>|\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(clean).not.toMatch(/^\.|[. ]$|^$/);
        expect(clean.isWellFormed()).toBe(true);
        expect(utf8Length(clean)).toBeLessThanOrEqual(239);
        expect(cleanFileName(clean)).toBe(clean);
      }),
      { numRuns: 2_000 },
    );
  });
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

it('names that some system takes for one have one key', () => {
  expect(nameKey('Straße.TXT')).toBe(nameKey('straße.txt'));
  expect(nameKey('é')).toBe(nameKey('e\u0301'));
});
