import { NICK_LENGTH, ROOM_NAME_LENGTH } from '../../shared/limits.ts';
import { cleanNick, cleanRoomName } from '../../shared/nickname.ts';

/** Why a name can't be used. */
export type NameProblem = 'empty' | 'tooLong' | 'forbidden';

export type NameReading =
  | { readonly value: string; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: NameProblem };

function reading(text: string, clean: string | undefined, longest: number): NameReading {
  if (clean !== undefined) return { value: clean };
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '') return { problem: 'empty' };
  return { problem: [...trimmed].length > longest ? 'tooLong' : 'forbidden' };
}

/** What a typed nickname comes to, or why it can't be used. */
export function readNick(text: string): NameReading {
  return reading(text, cleanNick(text), NICK_LENGTH);
}

/** What a typed room name comes to, or why it can't be used. */
export function readRoomName(text: string): NameReading {
  return reading(text, cleanRoomName(text), ROOM_NAME_LENGTH);
}
