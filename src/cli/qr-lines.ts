import { qrModules } from '../shared/invite/qr-modules.ts';

/** Black on white whatever the terminal's own colours are: many scanners read no other (ECMA-48, SGR 30 and 107). */
const ON = '\u001b[30;107m';
const OFF = '\u001b[0m';
/** Two modules, one above the other, in one character: by whether the upper and the lower one is dark. */
const HALVES = [
  [' ', '▄'],
  ['▀', '█'],
] as const;

/** A text as a QR code for a terminal: lines of 37 columns for the usual address. */
export function qrLines(text: string): readonly string[] {
  const modules = qrModules(text);
  const lines: string[] = [];
  for (let y = 0; y < modules.length; y += 2) {
    const [upper = [], lower = []] = [modules[y], modules[y + 1]];
    const line = upper.map((dark, x) => HALVES[dark ? 1 : 0][lower[x] === true ? 1 : 0]);
    lines.push(`${ON}${line.join('')}${OFF}`);
  }
  return lines;
}
