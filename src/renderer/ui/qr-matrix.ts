import { encode } from 'uqr';

/** Modules of nothing around a code that scanners need (ISO/IEC 18004, section 6.3.8). */
export const QUIET_ZONE = 4;

/** A QR code to be drawn. */
export interface QrMatrix {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  /** The dark modules as an SVG path, one unit each. */
  readonly path: string;
}

/** A text as a QR code, with as much error correction as its size has room for and at least level M, which bears 15 % of damage. */
export function qrMatrix(text: string): QrMatrix {
  const { size, data } = encode(text, { ecc: 'M', boostEcc: true, border: QUIET_ZONE });
  return { size, path: data.flatMap(darkRuns).join('') };
}

/** The dark modules of a row, each stretch of them as one rectangle, so that no hairline shows between two. */
function darkRuns(row: readonly boolean[], y: number): readonly string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const light = row.indexOf(false, x);
    const length = (light === -1 ? row.length : light) - x;
    runs.push(`M${x} ${y}h${length}v1h-${length}z`);
    x += length;
  }
  return runs;
}
