import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanNick, cleanRoomName, distinctNames } from './nickname.ts';

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

describe('equal nicknames', () => {
  it('are told apart in the order given, whatever their case', () => {
    const members = [
      { id: '1', nick: 'Ada' },
      { id: '2', nick: 'ada' },
      { id: '3', nick: 'Bob' },
      { id: '4', nick: 'Ada' },
    ];
    expect([...distinctNames(members)]).toEqual([
      ['1', 'Ada'],
      ['2', 'ada (2)'],
      ['3', 'Bob'],
      ['4', 'Ada (3)'],
    ]);
  });
});
