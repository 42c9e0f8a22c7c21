import fc from 'fast-check';
import decodeQr from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { QUIET_ZONE } from '../../shared/invite/qr-modules.ts';
import { type QrMatrix, qrMatrix } from './qr-matrix.ts';

/** Pixels of each module's side. */
const SCALE = 4;
const WHITE = 255;

/** The picture that a screen shows, as a camera sees it: its rectangles filled, black on white. */
function pictureOf({ size, path }: QrMatrix): { width: number; height: number; data: Uint8Array } {
  const width = size * SCALE;
  const data = new Uint8Array(width * width * 4).fill(WHITE);
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
      const start = row * width + Number(x) * SCALE;
      for (let at = start; at < start + Number(length) * SCALE; at += 1) data.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { width, height: width, data };
}

describe('a QR code', () => {
  it('reads as what it was made of, by a reader that is another program', () => {
    expect(decodeQr(pictureOf(qrMatrix('partyline://192.168.1.20:8888')))).toBe('partyline://192.168.1.20:8888');
  });

  it('reads whatever address the room has', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const link = `partyline://${host.includes(':') ? `[${host}]` : host}:${port}`;
        expect(decodeQr(pictureOf(qrMatrix(link)), { timeLimit: 5_000 })).toBe(link);
      }),
      { numRuns: 30 },
    );
  });

  it('has four light modules around it', () => {
    const { size, path } = qrMatrix('partyline://10.0.0.7:8888');
    const starts = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)];
    const columns = starts.flatMap(([, x, , length]) => [Number(x), Number(x) + Number(length)]);
    const rows = starts.map(([, , y]) => Number(y));
    expect(Math.min(...columns)).toBe(QUIET_ZONE);
    expect(Math.max(...columns)).toBe(size - QUIET_ZONE);
    expect(Math.min(...rows)).toBe(QUIET_ZONE);
    expect(Math.max(...rows)).toBe(size - QUIET_ZONE - 1);
  });
});
