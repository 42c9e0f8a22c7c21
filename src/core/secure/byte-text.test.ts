import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectGarbage } from '../../../tests/support/garbage.ts';
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

it('makes texts that take no more memory than their characters, since the cards and keys of all members are kept', () => {
  const kept: string[] = [];
  const card = new Uint8Array(160).fill(7);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let made = 0; made < 2_000; made += 1) kept.push(base64Text(card), hexText(card));
  collectGarbage();
  // 534 characters and two heads.
  expect((process.memoryUsage().heapUsed - before) / 2_000).toBeLessThan(1_000);
  expect(kept).toHaveLength(4_000);
});
