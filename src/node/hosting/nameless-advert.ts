import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import { fourWords } from '../../shared/code-words/code-words.ts';

/** What is said in place of a host's nickname. */
const NOBODY = 'Partyline';

/**
 * What a room is called in front of everybody that does not say its name: the four words of its key, by which those who were told
 * find it.
 */
export function namelessAdvert(fingerprint: string): Pick<RoomAdvert, 'name' | 'host'> {
  return { name: fourWords(fingerprint).join(' '), host: NOBODY };
}
