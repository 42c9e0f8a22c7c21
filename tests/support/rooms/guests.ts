import type { NamedRoom } from '../../../src/core/discovery/gossip.ts';
import { RoomGuest } from '../../../src/node/joining/room-guest.ts';
import { JoinedRooms } from '../../../src/node/store/joined-rooms.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import type { RoomEvent, Transport } from '../../../src/shared/models.ts';
import { atEnd } from '../releases.ts';
import { sealedDial } from './sealed-dial.ts';

/** The app's own guest, with all that it reported. */
export interface WatchedGuest {
  readonly guest: RoomGuest;
  readonly events: RoomEvent[];
  readonly problems: Problem[];
  /** Transports that its session moved to. */
  readonly moves: Transport[];
  /** Members who were said to write something. */
  readonly typists: string[];
  /** Other rooms that the host named, and the address of the host. */
  readonly named: { readonly room: NamedRoom; readonly teller: string }[];
  /** Texts of the messages heard, in order. */
  texts(): readonly string[];
}

/** Makes a guest of the room at `port` that keeps what it keeps in memory; it leaves when the test ends. */
export function watchedGuest(
  port: number,
  nick: string,
  transport: Transport = 'tcp',
  dial = sealedDial(port),
): WatchedGuest {
  const events: RoomEvent[] = [];
  const problems: Problem[] = [];
  const moves: Transport[] = [];
  const typists: string[] = [];
  const named: WatchedGuest['named'] = [];
  const guest = new RoomGuest({
    nick,
    dial,
    transport,
    rooms: new JoinedRooms({
      folder: undefined,
      formerDevice: undefined,
      problem: (problem) => problems.push(problem),
    }),
    expected: [],
    listener: {
      changed: () => {},
      received: (more) => events.push(...more),
      outboxChanged: () => {},
      moved: (to) => moves.push(to),
      typing: (member) => typists.push(member),
      named: (rooms, teller) => named.push(...rooms.map((room) => ({ room, teller }))),
      told: (problem) => problems.push(problem),
    },
  });
  atEnd(() => guest.abandon());
  const texts = () => events.filter(({ kind }) => kind === 'message').map(({ text }) => text);
  return { guest, events, problems, moves, typists, named, texts };
}
