import { NICK_LENGTH, ROOM_NAME_LENGTH } from './limits.ts';
import { withoutUnseen } from './visible-text.ts';

/**
 * Control characters (C0, C1, line and paragraph separators), bidirectional marks, overrides and isolates (Unicode
 * UAX #9), zero-width spaces, and halves of surrogate pairs: each can make one name look like another.
 */
const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * What shows nothing by itself and has its place beside certain characters only: the joiners of Persian and Hindi between
 * letters and those between emoji, the variants of emoji, of Han and of Mongolian, and the flags made of tags.
 */
const IN_ITS_PLACE = new RegExp(
  [
    '(?<=[\\p{L}\\p{M}])[\\u200c\\u200d](?=[\\p{L}\\p{M}])',
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=\\p{Emoji})[\\ufe0e\\ufe0f]',
    '(?<=\\p{Script=Han})[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
    '(?<=\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]',
    '(?<=\\u{1f3f4}[\\u{e0020}-\\u{e007e}]*)[\\u{e0020}-\\u{e007f}]',
  ].join('|'),
  'gu',
);
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}]/u;
/** What stands for somebody: anything to see but marks that stand on others. */
const BODY = /[^\p{M}]/u;
/** How the lines begin that come from nobody (docs/protocol.md, plain guests), in whichever asterisk. */
const FROM_NOBODY = /^[*\u2217\u204e\u2731\u2732\u{1f7b6}\u{1f7b1}]\s/u;
/** What stands between a nickname and what was said, in text. */
const SAYS = /:\s/;

/** What makes a nickname, in words for logs and terminals. */
export const NICK_RULES =
  'a nickname has 1 to 32 characters that one can see, none that turns or hides others, and does not begin with "* " or hold ": "';

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function cleanName(text: string, longest: number): string | undefined {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '' || characters(trimmed) > longest || FORBIDDEN.test(trimmed)) return undefined;
  if (!BODY.test(withoutUnseen(trimmed)) || IGNORABLE.test(trimmed.replace(IN_ITS_PLACE, ''))) return undefined;
  return trimmed;
}

/**
 * A nickname as the room shows it: trimmed, in Unicode's NFC form, 1 to 32 characters (code points).
 * @returns undefined when it is empty, too long, shows nothing, holds a control or bidirectional character or one that
 * can't be seen, or could be taken for a line of the room: `* Partyline`, `Ann: hello`
 */
export function cleanNick(text: string): string | undefined {
  const nick = cleanName(text, NICK_LENGTH);
  const form = nick?.normalize('NFKC') ?? '';
  return FROM_NOBODY.test(form) || SAYS.test(form) ? undefined : nick;
}

/** A room's name: 1 to 64 characters that one can see, by the rules of {@link cleanNick}. */
export function cleanRoomName(text: string): string | undefined {
  return cleanName(text, ROOM_NAME_LENGTH);
}
