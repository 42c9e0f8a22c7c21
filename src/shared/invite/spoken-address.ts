import type { RoomAddress } from '../address.ts';
import { parseIp } from '../ip-address.ts';

/** The languages that an address can be read aloud in. */
export type SpokenLanguage = 'en' | 'zh-CN';

/** A piece of an address, as it is written and as it is said. */
export interface SpokenPart {
  /** What stands between two groups, a group of digits or letters, or the port. */
  readonly kind: 'mark' | 'group' | 'port';
  readonly written: string;
  readonly said: string;
}

interface Words {
  /** 0 to 9. */
  readonly digits: readonly string[];
  readonly marks: Readonly<Record<string, string>>;
  readonly port: string;
  /** Between two characters, and between two groups of a long number. */
  readonly between: string;
  readonly pause: string;
  letter(word: string, letter: string): string;
}

/** The letters as aviation and radio say them, so that B, D and P can't be mistaken (ICAO Annex 10, volume II, 5.2.1.3). */
const LETTERS =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'.split(
    ' ',
  );

/** Nine is «niner» on the radio, for it sounds like five; 1 is 幺 on the telephone, for 一 sounds like 七. */
const WORDS: Readonly<Record<SpokenLanguage, Words>> = {
  en: {
    digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'niner'],
    marks: { '.': 'dot', ':': 'colon', '::': 'double colon', '-': 'dash', _: 'underscore', '%': 'percent' },
    port: 'port',
    between: ' ',
    pause: ', ',
    letter: (word) => word,
  },
  'zh-CN': {
    digits: ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'],
    marks: { '.': '点', ':': '冒号', '::': '双冒号', '-': '短横', _: '下划线', '%': '百分号' },
    port: '端口',
    between: '',
    pause: '，',
    letter: (word, letter) => ` ${letter.toUpperCase()}（${word}）`,
  },
};

/** Digits said in one breath at the most; a longer number is cut in twos, with three at the end of an odd one. */
const BREATH = 3;

/**
 * How to read a room's address aloud so that it can't be misheard: digit by digit, letters by their radio names, long
 * numbers in groups.
 */
export function spokenAddress({ host, port }: RoomAddress, language: SpokenLanguage): readonly SpokenPart[] {
  const words = WORDS[language];
  const isIp = parseIp(host) !== undefined;
  const pieces = host.match(/::|[^a-z0-9]|[a-z0-9]+/gi) ?? [];
  const parts = pieces.map((written): SpokenPart => {
    const mark = words.marks[written];
    return mark === undefined
      ? { kind: 'group', written, said: spell(written, words, isIp) }
      : { kind: 'mark', written, said: mark };
  });
  return [
    ...parts,
    { kind: 'mark', written: ':', said: words.port },
    { kind: 'port', written: String(port), said: spell(String(port), words, false) },
  ];
}

/** The whole of it as one line, such as `one niner two, dot, one six eight, …`. */
export function spokenLine(parts: readonly SpokenPart[], language: SpokenLanguage): string {
  return parts.map(({ said }) => said.trim()).join(WORDS[language].pause);
}

/** @param whole as one group, however long: what stands between two marks of an IP address has four characters at the most */
function spell(text: string, words: Words, whole: boolean): string {
  const groups = whole || !/^\d+$/.test(text) ? [text] : inBreaths(text);
  return groups
    .map((group) => [...group].map((character) => say(character, words)).join(words.between))
    .join(words.pause)
    .trim();
}

function say(character: string, { digits, letter }: Words): string {
  if (/\d/.test(character)) return digits[Number(character)] ?? character;
  const word = LETTERS[character.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0)];
  return word === undefined ? character : letter(word, character);
}

function inBreaths(digits: string): readonly string[] {
  if (digits.length <= BREATH) return [digits];
  return [digits.slice(0, 2), ...inBreaths(digits.slice(2))];
}
