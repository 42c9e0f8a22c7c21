import type { Path } from '../../core/datagram/path.ts';
import type { RoomChanges } from '../../core/discovery/discovery-ports.ts';
import type { NamedRoom } from '../../core/discovery/gossip.ts';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import type { QuestionId } from '../../core/discovery/room-packet.ts';
import type { FoundRoom, SubnetSearch } from '../../shared/discovery/found-room.ts';

/** A hosted room, as far as the network is told of it. */
export interface AnnouncedRoom {
  /** What its sockets are bound to: an address of this computer, or `::` or `0.0.0.0` for all. */
  readonly bound: string;
  /** What it says of itself now. */
  advert(): RoomAdvert;
  /** Sends from the room's own UDP port. */
  send(datagram: Uint8Array, to: Path): void;
}

/** A room's being announced, from when it opens to when it ends. */
export interface Announcement {
  /** Somebody asked at the room's own port. */
  asked(question: QuestionId, from: Path): void;
  /** Something of the room's advert is another than before: told soon, but not each time. */
  changed(): void;
  /** False to tell nobody of this room, and take back what was told; true to tell again. */
  setTold(isTold: boolean): void;
  /** Takes leave of the network; to be called while the room's port is still open. */
  end(): void;
}

/** Who makes rooms known. */
export interface Announcer {
  /** @param isTold false to tell nobody of it, until that is changed */
  announce(room: AnnouncedRoom, isTold?: boolean): Announcement;
}

/** What somebody who looks for rooms hears of. */
export interface DiscoveryWatcher {
  changed(changes: RoomChanges): void;
  /** How a search of a subnet goes on. */
  searched?(search: SubnetSearch): void;
}

/** What a person's rooms have to do with those around: they are announced, and hosts tell members of others. */
export interface RoomsAround extends Announcer {
  /** The rooms that are here, as far as they are known. */
  rooms(): readonly FoundRoom[];
  /** Looks for rooms from now on. @returns its own end */
  watch(watcher: DiscoveryWatcher): () => void;
  /** A host that this person is with names other rooms. @param teller its address */
  named(rooms: readonly NamedRoom[], teller: string): void;
}
