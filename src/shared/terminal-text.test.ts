import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapedForTerminal, onTerminalLine, onTerminalLines } from './terminal-text.ts';

/** Each thing that a terminal obeys, and its name. */
const OBEYED: readonly (readonly [string, string])[] = [
  ['CSI', '\u001b[2J'],
  ['CSI of C1', '\u009b2J'],
  ['OSC, which sets a title or the clipboard', '\u001b]52;c;cm0gLXJm\u0007'],
  ['OSC of C1, ended by ST', '\u009d0;root#\u009c'],
  ['DCS, which has a terminal answer', '\u001bP$q"p\u001b\\'],
  ['DCS of C1', '\u0090$q"p\u009c'],
  ['APC, PM and SOS', '\u001b_x\u001b\\\u001b^x\u001b\\\u001bXx\u001b\\'],
  ['a change of the character set', '\u000e\u001b(0'],
  ['a bell, a backspace and a delete', '\u0007\b\u007f'],
  ['a vertical move', '\u000b\u000c'],
  ['what turns the reading direction', '\u202e\u202d\u202a\u202b\u202c\u2066\u2067\u2068\u2069'],
  ['marks of a direction', '\u200e\u200f\u061c'],
  ['every other of C0 and C1', Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('')],
];
const SEEN_BY_A_TERMINAL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('a stranger’s text on a terminal', () => {
  it.each(OBEYED)('loses %s', (_name, text) => {
    expect(onTerminalLine(`a${text}b`)).not.toMatch(SEEN_BY_A_TERMINAL);
    expect(onTerminalLines(`a${text}b`, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u200f]/);
    const escaped = escapedForTerminal(JSON.stringify({ text }));
    expect(escaped).not.toMatch(SEEN_BY_A_TERMINAL);
    expect(JSON.parse(escaped)).toEqual({ text });
  });

  it('is one line, whatever it was, and else as people wrote it', () => {
    expect(onTerminalLine('a\nb\r\nc\u2028d\u0085e\u001cf')).toBe('a ⏎ b ⏎ c ⏎ d ⏎ e ⏎ f');
    expect(onTerminalLine('naïve\t你好 😀 שלום')).toBe('naïve\t你好 😀 שלום');
  });

  it('has its own further lines set in', () => {
    expect(onTerminalLines('hi\r\n12:00 Boss: no\u001b[1A', '  ')).toBe('hi\n  12:00 Boss: no\ufffd[1A');
  });

  it('holds nothing that a terminal obeys, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapedForTerminal(JSON.stringify(text));
        return !SEEN_BY_A_TERMINAL.test(onTerminalLine(text) + escaped) && JSON.parse(escaped) === text;
      }),
    );
  });
});
