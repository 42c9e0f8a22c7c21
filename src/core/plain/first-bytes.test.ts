import { describe, expect, it } from 'vitest';
import { lengthBytes, rawFrame } from '../../../tests/support/frames.ts';
import { speechAtLast, speechOf } from './first-bytes.ts';

const utf8 = new TextEncoder();

/** A length and what comes behind it. */
function behindLength(length: number, behind: string): Uint8Array {
  return Uint8Array.from([...lengthBytes(length), ...utf8.encode(behind)]);
}

describe('frames', () => {
  it('are told by their length and the brace that begins the header, whatever the length', () => {
    for (const length of [1, 0x41, 0x4141, 65_535]) {
      expect(speechOf(lengthBytes(length)), `${length} alone`).toBeUndefined();
      expect(speechOf(behindLength(length, '{')), `${length}`).toBe('frames');
      expect(speechOf(behindLength(length, ' \r\n\t{')), `blanks before the header of ${length}`).toBe('frames');
      expect(speechOf(behindLength(length, '  ')), `${length} and blanks`).toBeUndefined();
    }
  });

  it('are told wherever they are cut', () => {
    const frame = rawFrame({ type: 'hello', nick: 'x'.repeat(100) });
    for (let cut = 0; cut <= frame.length; cut += 1) {
      expect(speechOf(frame.subarray(0, cut)), `${cut}`).toBe(cut < 5 ? undefined : 'frames');
    }
  });

  it('may be broken: lengths that none may have, and headers that are no object', () => {
    const lengths = [0, -1, -2, -100, -2_147_483_648, 65_536, 65_537, 70_000, 100_000, 1_048_576, 2_147_483_647];
    for (const length of lengths) expect(speechOf(lengthBytes(length)), `${length}`).toBe('frames');
    expect(speechOf(Uint8Array.of(0, 0, 0, 60)), 'big-endian').toBe('frames');
    expect(speechOf(behindLength(5, 'hello')), 'text in a frame').toBe('frames');
    expect(speechOf(behindLength(65, 'x'.repeat(65))), 'as long as a letter says').toBe('frames');
  });

  it('whose header is late are still awaited', () => {
    expect(speechAtLast(lengthBytes(0x41), false)).toBe('frames');
    expect(speechAtLast(lengthBytes(5), false)).toBe('frames');
    expect(speechAtLast(Uint8Array.of(0x41, 0, 0), false)).toBe('frames');
  });
});

describe('text', () => {
  it('in any language and encoding is known by four bytes, or by three', () => {
    for (const text of ['hello', 'zai', '你好', '😀', '\r\n\r\n', '\u{feff}hi', '/who', 'é é']) {
      expect(speechOf(utf8.encode(text)), text).toBe('text');
    }
    expect(speechOf(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3)), 'GB18030').toBe('text');
    expect(speechOf(Uint8Array.of(0x94, 0x39, 0xfc, 0x36)), 'GB18030 in four bytes').toBe('text');
    expect(speechOf(utf8.encode('\u001b[A')), 'an arrow key').toBe('text');
  });

  it.each([
    'abc\0',
    'hi\0\0\0',
    'a\0\0\0\0',
    'hi\n\0',
    'hi\0\0there\0',
    '你\0',
    `hi${'\0'.repeat(30)}`,
    '\0'.repeat(32),
  ])('of a C program with its zeros is known: %j', (text) => {
    expect(speechOf(utf8.encode(text))).toBe('text');
  });

  it.each(['hi\0\0', 'h\0\0\0'])(
    'of a C program that is as short as a length is known when no more comes: %j',
    (text) => {
      expect(speechOf(utf8.encode(text))).toBeUndefined();
      expect(speechAtLast(utf8.encode(text), true)).toBe('text');
    },
  );

  it('that is longer than one character is taken for text when no more comes in time, too', () => {
    for (const text of ['hi\0\0', 'hi\0', 'h\0', '你'])
      expect(speechAtLast(utf8.encode(text), false), text).toBe('text');
  });

  it('of a telnet that begins with its commands is known', () => {
    expect(speechOf(Uint8Array.of(0xff, 0xfb, 0x01, 0xff))).toBe('text');
    expect(speechOf(Uint8Array.of(0xff, 0xfd, 0x03))).toBe('text');
    expect(speechOf(Uint8Array.of(0xff, 0xfe, 0x00, 0x41))).toBe('text');
  });

  it('in UTF-16 is known', () => {
    for (const text of ['\u{feff}hi\r\n', 'hello', '\u{feff}你好\r\n']) {
      const bytes = Buffer.from(text, 'utf16le');
      if (!text.includes('你')) expect(speechOf(Uint8Array.from(bytes)), text).toBe('text');
      expect(speechOf(Uint8Array.from(bytes.swap16())), `${text}, the other order`).toBe('text');
    }
  });

  it('that stays so short is taken for text, unless it holds control characters', () => {
    expect(speechAtLast(utf8.encode('hi'), false)).toBe('text');
    expect(speechAtLast(utf8.encode('é'), false)).toBe('text');
    expect(speechAtLast(Uint8Array.of(0x41, 0, 0x42), false)).toBe('frames');
    expect(speechAtLast(Uint8Array.of(0x01), false)).toBe('frames');
    expect(speechAtLast(Uint8Array.of(0, 0), true)).toBe('frames');
  });
});

it('waits for more while one or two bytes could begin either', () => {
  for (const bytes of [[], [0x41], [0x41, 0x42], [0x41, 0x42, 0]]) {
    expect(speechOf(Uint8Array.from(bytes)), `${bytes}`).toBeUndefined();
  }
});
