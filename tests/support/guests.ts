import { randomBytes } from 'node:crypto';
import { connectTcp } from '../../src/node/net/tcp-connect.ts';
import { RoomGuest } from '../../src/node/room-guest.ts';
import { MemberStore } from '../../src/node/store/member-store.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import type { RoomEvent } from '../../src/shared/models.ts';
import { atEnd } from './scope.ts';

/** The app's own guest, with all that it reported. */
export interface WatchedGuest {
  readonly guest: RoomGuest;
  readonly events: RoomEvent[];
  readonly problems: Problem[];
  /** Texts of the messages heard, in order. */
  texts(): readonly string[];
}

/** Makes a guest of the room at `port` that keeps what it keeps in memory; it leaves when the test ends. */
export function watchedGuest(port: number, nick: string): WatchedGuest {
  const events: RoomEvent[] = [];
  const problems: Problem[] = [];
  const guest = new RoomGuest({
    nick,
    device: randomBytes(16).toString('hex'),
    dial: (_transport, opened, heard) => connectTcp({ host: '127.0.0.1', port }, opened, heard),
    kept: undefined,
    storeOf: () => MemberStore.open(':memory:'),
    listener: {
      changed: () => {},
      received: (more) => events.push(...more),
      outboxChanged: () => {},
      notKept: (problem) => problems.push(problem),
    },
  });
  atEnd(() => guest.abandon());
  const texts = () => events.filter(({ kind }) => kind === 'message').map(({ text }) => text);
  return { guest, events, problems, texts };
}
