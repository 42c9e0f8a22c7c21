import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SpokenLanguage, spokenAddress, spokenLine } from './spoken-address.ts';

function line(host: string, port: number, language: SpokenLanguage): string {
  return spokenLine(spokenAddress({ host, port }, language), language);
}

describe('an address that is read aloud', () => {
  it('is said digit by digit, nine as on the radio, and a port of four digits in pairs', () => {
    expect(line('192.168.1.20', 8888, 'en')).toBe(
      'one niner two, dot, one six eight, dot, one, dot, two zero, port, eight eight, eight eight',
    );
  });

  it('says 幺 for one in Chinese', () => {
    expect(line('192.168.1.20', 18_888, 'zh-CN')).toBe('幺九二，点，幺六八，点，幺，点，二零，端口，幺八，八八八');
  });

  it('says the letters of IPv6 by their radio names, and two colons as what they are', () => {
    expect(line('fd12::9', 80, 'en')).toBe('Foxtrot Delta one two, double colon, niner, port, eight zero');
    expect(line('fd12::9', 80, 'zh-CN')).toBe('F（Foxtrot） D（Delta）幺二，双冒号，九，端口，八零');
  });

  it('says four digits of IPv6 in one breath, for they are one group', () => {
    expect(line('fd00::2001', 8888, 'en')).toContain('two zero zero one, port');
  });

  it('spells the name of a computer', () => {
    expect(line('lab-3.local', 8888, 'en')).toBe(
      'Lima Alfa Bravo, dash, three, dot, Lima Oscar Charlie Alfa Lima, port, eight eight, eight eight',
    );
  });

  it('keeps what is written, piece by piece', () => {
    const written = spokenAddress({ host: '10.0.0.7', port: 5000 }, 'en').map((part) => part.written);
    expect(written).toEqual(['10', '.', '0', '.', '0', '.', '7', ':', '5000']);
  });

  it('loses no character of any address, and finds a word for each', () => {
    const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        const parts = spokenAddress({ host: name, port }, 'en');
        expect(parts.map(({ written }) => written).join('')).toBe(`${name}:${port}`);
        expect(parts.every(({ said }) => /^[A-Za-z, -]+$/.test(said))).toBe(true);
      }),
    );
  });
});
