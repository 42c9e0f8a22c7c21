/** The number that Windows lays over the icon in its task bar, drawn here: each number is another picture. */

/** Edge of the picture in pixels: twice the 16 that Windows shows, for dense screens. */
export const OVERLAY_SIZE = 32;
/** A dark red and white: 6.5 : 1. */
const DISC = [0xb3, 0x26, 0x1e] as const;
const INK = [0xff, 0xff, 0xff] as const;

/** Three wide and five high, a row each. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  0: ['###', '# #', '# #', '# #', '###'],
  1: [' # ', '## ', ' # ', ' # ', '###'],
  2: ['###', '  #', '###', '#  ', '###'],
  3: ['###', '  #', ' ##', '  #', '###'],
  4: ['# #', '# #', '###', '  #', '  #'],
  5: ['###', '#  ', '###', '  #', '###'],
  6: ['###', '#  ', '###', '# #', '###'],
  7: ['###', '  #', ' # ', ' # ', ' # '],
  8: ['###', '# #', '###', '# #', '###'],
  9: ['###', '# #', '###', '  #', '###'],
  '+': ['   ', ' # ', '###', ' # ', '   '],
};
const GLYPH = { width: 3, height: 5 };
/** Pixels of a glyph's dot by how many glyphs there are, so that they fill the disc. */
const DOT = [0, 4, 3, 2] as const;

/** Where ink is, in pixels of the picture. */
function isInk(text: string, x: number, y: number): boolean {
  const dot = DOT[text.length] ?? 2;
  const width = (text.length * (GLYPH.width + 1) - 1) * dot;
  const left = (OVERLAY_SIZE - width) / 2;
  const top = (OVERLAY_SIZE - GLYPH.height * dot) / 2;
  const column = Math.floor((x - left) / dot);
  const row = Math.floor((y - top) / dot);
  if (column < 0 || row < 0) return false;
  const glyph = GLYPHS[text[Math.floor(column / (GLYPH.width + 1))] ?? ''];
  return glyph?.[row]?.[column % (GLYPH.width + 1)] === '#';
}

/** How much of a pixel the disc covers, 0 to 1: its edge is soft over one pixel. */
function cover(x: number, y: number): number {
  const middle = OVERLAY_SIZE / 2;
  return Math.min(1, Math.max(0, middle - Math.hypot(x + 0.5 - middle, y + 0.5 - middle)));
}

/**
 * A disc with the text on it.
 * @param text one to three digits or `+`
 * @returns four bytes for each pixel, blue first, premultiplied by the last: what `nativeImage.createFromBitmap` takes on Windows
 */
export function overlayPixels(text: string): Uint8Array {
  const pixels = new Uint8Array(OVERLAY_SIZE * OVERLAY_SIZE * 4);
  for (let y = 0; y < OVERLAY_SIZE; y += 1) {
    for (let x = 0; x < OVERLAY_SIZE; x += 1) {
      const share = cover(x, y);
      const [red, green, blue] = isInk(text, x, y) ? INK : DISC;
      const bytes = [blue * share, green * share, red * share, 255 * share].map(Math.round);
      pixels.set(bytes, (y * OVERLAY_SIZE + x) * 4);
    }
  }
  return pixels;
}
