import { expect, it } from 'vitest';
import { showsSomething } from './visible-text.ts';

it.each(['a', '。', '😀', '🏴\u{e0067}\u{e007f}', 'م\u200c', '‮a', '\u2801', '\u0301', '\u{1d158}', '\ufffd'])(
  '%j shows something',
  (text) => {
    expect(showsSomething(text)).toBe(true);
  },
);

it.each([
  '',
  ' \t\r\n\u3000\u00a0',
  '\u3164',
  '\u115f\u1160\uffa0',
  '\u2800',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u180e',
  '\ufe0f\ufe00\u{e0100}',
  '\u{e0001}\u{e0061}\u{e007f}',
  '\u202e\u2066',
  '\u17b4\u17b5',
  '\u{1d159}',
  '\ufff9\ufffb',
])('%j shows nothing', (text) => {
  expect(showsSomething(text)).toBe(false);
});
