import { utf8Bytes } from './wire/frame-writer.ts';

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Bytes that a text has in UTF-8. */
export function utf8Length(text: string): number {
  return utf8Bytes(text).length;
}

/** The beginning of a text, so many bytes of UTF-8 at most, cut between characters as people see them; what no such cut can make fit is cut within one. */
export function cutToBytes(text: string, most: number): string {
  if (utf8Length(text) <= most) return text;
  return cutBetween(graphemesOf(text), most) || cutBetween(text, most);
}

function* graphemesOf(text: string): Iterable<string> {
  for (const { segment } of GRAPHEMES.segment(text)) yield segment;
}

function cutBetween(parts: Iterable<string>, most: number): string {
  let kept = '';
  let bytes = 0;
  for (const part of parts) {
    bytes += utf8Length(part);
    if (bytes > most) break;
    kept += part;
  }
  return kept;
}
