/** Blanks of all kinds, control characters, and marks that turn or hide others (UAX #9). */
const NOT_ON_A_LINE = /[\s\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;

/** What the notification servers of Linux may read as markup: a stranger's `<a href>` is to be seen, not obeyed. */
const MARKUP: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '＆' };

/**
 * What a stranger wrote, as one line for a place of the desktop.
 * @param most UTF-16 code units; what is longer ends in an ellipsis
 */
export function oneLine(text: string, most: number): string {
  // A long message is cut before it is cleaned.
  const line = text
    .slice(0, most * 4)
    .toWellFormed()
    .replace(NOT_ON_A_LINE, ' ')
    .trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/u, '')}…`;
}

/** The text without what the system's notifications would take for markup. */
export function withoutMarkup(text: string, platform: NodeJS.Platform): string {
  return platform === 'linux' ? text.replace(/[<>&]/g, (sign) => MARKUP[sign] ?? sign) : text;
}

/** The text as a menu shows it, where an ampersand underlines the letter after it. */
export function menuText(text: string): string {
  return text.replaceAll('&', '&&');
}
