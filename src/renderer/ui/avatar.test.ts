import { describe, expect, it } from 'vitest';
import { initialsOf, TONES, toneOf } from './avatar.ts';

describe('avatars', () => {
  it('take the first letters of the first and the last word', () => {
    expect(initialsOf('Ada Lovelace')).toBe('AL');
    expect(initialsOf('ben')).toBe('B');
    expect(initialsOf('maria del mar')).toBe('MM');
  });

  it('take one character of a name that is not written in Latin letters', () => {
    expect(initialsOf('小明')).toBe('小');
    expect(initialsOf('Иван Петров')).toBe('И');
  });

  it('do not cut a character that is made of several code points', () => {
    expect(initialsOf('👩‍👧 family')).toBe('👩‍👧');
    expect(initialsOf('é')).toBe('É');
  });

  it('have a colour that depends on the id alone', () => {
    expect(toneOf('a1b2c3')).toBe(toneOf('a1b2c3'));
  });

  it('use every colour', () => {
    const tones = new Set(Array.from({ length: 200 }, (_, index) => toneOf(`member-${index}`)));
    expect([...tones].toSorted((a, b) => a - b)).toEqual(Array.from({ length: TONES }, (_, tone) => tone));
  });
});
