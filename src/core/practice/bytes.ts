const NUL = 0x00;

/** Blank, tab, line feed or carriage return, or the zero that ends a string of C. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === NUL;
}

/** The bytes without the zeros behind them, as programs in C send them. */
export function withoutZeros(bytes: Uint8Array): Uint8Array {
  let to = bytes.length;
  while (to > 0 && bytes[to - 1] === NUL) to -= 1;
  return bytes.subarray(0, to);
}

/** The bytes without blanks, line ends and zeros around them. */
export function trimBytes(bytes: Uint8Array): Uint8Array {
  let from = 0;
  let to = bytes.length;
  while (from < to && isBlank(bytes[from])) from += 1;
  while (to > from && isBlank(bytes[to - 1])) to -= 1;
  return bytes.subarray(from, to);
}
