/** What Unicode, Python's `splitlines` or a terminal take for the end of a line. */
const LINE_END = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/g;
/**
 * What a terminal obeys instead of showing it: C0 but for the tab, delete and C1 (ECMA-48, section 5), with what begins each of the
 * sequences, CSI, OSC, DCS and the others, in both their forms; and what turns the reading direction (UAX #9), in which a line shows other than
 * it is.
 */
const OBEYED = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\p{Bidi_Control}]/gu;
const INSTEAD = '\u{fffd}';

/** A stranger's text, made harmless for a terminal and for whoever reads lines: one line, whatever it was. Tabs stay. */
export function onTerminalLine(text: string): string {
  return text.replace(LINE_END, ' ⏎ ').replace(OBEYED, INSTEAD);
}

/**
 * The same for text that has lines of its own.
 * @param indent stands before all lines but the first, so that none of them passes for one of somebody else
 */
export function onTerminalLines(text: string, indent: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(onTerminalLine)
    .join(`\n${indent}`);
}

/** What JSON leaves as it is, but a terminal obeys or a reader of lines takes for a line's end. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu;

/** JSON that says the same and holds nothing of it. */
export function escapedForTerminal(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
