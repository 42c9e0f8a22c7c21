/** The one documented door for tests: `globalThis[Symbol.for('electron-standin')]`. */

/** The symbol's name. */
export const STANDIN = 'electron-standin';
