import { DOOR_RULE, WORD_RULE } from '../../core/room/doors/rules.ts';
import type { Door } from '../../shared/doors/door-models.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { words } from '../secure/words.ts';
import type { RoomStore } from '../store/room-store.ts';

/** Who comes into a room from when it opens, as its host wants it. */
export interface WantedDoor {
  readonly door: Door;
  /** The passphrase; needed for the door `word` of a room that has none yet. Nothing of it is kept. */
  readonly word?: string | undefined;
}

/** Lays down who comes in, before anybody can. Fails with `no_word`, or with what the disk says. */
export async function layDownDoor(store: RoomStore, { door, word }: WantedDoor): Promise<Result<undefined>> {
  try {
    const secret = word === undefined ? undefined : await words.do({ step: 'register', word });
    const hasWord = secret !== undefined || store.state().rules.some(({ name }) => name === WORD_RULE);
    if (door === 'word' && !hasWord) return failure('no_word', 'a room that takes a passphrase needs one');
    store.keepRules([
      { name: DOOR_RULE, value: door },
      ...(secret === undefined ? [] : [{ name: WORD_RULE, value: secret }]),
    ]);
    return success(undefined);
  } catch (error) {
    return { ok: false, problem: store.problem(error) };
  }
}
