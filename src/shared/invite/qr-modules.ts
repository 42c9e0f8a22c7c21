import { encode } from 'uqr';

/** Modules of nothing around a code that scanners need (ISO/IEC 18004, section 6.3.8). */
export const QUIET_ZONE = 4;

/**
 * A text as the modules of a QR code, rows of columns, true for dark ones, the quiet zone included; with as much error
 * correction as its size has room for and at least level M, which bears 15 % of damage.
 */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', boostEcc: true, border: QUIET_ZONE }).data;
}
