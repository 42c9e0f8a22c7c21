import { describe, expect, it } from 'vitest';
import { pythonTokens } from './python-tokens.ts';

const tones = (code: string) => pythonTokens(code).map(({ tone, text }) => [tone, text]);

describe('the colours of Python', () => {
  it('tell keywords, calls, strings, numbers and comments apart', () => {
    expect(tones("while data: send(b'hi', 1024)  # again")).toEqual([
      ['keyword', 'while'],
      ['plain', ' data: '],
      ['name', 'send'],
      ['plain', '('],
      ['string', "b'hi'"],
      ['plain', ', '],
      ['number', '1024'],
      ['plain', ')  '],
      ['comment', '# again'],
    ]);
  });

  it('keep a hash inside a string and a quote inside a comment', () => {
    expect(tones('"#1" # it\'s')).toEqual([
      ['string', '"#1"'],
      ['plain', ' '],
      ['comment', "# it's"],
    ]);
  });

  it('run over the lines of a docstring', () => {
    expect(tones('"""two\nlines"""\nx')).toEqual([
      ['string', '"""two\nlines"""'],
      ['plain', '\nx'],
    ]);
  });

  it('lose no character', () => {
    const code = 'import socket\n\ns = socket.socket()\ns.bind(("", 8888))  # 所有地址\n\'open';
    expect(
      pythonTokens(code)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code);
  });
});
