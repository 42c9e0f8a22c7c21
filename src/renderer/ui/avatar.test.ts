import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLOURS } from '../../shared/colours.ts';
import { initialsOf, TONES, toneOf, toneOfColour } from './avatar.ts';

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

/** Relative luminance of a colour such as `#0c6a6e` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the colours of people', () => {
  const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
  const tones = [...tokens.matchAll(/--tone-(\d+): (#[0-9a-f]{6});/g)].map(([, , colour = '']) => colour);

  it('have a token each, and a name each', () => {
    expect(tones).toHaveLength(TONES);
    expect(new Set(tones).size).toBe(TONES);
    expect(COLOURS.map(toneOfColour)).toEqual(tones.map((_, tone) => tone));
    expect(toneOfColour('auto')).toBeUndefined();
  });

  it('carry letters at 4.5 : 1 or more, in both themes, and the marks below a message too', () => {
    const [, light = '', dark = ''] = /--on-accent-soft: light-dark\((#\w{6}), (#\w{6})\)/.exec(tokens) ?? [];
    for (const letters of ['#ffffff', light, dark])
      for (const tone of tones)
        expect((luminance(letters) + 0.05) / (luminance(tone) + 0.05), `${letters} on ${tone}`).toBeGreaterThan(4.5);
  });
});
