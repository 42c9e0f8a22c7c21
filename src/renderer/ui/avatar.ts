import { COLOURS } from '../../shared/colours.ts';
import type { Settings } from '../../shared/settings.ts';

/** How many colours the tokens have for people. */
export const TONES = COLOURS.length;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return '';
}

/** One or two letters for a nickname: «Ada Lovelace» is AL, «小明» is 小. */
export function initialsOf(nick: string): string {
  const words = nick
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const first = firstGrapheme(words[0] ?? '');
  const last = words.length > 1 && /^\p{Script=Latin}/u.test(first) ? firstGrapheme(words.at(-1) ?? '') : '';
  return (first + (/^[\p{L}\p{N}]/u.test(last) ? last : '')).toLocaleUpperCase();
}

/** The colour of a member, always the same for the same id (FNV-1a, 32 bits). */
export function toneOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % TONES;
}

/** The number of a colour's token; undefined for who is shown as everybody is. */
export function toneOfColour(colour: Settings['colour']): number | undefined {
  return colour === 'auto' ? undefined : COLOURS.indexOf(colour);
}
