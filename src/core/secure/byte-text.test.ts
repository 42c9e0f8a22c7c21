import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64Bytes, base64Text, hexBytes, hexText } from './byte-text.ts';

it('writes any bytes as Node does, and reads them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(hexText(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(hexBytes(hexText(bytes))).toEqual(bytes);
      expect(base64Text(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(base64Bytes(base64Text(bytes))).toEqual(bytes);
    }),
  );
});

it('reads nothing else, and nothing that could be written otherwise', () => {
  for (const text of ['0', '0g', 'AB', ' 00', '00\n']) expect(hexBytes(text), text).toBeUndefined();
  for (const text of ['A', 'AB', 'AA=', 'A+', 'A/', 'AAAAA', '你', 'AA\n'])
    expect(base64Bytes(text), text).toBeUndefined();
  expect(base64Bytes('AA')).toEqual(new Uint8Array(1));
});

it('reads back whatever text it takes, and throws at none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{0,40}$/)), (text) => {
      const bytes = base64Bytes(text);
      if (bytes) expect(base64Text(bytes)).toBe(text);
    }),
  );
});
