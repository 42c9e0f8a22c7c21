import { describe, expect, it } from 'vitest';
import { TEXT_LINE_BYTES, TextLines } from './text-lines.ts';

const utf8 = new TextEncoder();
const GBK = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0x0a, 0xb0, 0xdd, 0xb0, 0xdd, 0x0a);

function all(lines: TextLines): string[] {
  const found: string[] = [];
  for (let next = lines.next(); next; next = lines.next()) {
    found.push('text' in next ? next.text : `<${next.skipped}>`);
  }
  return found;
}

/** What is read of pieces, the last of which ends the text. */
function read(...pieces: readonly Uint8Array[]): string[] {
  const lines = new TextLines();
  const found = pieces.flatMap((piece) => {
    lines.push(piece);
    return all(lines);
  });
  lines.end();
  return [...found, ...all(lines)];
}

const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));

describe('lines', () => {
  it.each([
    ['UTF-8', utf8.encode('one\ntwo\r\nthree\rfour'), ['one', 'two', 'three', 'four']],
    ['UTF-8 with a mark', utf8.encode('\u{feff}hi\n你好\n'), ['hi', '你好']],
    ['GBK', GBK, ['你好', '拜拜']],
    ['UTF-16 as PowerShell writes it', utf16('\u{feff}hi\r\n你好 😀\r\n'), ['hi', '你好 😀']],
    ['UTF-16 without a mark', utf16('hi\r\n你好\r\n'), ['hi', '你好']],
    ['UTF-16 in the other order', Uint8Array.from(Buffer.from('\u{feff}hi\n你好', 'utf16le').swap16()), ['hi', '你好']],
    ['a single byte', utf8.encode('x'), ['x']],
    ['nothing', utf8.encode(''), []],
    ['colours', utf8.encode('\u001b[31mred\u001b[0m\n'), ['red']],
    [
      'a file with bytes that are no text',
      Uint8Array.of(0x61, 0x0a, 0x01, 0xff, 0x0a, 0x62),
      ['a', '<unreadable>', 'b'],
    ],
  ])('of %s are read, wherever it is cut', (_, bytes, expected) => {
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const [first, second] = [bytes.subarray(0, cut), bytes.subarray(cut)];
      // Without a mark an encoding is known by what comes first.
      if (_.includes('without a mark') && cut > 0 && cut < 6) continue;
      expect(read(first, second), `cut at ${cut}`).toEqual(expected);
    }
  });

  it('that are too long are passed over up to their end, each named once', () => {
    const long = utf8.encode('x'.repeat(TEXT_LINE_BYTES + 1));
    expect(read(long, long, utf8.encode('\nnext\n'))).toEqual(['<too-long>', 'next']);
    expect(read(Uint8Array.of(...long, 0x0a, 0x61, 0x0a))).toEqual(['<too-long>', 'a']);
    expect(read(long, utf8.encode('\n'), long)).toEqual(['<too-long>', '<too-long>']);
    expect(read(utf8.encode('x'.repeat(TEXT_LINE_BYTES)))).toHaveLength(1);
  });

  it('of a program or picture are none, and that is told once', () => {
    const picture = Uint8Array.from({ length: 2_000 }, (_, at) => [0x89, 0x0a, 0x00, 0x01, 0x61, 0x0a][at % 6] ?? 0);
    expect(read(picture, utf8.encode('text\n'))).toEqual(['<binary>']);
    expect(read(utf8.encode('text\n'), picture)[0]).toBe('text');
    expect(read(utf8.encode('one\0two\n'.repeat(100)))).toHaveLength(100);
  });

  it('of what never ends cost no more than one of them', () => {
    const lines = new TextLines();
    for (let n = 0; n < 100; n += 1) {
      lines.push(new Uint8Array(65_536));
      expect(all(lines)).toEqual(n === 1 ? ['<too-long>'] : []);
      expect(lines.waiting).toBe(0);
    }
  });
});
