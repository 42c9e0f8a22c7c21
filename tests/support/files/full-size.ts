const MIB = 1_048_576;
/** PARTYLINE_FULL_SIZE=1: tests of large files move what is promised, which takes minutes, and gigabytes of the temporary folder. */
const isFullSize = process.env['PARTYLINE_FULL_SIZE'] === '1';

/** A taste in each run, or what is promised where that is asked for. @returns bytes */
export function mebibytes(taste: number, full: number): number {
  return (isFullSize ? full : taste) * MIB;
}

/** Milliseconds that a condition about so much may take. */
export const FULL_SIZE_MS = isFullSize ? 900_000 : 60_000;

/** The same for what is counted. */
export function times(taste: number, full: number): number {
  return isFullSize ? full : taste;
}
