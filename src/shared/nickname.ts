import { NICK_LENGTH, ROOM_NAME_LENGTH } from './limits.ts';

/**
 * Control characters (C0, C1, line and paragraph separators), bidirectional overrides and isolates (Unicode
 * UAX #9), zero-width characters, and halves of surrogate pairs: each can make one name look like another.
 */
const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function cleanName(text: string, longest: number): string | undefined {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '' || characters(trimmed) > longest || FORBIDDEN.test(trimmed)) return undefined;
  return trimmed;
}

/**
 * A nickname as the room shows it: trimmed, in Unicode's NFC form, 1 to 32 characters (code points).
 * @returns undefined when it is empty, too long, or holds a control or bidirectional-override character
 */
export function cleanNick(text: string): string | undefined {
  return cleanName(text, NICK_LENGTH);
}

/** A room's name: the same rules as {@link cleanNick}, 1 to 64 characters. */
export function cleanRoomName(text: string): string | undefined {
  return cleanName(text, ROOM_NAME_LENGTH);
}

/**
 * What a list shows for each of `members`, so that equal nicknames can be told apart: the first keeps its plain
 * nickname, the next ones get ` (2)`, ` (3)`, … in the order given.
 */
export function distinctNames<T extends { readonly id: string; readonly nick: string }>(
  members: readonly T[],
): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { id, nick } of members) {
    const key = nick.toLocaleLowerCase('en');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    names.set(id, count === 1 ? nick : `${nick} (${count})`);
  }
  return names;
}
