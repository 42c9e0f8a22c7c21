import { cutToBytes, utf8Length } from '../cut-text.ts';
import { withoutInvisible } from './invisible.ts';

/** Names and paths that a stranger chose, made fit for every system. */

/** Longest name in bytes of UTF-8 that all usual file systems take. */
export const NAME_BYTES_MAX = 255;
/** Longest ending that is kept when a name is shortened, in bytes. */
const ENDING_BYTES_MAX = 32;
const DEPTH_MAX = 64;

/** Separators, what Windows forbids, and C0 and C1 control characters. */
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*]/g;
/** Devices of Windows, whatever their ending, and with spaces before it. */
const RESERVED = /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(\.|$)/i;
/** Nothing of a name is left that could be seen. */
const BLANK = /^[\s.\u2800]*$/u;
/** Names that need no cleaning, unless they are devices: most of them, and folders may have a hundred thousand. */
const PLAIN = /^[\w-](?:[\w\-() .]{0,198}[\w\-()])?$/;
const ASCII = /^[\0-\x7f]*$/;

/**
 * A name under which a stranger's file can lie in a folder of any system: one part of a path, no device, nothing that
 * shows other than it is, at most 255 bytes. What is left of a name that was all wrong is `file`.
 * @param mayHide true to leave a dot at the beginning, which hides a file on Unix
 */
export function cleanFileName(name: string, mayHide = false): string {
  if (PLAIN.test(name) && !RESERVED.test(name)) return name;
  const visible = withoutInvisible(name.toWellFormed().normalize('NFC'));
  if (BLANK.test(visible.replace(FORBIDDEN, ''))) return 'file';
  // Windows drops dots and spaces at the end.
  const trimmed = visible
    .replace(FORBIDDEN, '_')
    .replace(mayHide ? /^\s+/u : /^[\s.]+/u, '')
    .replace(/[\s.]+$/u, '');
  const safe = RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
  return shortened(safe, NAME_BYTES_MAX).replace(/[\s.]+$/u, '');
}

/** A path inside of a folder, `/` between its parts; undefined when it has no parts, or too many. */
export function cleanRelativePath(path: string): readonly string[] | undefined {
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  if (parts.length === 0 || parts.length > DEPTH_MAX) return undefined;
  // Inside of a folder that is new a hidden file hides from nobody.
  return parts.map((part) => cleanFileName(part, true));
}

/**
 * `name (2).ending`: what the file is called when `name.ending` is taken; the stem gives way where that is too long.
 * @param behind what stands behind it all, such as `.part`
 */
export function numberedName(name: string, number: number, behind = ''): string {
  const more = number <= 1 ? '' : ` (${number})`;
  const { stem, ending } = split(name);
  return `${cutToBytes(stem, NAME_BYTES_MAX - utf8Length(more + ending + behind))}${more}${ending}${behind}`;
}

/**
 * Two names that usual systems take for one have the same key: they differ in case, or in how an accent is written. A ligature, a
 * full-width letter and their like are other names, also where a system should think otherwise: nothing is ever written over.
 */
export function nameKey(name: string): string {
  return ASCII.test(name) ? name.toLowerCase() : name.normalize('NFC').toLowerCase().normalize('NFC');
}

/** Cuts a name to so many bytes of UTF-8, between characters as people see them, and keeps its ending. */
function shortened(name: string, most: number): string {
  if (utf8Length(name) <= most) return name;
  const { stem, ending } = split(name);
  return cutToBytes(stem, most - utf8Length(ending)) + ending;
}

/** The ending with its dot, also a double one such as `.tar.gz`. */
function split(name: string): { readonly stem: string; readonly ending: string } {
  const ending = /(\.tar)?\.[^.\s]+$/i.exec(name)?.[0] ?? '';
  if (ending === name || utf8Length(ending) > ENDING_BYTES_MAX) return { stem: name, ending: '' };
  return { stem: name.slice(0, name.length - ending.length), ending };
}
