import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DATAGRAM_LINES,
  LINE_BYTES_MAX,
  LineReader,
  linesIn,
  PATIENT_MS,
  type PlainLine,
  QUIET_MS,
} from './line-reader.ts';

const utf8 = new TextEncoder();
const GBK_HELLO = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3);

/** The lines' texts; of others what they are. */
function words(lines: readonly PlainLine[]): string[] {
  return lines.map((line) => (line.kind === 'text' ? line.text : `<${line.kind}>`));
}

function push(reader: LineReader, chunk: string | Uint8Array, now = 0): string[] {
  return words(reader.push(typeof chunk === 'string' ? utf8.encode(chunk) : chunk, now));
}

describe('line ends', () => {
  it.each([
    ['a line feed', 'one\ntwo\n'],
    ['carriage return and line feed', 'one\r\ntwo\r\n'],
    ['a carriage return alone', 'one\rtwo\r'],
    ['carriage return and zero, as telnet has it', 'one\r\0two\r\0'],
  ])('%s ends a line, wherever the stream is cut', (_, text) => {
    const bytes = utf8.encode(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = new LineReader();
      expect([...push(reader, bytes.subarray(0, cut)), ...push(reader, bytes.subarray(cut))]).toEqual(['one', 'two']);
      expect(reader.deadline).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('are found in one chunk as often as they are there, empty lines too', () => {
    expect(push(new LineReader(), 'a\n\n\nb\n')).toEqual(['a', '', '', 'b']);
  });

  it('may lack at the end of a datagram, which is whole', () => {
    expect(words(linesIn(utf8.encode('one\ntwo')))).toEqual(['one', 'two']);
    expect(linesIn(new Uint8Array(0))).toEqual([]);
    expect(linesIn(utf8.encode('\n'.repeat(60_000)))).toHaveLength(DATAGRAM_LINES);
  });
});

describe('the zeros of C', () => {
  it.each([
    ['send(s, "hi\\n", 4)', 'hi\n\0', ['hi']],
    ['send(s, "hi", 3)', 'hi\0', ['hi']],
    ['two of them in one chunk', 'hi\0there\0', ['hi', 'there']],
    ['a zeroed buffer of 32 bytes', `exit${'\0'.repeat(28)}`, ['exit']],
    ['two such buffers in one chunk', `one${'\0'.repeat(29)}two${'\0'.repeat(29)}`, ['one', 'two']],
    ['nothing but zeros', '\0'.repeat(32), []],
    ['a line between zeros', '\0\0hi\n\0\0', ['hi']],
  ])('end a message and are none: %s', (_, text, messages) => {
    const bytes = utf8.encode(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = new LineReader();
      const told = [...push(reader, bytes.subarray(0, cut)), ...push(reader, bytes.subarray(cut))];
      expect([told, reader.deadline]).toEqual([messages, Number.POSITIVE_INFINITY]);
    }
    expect(words(linesIn(bytes)), 'in a datagram').toEqual(messages);
  });
});

it('takes no more of a chunk than as many messages as are wanted', () => {
  const reader = new LineReader();
  let bytes = utf8.encode('one\r\ntwo\n\nfour\0five');
  const told: string[][] = [];
  while (bytes.length > 0) {
    const { lines, taken } = reader.read(bytes, 0, 2);
    told.push(words(lines));
    bytes = bytes.subarray(taken);
  }
  expect([...told, words(reader.flush())]).toEqual([['one', 'two'], ['', 'four'], [], ['five']]);
});

describe('without a line end', () => {
  it('a chunk is a message after a moment of quiet', () => {
    const reader = new LineReader();
    expect(push(reader, 'hello', 1_000)).toEqual([]);
    expect(reader.deadline).toBe(1_000 + QUIET_MS);
    expect(reader.tick(1_000 + QUIET_MS - 1)).toEqual([]);
    expect(words(reader.tick(1_000 + QUIET_MS))).toEqual(['hello']);
  });

  it('chunks that follow each other at once are one message', () => {
    const reader = new LineReader();
    push(reader, 'hel');
    push(reader, 'lo wor', 10);
    expect(push(reader, 'ld\n', 20)).toEqual(['hello world']);
  });

  it('every later chunk of whole characters is a message at once: this peer never ends a line', () => {
    const reader = new LineReader();
    push(reader, 'first');
    reader.tick(QUIET_MS);
    expect(push(reader, 'second', 100)).toEqual(['second']);
    expect(push(reader, '第三', 200)).toEqual(['第三']);
    expect(push(reader, utf8.encode('第四').subarray(0, 4), 300), 'a character is cut').toEqual([]);
    expect(push(reader, utf8.encode('第四').subarray(4), 301)).toEqual([]);
    expect(words(reader.tick(301 + PATIENT_MS))).toEqual(['第四']);
  });

  it('more patience is had with who ended a line before, and with keys that come one by one', () => {
    const reader = new LineReader();
    push(reader, 'line\nres');
    expect(reader.deadline).toBe(PATIENT_MS);
    const keys = new LineReader();
    for (const [at, key] of [...'你好 Bob'].entries()) push(keys, key, at * 300);
    expect(keys.deadline).toBe(5 * 300 + PATIENT_MS);
    expect(push(keys, '\r', 1_800)).toEqual(['你好 Bob']);
  });

  it.each([
    ['UTF-8', utf8.encode('你好')],
    ['GB18030', GBK_HELLO],
  ])('a character that is cut within is awaited: %s', (_, bytes) => {
    const reader = new LineReader();
    push(reader, bytes.subarray(0, bytes.length - 1));
    expect(reader.tick(QUIET_MS)).toEqual([]);
    push(reader, bytes.subarray(bytes.length - 1), QUIET_MS + 1);
    expect(words(reader.flush())).toEqual(['你好']);
  });

  it('a character that is never completed is answered in the end', () => {
    const reader = new LineReader();
    push(reader, Uint8Array.of(0x61, 0x62, 0xe4));
    reader.tick(QUIET_MS);
    expect(words(reader.tick(PATIENT_MS))).toEqual(['<unreadable>']);
  });
});

describe('text', () => {
  it.each([
    ['GB18030 is converted', GBK_HELLO, '你好'],
    ['a GB18030 character of four bytes too', Uint8Array.of(0x94, 0x39, 0xfc, 0x36), '😀'],
    ['a byte order mark is dropped', utf8.encode('\u{feff}hi'), 'hi'],
    ['zeros at the end are dropped', utf8.encode('hi\0\0'), 'hi'],
    ['backspaces erase', utf8.encode('helxx\b\u007flo'), 'hello'],
    ['keys that write nothing are dropped', utf8.encode('a\u001b[Ab\u001b[1;5Cc\u001bOP'), 'abc'],
    ['tabs stay', utf8.encode('a\tb'), 'a\tb'],
  ])('%s', (_, bytes, text) => expect(words(linesIn(bytes))).toEqual([text]));

  it.each([
    ['Latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9)],
    ['control characters', Uint8Array.of(0x61, 0x01, 0x62)],
    ['the start of a program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01)],
  ])('%s is none', (_, bytes) => expect(words(linesIn(bytes))).toEqual(['<unreadable>']));
});

describe('a line that is too long', () => {
  it('is told once, passed over up to its end, and the next one is read', () => {
    const reader = new LineReader();
    const part = 'x'.repeat(LINE_BYTES_MAX / 4);
    const told = Array.from({ length: 20 }, () => push(reader, part)).flat();
    expect(told).toEqual(['<too-long>']);
    expect(push(reader, 'end\nnext\n')).toEqual(['next']);
  });

  it('goes on behind a short pause, which a large one may have anywhere', () => {
    const reader = new LineReader();
    expect(push(reader, 'x'.repeat(LINE_BYTES_MAX + 1))).toEqual(['<too-long>']);
    expect([reader.tick(QUIET_MS), push(reader, 'still the same\nnext\n', 2 * QUIET_MS)]).toEqual([[], ['next']]);
  });

  it('ends with quiet as well', () => {
    const reader = new LineReader();
    expect(push(reader, 'x'.repeat(LINE_BYTES_MAX + 1))).toEqual(['<too-long>']);
    expect(reader.tick(PATIENT_MS)).toEqual([]);
    expect(push(reader, 'next\n', 2_000)).toEqual(['next']);
  });
});

it('reads the same lines however a stream is cut', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\p{Cc}\ufeff]/u.test(text));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(200), { maxLength: 6 }), (texts, cuts) => {
      const bytes = utf8.encode(texts.map((text) => `${text}\n`).join(''));
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const reader = new LineReader();
      const got = places.slice(1).flatMap((end, index) => push(reader, bytes.subarray(places[index], end)));
      expect(got).toEqual(texts);
    }),
  );
});
