import type { RoomsLeft } from '../shared/closing.ts';
import type { RoomView } from '../shared/places/place-models.ts';
import type { TrayCard } from './tray/tray-menu.ts';

/** The room that one is in, as a list of places. */
export function presentCards(room: RoomView | undefined): readonly TrayCard[] {
  if (!room) return [];
  const about = { unread: 0, mentions: 0, isPinned: false, isMuted: false, order: 0 };
  return [{ key: '0'.repeat(16), name: room.room?.name ?? room.address, connection: room.connection, ...about }];
}

/** What ends with the app. */
export function roomsLeft(room: RoomView | undefined): RoomsLeft {
  if (!room) return { hosted: 0, joined: 0, otherMembers: 0 };
  const otherMembers = room.role === 'host' ? room.members.filter(({ id }) => id !== room.you).length : 0;
  return room.role === 'host' ? { hosted: 1, joined: 0, otherMembers } : { hosted: 0, joined: 1, otherMembers };
}
