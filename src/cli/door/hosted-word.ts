import type { WantedDoor } from '../../node/hosting/lay-down-door.ts';
import type { RoomHost } from '../../node/hosting/room-host.ts';
import type { Door } from '../../shared/doors/door-models.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import { WORD_LENGTH } from '../../shared/limits.ts';
import { note } from '../output.ts';
import type { Input } from '../terminal.ts';
import { askForWord, canAsk, givenWord, type WordFlags } from './word-source.ts';

/** Who is to come into a room from when it opens, with its passphrase where one is given or can be asked for. */
export async function wantedDoor(flags: WordFlags & { readonly door?: Door }): Promise<Result<WantedDoor | undefined>> {
  const { door } = flags;
  if (door !== 'word') return success(door && { door });
  const given = givenWord(flags);
  if (!given.ok) return given;
  // A room that was hosted here before may have one: nothing is asked for where nobody can answer.
  const word = given.value ?? (canAsk() ? await newWord() : undefined);
  return success({ door, word });
}

/** Has the room's passphrase be another. @returns false where there is none to be had */
export async function setWord(host: RoomHost, flags: WordFlags, input: Input): Promise<boolean> {
  input.hold(true);
  const given = givenWord(flags);
  const word = given.ok ? (given.value ?? (canAsk() ? await newWord() : undefined)) : undefined;
  input.hold(false);
  if (word === undefined) {
    note(given.ok ? 'name the file of the passphrase with --word-file, or set PARTYLINE_WORD' : given.problem.text);
    return false;
  }
  await host.doors.setWord(word);
  note('the room takes this passphrase from now on');
  return true;
}

/** Asks for a new passphrase, twice. */
async function newWord(): Promise<string | undefined> {
  const word = await askForWord("The room's new passphrase: ");
  if (word === undefined) return undefined;
  if (word.length > WORD_LENGTH) note(`a passphrase has up to ${WORD_LENGTH} characters`);
  else if ((await askForWord('The same once more: ')) === word) return word;
  else note('these are two different ones');
  return undefined;
}
