import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanNick, cleanRoomName } from './nickname.ts';

describe('a nickname', () => {
  it.each([
    ['Ada', 'Ada'],
    ['  Ada\t', 'Ada'],
    ['Ada Lovelace', 'Ada Lovelace'],
    ['a', 'a'],
    ['x'.repeat(32), 'x'.repeat(32)],
    ['🎉'.repeat(32), '🎉'.repeat(32)],
    ['李雷', '李雷'],
    ['محمد', 'محمد'],
    ['e\u0301', '\u00e9'],
    ['O’Neil-Smith_7', 'O’Neil-Smith_7'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    ['👩\u200d💻', '👩\u200d💻'],
    ['👩🏽\u200d❤\ufe0f\u200d👨🏿', '👩🏽\u200d❤\ufe0f\u200d👨🏿'],
    ['☕\ufe0f', '☕\ufe0f'],
    ['7\ufe0f\u20e3', '7\ufe0f\u20e3'],
    ['葛\u{e0100}城', '葛\u{e0100}城'],
    [
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
    ['*star*', '*star*'],
    [':)', ':)'],
    ['10:30', '10:30'],
    ['⠓⠊', '⠓⠊'],
  ])('%j is shown as %j', (typed, shown) => {
    expect(cleanNick(typed)).toBe(shown);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\u3000 '],
    ['33 characters', 'x'.repeat(33)],
    ['33 emoji', '🎉'.repeat(33)],
    ['a NUL', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['an escape', 'a\u001b[31mb'],
    ['DEL', 'a\u007fb'],
    ['a C1 control character', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a right-to-left override', 'a\u202eb'],
    ['a left-to-right embedding', 'a\u202ab'],
    ['an isolate', 'a\u2066b'],
    ['a right-to-left mark', 'a\u200fb'],
    ['a zero-width space', 'a\u200bb'],
    ['a byte order mark inside', 'a\ufeffb'],
    ['half of a surrogate pair', 'a\ud800b'],
    ['a Hangul filler alone', '\u3164'],
    ['Hangul fillers', '\u115f\u1160\uffa0'],
    ['a filler inside', 'a\u3164b'],
    ['a blank of Braille', '\u2800\u2800'],
    ['a soft hyphen', 'a\u00adb'],
    ['a combining grapheme joiner', 'a\u034fb'],
    ['tags', 'a\u{e0061}\u{e0062}'],
    ['tags alone', '\u{e0061}'],
    ['variation selectors', 'a\ufe00b'],
    ['a variation selector alone', '\ufe0f'],
    ['joiners alone', '\u200d\u200c'],
    ['a joiner at the end', 'Ada\u200d'],
    ['a joiner between blanks', 'a \u200c b'],
    ['two joiners', 'ک\u200c\u200cک'],
    ['an Arabic letter mark', 'a\u061cb'],
    ['marks that stand on nothing', '\u0301\u0301'],
    ['the beginning of what comes from nobody', '* Partyline'],
    ['such a beginning in full width', '＊ Partyline'],
    ['such a beginning with another blank', '*\u00a0Ada joined'],
    ['such a beginning with another asterisk', '∗ Ada joined'],
    ['what would look like something said', 'Ann: I am fired. Bob'],
    ['the same in full width', 'Ann：\u3000hi'],
    ['the other half', 'a\udc00b'],
    ['halves in the wrong order', 'a\udc00\ud800b'],
  ])('is refused with %s', (_, typed) => {
    expect(cleanNick(typed)).toBeUndefined();
  });

  it('once cleaned stays as it is, and is never longer than 32 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
        const nick = cleanNick(typed);
        if (nick === undefined) return;
        expect(cleanNick(nick)).toBe(nick);
        expect([...nick].length).toBeLessThanOrEqual(32);
      }),
    );
  });
});

it('lets a room’s name have 64 characters', () => {
  expect(cleanRoomName(` ${'x'.repeat(64)} `)).toBe('x'.repeat(64));
  expect(cleanRoomName('x'.repeat(65))).toBeUndefined();
});
