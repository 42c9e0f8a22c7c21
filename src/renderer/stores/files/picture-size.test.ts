import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

function bytes(hex: string): Uint8Array {
  const packed = hex.replaceAll(' ', '').padEnd(80, '0');
  return Uint8Array.from(packed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe('the size of a picture, by its first bytes', () => {
  it.each([
    ['PNG', '89504e470d0a1a0a 0000000d 49484452 00000320 00000258', 800, 600],
    ['GIF', '474946383961 2003 5802', 800, 600],
    ['BMP from top to bottom', '424d 00000000 00000000 36000000 28000000 20030000 a8fdffff', 800, 600],
    ['JPEG', 'ffd8 ffe0 0004 0000 ffc0 0011 08 0258 0320', 800, 600],
    ['JPEG with fill bytes and a table first', 'ffd8 ffff ffc4 0004 0000 ffc2 0011 08 0258 0320', 800, 600],
    ['lossy WebP', '52494646 00000000 57454250 56503820 00000000 000000 9d012a 2003 5802', 800, 600],
    ['lossless WebP', '52494646 00000000 57454250 5650384c 00000000 2f 1fc39500', 800, 600],
    ['extended WebP', '52494646 00000000 57454250 56503858 00000000 00000000 1f0300 570200', 800, 600],
    ['AVIF', '0000001c 66747970 61766966 00000000 00000014 69737065 00000000 00000320 00000258', 800, 600],
  ])('is read of a %s', (_kind, hex, width, height) => {
    expect(pictureSize(bytes(hex))).toEqual({ width, height });
  });

  it('is not guessed of what is no picture, or is cut short', () => {
    expect(pictureSize(bytes('3c737667'))).toBeUndefined();
    expect(pictureSize(bytes('ffd8 ffe0 ffff'))).toBeUndefined();
    expect(pictureSize(bytes('89504e470d0a1a0a').subarray(0, 20))).toBeUndefined();
  });
});
