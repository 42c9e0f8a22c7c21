import { randomBytes } from 'node:crypto';
import type { Defects } from '../../core/defects.ts';
import { Room } from '../../core/room/room.ts';
import type { RoomPorts } from '../../core/room/room-ports.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import { digests } from '../secure/digests.ts';
import { hostWords } from '../secure/words.ts';
import type { RoomStore } from '../store/room-store.ts';
import { monotonicNow, wallNow } from '../time/clocks.ts';

export interface OpenedRoomParts {
  readonly store: RoomStore;
  readonly limits: RoomLimits;
  readonly defects: Defects;
  readonly reach: RoomPorts['reach'];
  /** Something came of a calculation: the room may have something for its links. */
  readonly answered: () => void;
}

/** The state machine of a hosted room, with this computer's clocks, chance and calculations. @throws what SQLite threw */
export function openedRoom({ store, limits, defects, reach, answered }: OpenedRoomParts): Room {
  const words = hostWords((work) => {
    defects.contain(work);
    answered();
  });
  return new Room(
    store.state(),
    limits,
    {
      ...{ log: store.log, digests, wallNow, elapsed: monotonicNow, reach, words },
      randomHex: (digits) => randomBytes(digits / 2).toString('hex'),
      defect: (error) => defects.met(error),
    },
    monotonicNow(),
  );
}
