/** What a stretch of Python is drawn as; `plain` is all the rest. */
export type PythonTone = 'comment' | 'string' | 'number' | 'keyword' | 'name' | 'plain';

export interface PythonToken {
  readonly tone: PythonTone;
  readonly text: string;
}

const KEYWORDS = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield None True False'.split(
    ' ',
  ),
);

/** The alternatives in the order of {@link TONES}; what none of them takes is plain. */
const TOKEN = new RegExp(
  [
    '(#[^\\n]*)',
    '((?:\\b[rbfuRBFU]{1,2})?(?:"""[\\s\\S]*?"""|\'\'\'[\\s\\S]*?\'\'\'|"(?:\\\\.|[^"\\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\\n])*\'))',
    '(\\b(?:0[xX][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?)\\b)',
    '([A-Za-z_]\\w*)',
  ].join('|'),
  'g',
);
const TONES = ['comment', 'string', 'number'] as const;

function toneOf(groups: readonly (string | undefined)[], followedByCall: boolean): PythonTone {
  const tone = TONES.find((_, index) => groups[index] !== undefined);
  if (tone) return tone;
  const word = groups[TONES.length] ?? '';
  if (KEYWORDS.has(word)) return 'keyword';
  return followedByCall ? 'name' : 'plain';
}

/** Splits Python into coloured stretches: enough for examples of twenty lines, no parser. Joined they are the code. */
export function pythonTokens(code: string): readonly PythonToken[] {
  const tokens: PythonToken[] = [];
  const add = (tone: PythonTone, text: string) => {
    const last = tokens.at(-1);
    if (last?.tone === tone) tokens[tokens.length - 1] = { tone, text: last.text + text };
    else if (text !== '') tokens.push({ tone, text });
  };
  let at = 0;
  for (const match of code.matchAll(TOKEN)) {
    const [text, ...groups] = match;
    const end = match.index + text.length;
    add('plain', code.slice(at, match.index));
    add(toneOf(groups, code[end] === '('), text);
    at = end;
  }
  add('plain', code.slice(at));
  return tokens;
}
