import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabEncoding, LineEnding } from '../../shared/lab/lab-config.ts';
import { encodeText } from './text-codec.ts';

function encoded(text: string, encoding: LabEncoding, ending: LineEnding = 'none'): string {
  const result = encodeText({ text, encoding, ending });
  return result.ok ? Buffer.from(result.value).toString('hex') : result.problem.code;
}

describe('typed text as bytes', () => {
  it.each([
    ['你a', 'utf-8', 'e4bda061'],
    ['你a', 'gbk', 'c4e361'],
    ['國，', 'gbk', '87f8a3ac'],
    ['é', 'latin1', 'e9'],
    ['68 69', 'hex', '6869'],
    ['0x68,0X69:0a', 'hex', '68690a'],
    ['', 'hex', ''],
    ['', 'gbk', ''],
  ] as const)('%j in %s', (text, encoding, hex) => {
    expect(encoded(text, encoding)).toBe(hex);
  });

  it('puts the line end behind text and not behind hex', () => {
    expect(encoded('a', 'utf-8', 'lf')).toBe('610a');
    expect(encoded('a', 'gbk', 'crlf')).toBe('610d0a');
    expect(encoded('61', 'hex', 'crlf')).toBe('61');
  });

  it('names what an encoding does not have', () => {
    const result = encodeText({ text: 'a😀', encoding: 'gbk', ending: 'none' });
    expect(result).toMatchObject({ problem: { code: 'not_encodable', detail: { character: '😀', encoding: 'GBK' } } });
    expect(encoded('你', 'latin1')).toBe('not_encodable');
  });

  it.each(['6', '6g', '68 6', 'hello!'])('refuses %j as hex', (text) => {
    expect(encoded(text, 'hex')).toBe('bad_hex');
  });

  it('writes GBK that the platform reads back as the same text', () => {
    const decoder = new TextDecoder('gbk');
    const chinese = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(chinese, (text) => {
        const result = encodeText({ text, encoding: 'gbk', ending: 'none' });
        expect(result.ok && decoder.decode(result.value)).toBe(text);
      }),
    );
  });
});
