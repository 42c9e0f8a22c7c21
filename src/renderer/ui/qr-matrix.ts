import { qrModules } from '../../shared/invite/qr-modules.ts';

/** A QR code to be drawn. */
export interface QrMatrix {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  /** The dark modules as an SVG path, one unit each. */
  readonly path: string;
}

export function qrMatrix(text: string): QrMatrix {
  const modules = qrModules(text);
  return { size: modules.length, path: modules.flatMap(darkRuns).join('') };
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
