const LINE_FEED = 0x0a;
/** The bits that tell a byte within a UTF-8 character from one that begins it (RFC 3629, section 3). */
const WITHIN_MASK = 0xc0;
const WITHIN = 0x80;

/** The last place up to `end` at which UTF-8 can be cut without tearing a character. */
export function cutBefore(text: Uint8Array, end: number): number {
  if (end >= text.length) return text.length;
  let cut = end;
  while (cut > 0 && ((text[cut] as number) & WITHIN_MASK) === WITHIN) cut -= 1;
  return cut;
}

/** Each line with its line feed. */
export function splitLines(text: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf(LINE_FEED, from) + 1 || text.length;
    lines.push(text.subarray(from, end));
    from = end;
  }
  return lines;
}
