import { describe, expect, it } from 'vitest';
import { OVERLAY_SIZE, overlayPixels } from './overlay-picture.ts';

/** The picture as text, a quarter of its pixels: ink, disc, nothing. */
function seen(text: string): string[] {
  const pixels = overlayPixels(text);
  const rows: string[] = [];
  for (let y = 0; y < OVERLAY_SIZE; y += 2) {
    let row = '';
    for (let x = 0; x < OVERLAY_SIZE; x += 2) {
      const [blue = 0, , , alpha = 0] = pixels.subarray((y * OVERLAY_SIZE + x) * 4);
      row += alpha < 128 ? '.' : blue > 200 ? '#' : 'o';
    }
    rows.push(row);
  }
  return rows;
}

describe('the number over the icon', () => {
  it('is a digit in a disc', () => {
    expect(seen('7').slice(1, 15)).toEqual([
      '....oooooooo....',
      '...oooooooooo...',
      '..ooo######ooo..',
      '.oooo######oooo.',
      '.oooooooo##oooo.',
      '.oooooooo##ooooo',
      '.oooooo##ooooooo',
      '.oooooo##ooooooo',
      '.oooooo##ooooooo',
      '.oooooo##ooooooo',
      '.oooooo##oooooo.',
      '..ooooo##oooooo.',
      '...ooooooooooo..',
      '....ooooooooo...',
    ]);
  });

  it('keeps within the disc with three signs, and is another picture for each number', () => {
    const corners = overlayPixels('99+');
    expect(corners[3]).toBe(0);
    expect(new Set(['1', '12', '99+'].map((text) => overlayPixels(text).join())).size).toBe(3);
  });
});
