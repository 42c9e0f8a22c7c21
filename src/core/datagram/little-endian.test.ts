import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readU16, readU32, readU48, writeU16, writeU32, writeU48 } from './little-endian.ts';

it('writes the lowest byte first', () => {
  const bytes = new Uint8Array(14);
  writeU16(bytes, 1, 0x1234);
  writeU32(bytes, 3, 0x89ab_cdef);
  writeU48(bytes, 7, 0x1234_5678_9abc);
  expect([...bytes]).toEqual([0, 0x34, 0x12, 0xef, 0xcd, 0xab, 0x89, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12, 0]);
});

it('reads the lowest byte first, and nothing below zero', () => {
  const bytes = Uint8Array.of(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0);
  expect(readU16(bytes, 1)).toBe(0xffff);
  expect(readU32(bytes, 1)).toBe(0xffff_ffff);
  expect(readU48(bytes, 1)).toBe(0xffff_ffff_ffff);
  expect(readU16(bytes, 0)).toBe(0xff00);
  expect(readU32(bytes, 4)).toBe(0x00ff_ffff);
  expect(readU48(bytes, 2)).toBe(0x00ff_ffff_ffff);
});

it('reads back what it wrote and touches no other byte', () => {
  const numbers = fc.tuple(
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0xffff_ffff }),
    fc.integer({ min: 0, max: 0xffff_ffff_ffff }),
  );
  fc.assert(
    fc.property(numbers, ([u16, u32, u48]) => {
      const bytes = new Uint8Array(16).fill(0x5a);
      writeU16(bytes, 1, u16);
      writeU32(bytes, 4, u32);
      writeU48(bytes, 9, u48);
      expect([readU16(bytes, 1), readU32(bytes, 4), readU48(bytes, 9)]).toEqual([u16, u32, u48]);
      expect([0, 3, 8, 15].map((at) => bytes[at])).toEqual([0x5a, 0x5a, 0x5a, 0x5a]);
    }),
  );
});
