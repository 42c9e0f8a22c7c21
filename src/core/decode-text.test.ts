import { describe, expect, it } from 'vitest';
import { decodeText, Utf16ToUtf8, utf16Of } from './decode-text.ts';

const utf8 = new TextEncoder();

function utf16(text: string, order: 'le' | 'be', mark = false): Uint8Array {
  const bytes = Buffer.from(mark ? `\u{feff}${text}` : text, 'utf16le');
  return Uint8Array.from(order === 'le' ? bytes : bytes.swap16());
}

it('reads UTF-8, with a mark and without, and GBK', () => {
  expect(decodeText(utf8.encode('\u{feff}你好'))).toBe('你好');
  expect(decodeText(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3))).toBe('你好');
  expect(decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBeUndefined();
});

describe('UTF-16', () => {
  it.each(['le', 'be'] as const)('is known by its mark, or by zeros beside ASCII and line ends: %s', (order) => {
    for (const text of ['hi', 'hello\r\n', '你好\r\n', '你好 world\n大家好\n', '你\r\n', 'é\nü\n', 'a\n']) {
      for (const mark of [true, false]) {
        expect(utf16Of(utf16(text, order, mark)), JSON.stringify(text)).toBe(`utf-16${order}`);
      }
    }
    expect(utf16Of(utf16('你好', order, true))).toBe(`utf-16${order}`);
  });

  it.each(['', 'a', 'hello\n', '你好\n', 'hi\0', 'hi!\0', 'hi\n\0', 'one\0two\0', 'hi\0\0\0\0', '\0\0\0\0', 'a\0b\nc'])(
    'is not seen where there is none: %j',
    (text) => {
      expect(utf16Of(utf8.encode(text))).toBeUndefined();
    },
  );

  it.each(['le', 'be'] as const)('becomes UTF-8 wherever it is cut: %s', (order) => {
    const bytes = utf16('hi 你好 😀\n', order, true);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const converter = new Utf16ToUtf8(`utf-16${order}`);
      const parts = [converter.convert(bytes.subarray(0, cut), false), converter.convert(bytes.subarray(cut), true)];
      expect(Buffer.concat(parts).toString()).toBe('hi 你好 😀\n');
    }
  });
});
