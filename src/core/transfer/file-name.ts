import { utf8Bytes } from '../wire/frame-writer.ts';

/** Names and paths that a stranger chose, made fit for every system. */

/** Longest name in bytes of UTF-8 that all usual file systems take. */
export const NAME_BYTES_MAX = 255;
/** Room for ` (9999)` and `.part`, so that a name may still be numbered. */
const NAME_BYTES_KEPT = NAME_BYTES_MAX - 16;
/** Longest ending that is kept when a name is shortened, in bytes. */
const ENDING_BYTES_MAX = 32;
const DEPTH_MAX = 64;

/** Separators, what Windows forbids, and C0 and C1 control characters. */
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*]/g;
/** Bidirectional controls, zero-width characters, line and paragraph separators: they make `exe.txt` of `txt.exe`. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Devices of Windows, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)(\.|$)/i;

export function utf8Length(text: string): number {
  return utf8Bytes(text).length;
}

/**
 * A name under which a stranger's file can lie in a folder of any system: one part of a path, no device, nothing that
 * shows other than it is, at most 239 bytes. What is left of a name that was all wrong is `file`.
 * @param mayHide true to leave a dot at the beginning, which hides a file on Unix
 */
export function cleanFileName(name: string, mayHide = false): string {
  // A drive letter is no part of a name.
  const bare = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/^[a-z]:(?=.)/i, '');
  const visible = bare.replace(INVISIBLE, '').replace(FORBIDDEN, '_');
  // Windows drops dots and spaces at the end.
  const trimmed = visible.replace(mayHide ? /^\s+/u : /^[\s.]+/u, '').replace(/[\s.]+$/u, '');
  if (trimmed === '' || /^_+$/.test(trimmed)) return 'file';
  const safe = RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
  return shortened(safe, NAME_BYTES_KEPT).replace(/[\s.]+$/u, '');
}

/** A path inside of a folder, `/` between its parts; undefined when it has no parts, or too many. */
export function cleanRelativePath(path: string): readonly string[] | undefined {
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  if (parts.length === 0 || parts.length > DEPTH_MAX) return undefined;
  // Inside of a folder that is new a hidden file hides from nobody.
  return parts.map((part) => cleanFileName(part, true));
}

/** `name (2).ending`: what the file is called when `name.ending` is taken. */
export function numberedName(name: string, number: number): string {
  if (number <= 1) return name;
  const { stem, ending } = split(name);
  return `${stem} (${number})${ending}`;
}

/** Two names that some system takes for one have the same key. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Cuts a name to so many bytes of UTF-8, between characters as people see them, and keeps its ending. */
function shortened(name: string, most: number): string {
  if (utf8Length(name) <= most) return name;
  const { stem, ending } = split(name);
  const room = most - utf8Length(ending);
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(stem)) {
    bytes += utf8Length(segment);
    if (bytes > room) break;
    kept += segment;
  }
  return kept === '' ? [...stem].slice(0, 1).join('') + ending : kept + ending;
}

/** The ending with its dot, also a double one such as `.tar.gz`. */
function split(name: string): { readonly stem: string; readonly ending: string } {
  const ending = /(\.tar)?\.[^.\s]+$/i.exec(name)?.[0] ?? '';
  if (ending === name || utf8Length(ending) > ENDING_BYTES_MAX) return { stem: name, ending: '' };
  return { stem: name.slice(0, name.length - ending.length), ending };
}
