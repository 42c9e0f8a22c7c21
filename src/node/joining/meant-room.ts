import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import { RoomTrust } from '../../core/session/room-trust.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Fingerprint } from '../../shared/identity/identity-models.ts';
import { digests } from '../secure/digests.ts';
import { guestSealing } from '../secure/guest-sealing.ts';

export interface MeantRoomParts {
  readonly identity: Identity;
  /** What is kept of the room that was last seen there. */
  readonly expected: readonly KeptRoom[];
  /** What is kept of rooms of an id. */
  readonly known: (roomId: string) => readonly KeptRoom[];
  /** The fingerprint of an invite. */
  readonly invited?: Fingerprint | undefined;
  /** Why a host that does not seal is not spoken to; absent where it is, unless the room is known to have a key. */
  readonly inClear?: Problem | undefined;
}

/** The room that is meant: what the session believes of who answers, and what its links are sealed with. */
export interface MeantRoom {
  readonly trust: RoomTrust;
  readonly sealing: GuestSealing;
}

/** Links to this room reveal nothing of this person to a host whose key is not the room's. */
export function meantRoom({ identity, expected, known, invited, inClear }: MeantRoomParts): MeantRoom {
  const trust = new RoomTrust({ digests, expected, known, invited });
  const sealing = guestSealing({
    identity,
    inClear: trust.refusesClear() ?? inClear,
    meets: ({ certificate }) => trust.refuses(certificate),
  });
  return { trust, sealing };
}
