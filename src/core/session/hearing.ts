import type { Problem } from '../../shared/error-codes.ts';
import type { HostMessage } from '../wire/messages.ts';
import type { GuestShell } from './guest-ports.ts';
import type { HostStream } from './host-stream.ts';
import type { KeptOutbox } from './kept-outbox.ts';
import type { LogCopy } from './log-copy.ts';
import type { MemberList } from './member-list.ts';
import type { RoomDoor } from './room-door.ts';

/** What a host says of its room, once it is entered; the rest is about the link. */
export type RoomNews = Exclude<
  HostMessage,
  { readonly type: 'welcome' | 'error' | 'bye' | 'proof' | 'pong' | 'waiting' | 'word' }
>;

/** What the news of a room goes into. */
export interface HearingParts {
  readonly log: LogCopy;
  readonly members: MemberList;
  readonly outbox: KeptOutbox;
  readonly door: RoomDoor;
  readonly shell: Pick<GuestShell, 'typing' | 'named' | 'changed'>;
}

/** Takes in what a host says of its room. */
export class Hearing {
  readonly #parts: HearingParts;

  constructor(parts: HearingParts) {
    this.#parts = parts;
  }

  /**
   * @param stream which the message came from, for its bytes
   * @param you this guest's member
   * @returns why no such host can be believed
   */
  hear(message: RoomNews, stream: HostStream, you: string | undefined): Problem | undefined {
    const { log, members, outbox, door, shell } = this.#parts;
    switch (message.type) {
      case 'event': {
        const taken = log.take(message, stream.raw());
        if ('code' in taken) return taken;
        for (const { from, id } of taken) if (from === you) outbox.accepted(id);
        return undefined;
      }
      case 'past':
        return log.announced(message);
      case 'members':
        members.extend(message.members);
        members.tell(shell);
        return undefined;
      case 'accepted':
        if (door.answered(message.id)) return undefined;
        if (message.seq <= log.newest) outbox.accepted(message.id);
        else outbox.heard(message.id);
        return undefined;
      case 'refused':
        if (door.answered(message.id, message)) return undefined;
        outbox.refused(message.id, message.code, message.text);
        return undefined;
      case 'typing':
        shell.typing(message.from);
        return undefined;
      case 'rooms':
        shell.named?.(message.rooms);
        return undefined;
      case 'knocks':
        door.knock(message.knocks);
        shell.changed('room');
        return undefined;
      case 'bans':
        door.ban(message.bans);
        shell.changed('room');
        return undefined;
      case 'reached':
        return undefined;
    }
  }
}
