import { expect, it } from 'vitest';
import { lengthBytes } from '../../../tests/support/frames.ts';
import { speechAtLast, speechOf } from './first-bytes.ts';

const utf8 = new TextEncoder();

it('takes every length that a frame may have for a frame', () => {
  for (const length of [0, 1, 0x41, 0x4141, 65_535]) expect(speechOf(lengthBytes(length)), `${length}`).toBe('frames');
});

it('takes lengths that no frame may have for frames that are broken, not for text', () => {
  const lengths = [-1, -2, -100, -2_147_483_648, 65_536, 65_537, 70_000, 100_000, 1_048_576, 2_147_483_647];
  for (const length of lengths) expect(speechOf(lengthBytes(length)), `${length}`).toBe('frames');
  expect(speechOf(Uint8Array.of(0, 0, 0, 60)), 'big-endian').toBe('frames');
});

it('knows text in any language and encoding by four bytes, or by three', () => {
  for (const text of ['hello', 'zai', '你好', '😀', '\r\n\r\n', '\u{feff}hi', '/who', 'é é']) {
    expect(speechOf(utf8.encode(text)), text).toBe('text');
  }
  expect(speechOf(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3)), 'GB18030').toBe('text');
  expect(speechOf(Uint8Array.of(0x94, 0x39, 0xfc, 0x36)), 'GB18030 in four bytes').toBe('text');
  expect(speechOf(utf8.encode('\u001b[A')), 'an arrow key').toBe('text');
  expect(speechOf(utf8.encode('abc\0')), 'a string of C').toBe('text');
});

it('knows a telnet that begins with its commands', () => {
  expect(speechOf(Uint8Array.of(0xff, 0xfb, 0x01, 0xff))).toBe('text');
  expect(speechOf(Uint8Array.of(0xff, 0xfd, 0x03))).toBe('text');
  expect(speechOf(Uint8Array.of(0xff, 0xfe, 0x00, 0x41))).toBe('text');
});

it('waits for more while one or two bytes could begin either', () => {
  for (const bytes of [[], [0x41], [0x41, 0x42], [0x41, 0x42, 0]]) {
    expect(speechOf(Uint8Array.from(bytes)), `${bytes}`).toBeUndefined();
  }
});

it('takes what stays so short for text, unless it holds zeros or control characters', () => {
  expect(speechAtLast(utf8.encode('hi'))).toBe('text');
  expect(speechAtLast(utf8.encode('hi\0'))).toBe('text');
  expect(speechAtLast(utf8.encode('é'))).toBe('text');
  expect(speechAtLast(Uint8Array.of(0x41, 0, 0))).toBe('frames');
  expect(speechAtLast(Uint8Array.of(0x01))).toBe('frames');
});
