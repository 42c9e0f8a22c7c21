import { memberName } from '../../core/secure/proofs.ts';
import { digests } from '../secure/digests.ts';

/**
 * What everything that this person settled about a room is kept under, such as transfers and whose files come unasked: no
 * other room has that name, whatever id it claims. It is the room's id, as ever, where this person is who they were in every
 * room (`formerDevice`), and else a name of who they are there.
 */
export function placeName(roomId: string, device: string, formerDevice: string | undefined): string {
  return device === formerDevice ? roomId : memberName(digests, device);
}
