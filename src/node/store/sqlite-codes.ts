/** SQLite's primary result codes that have a sentence of their own (sqlite.org/rescode.html). */
export const BUSY = 5;
export const READ_ONLY = 8;
export const IO_ERROR = 10;
export const CORRUPT = 11;
export const FULL = 13;
export const CANT_OPEN = 14;
export const CONSTRAINT = 19;
export const NOT_A_DATABASE = 26;

const PRIMARY = 0xff;

/** The primary result code of what SQLite threw; undefined for anything else. */
export function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & PRIMARY : undefined;
}

/**
 * Whether what was thrown says that a page is damaged. Anything else, such as a disk that fails for the moment, must not
 * make lost events of what may be read again. A number that fits into no variable comes from a damaged page too.
 */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === CORRUPT || code === NOT_A_DATABASE || (error as { code?: unknown }).code === 'ERR_OUT_OF_RANGE';
}
