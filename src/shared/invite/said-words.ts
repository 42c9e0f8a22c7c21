import { fingerprintStart } from '../code-words/code-words.ts';
import type { FoundRoom } from '../discovery/found-room.ts';
import { failure, type Result, success } from '../error-codes.ts';
import type { Invite } from './invite.ts';

/**
 * The room of those that are here whose key has these four words; undefined where the text is no four words. Who answers there
 * has to show a key of these words. Fails with `room_not_here`, or `several_rooms` where rooms of several keys claim them.
 */
export function roomOfWords(text: string, rooms: Iterable<FoundRoom>): Result<Invite> | undefined {
  const start = fingerprintStart(text);
  if (start === undefined) return undefined;
  const fitting = [...rooms].filter(({ fingerprint }) => fingerprint?.startsWith(start));
  const fingerprints = new Set(fitting.map(({ fingerprint }) => fingerprint));
  const [
    {
      at: [best],
      fingerprint,
    } = { at: [], fingerprint: undefined },
  ] = fitting;
  if (best === undefined) return failure('room_not_here', 'there is no room here whose key has these four words');
  if (fingerprints.size > 1) {
    return failure(
      'several_rooms',
      'rooms of several keys here have these four words: join with the link of the invite',
    );
  }
  return success({ address: { host: best.address, port: best.port }, fingerprint });
}
