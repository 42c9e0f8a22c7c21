import { useEffect } from 'react';
import { loadRoomDetails } from '../../stores/details-store.ts';
import { useDetails, useRoom } from '../../stores/hooks.ts';
import { InviteDialog } from './invite-dialog.tsx';

const NOWHERE: readonly string[] = [];

/** The invite to the room one is in. */
export function RoomInvite() {
  const name = useRoom(({ room }) => room?.room?.name ?? '');
  const addresses = useRoom(({ room }) => room?.addresses ?? NOWHERE);
  const seal = useRoom(({ room }) => room?.seal);
  const key = useRoom(({ room }) => (room?.role === 'host' ? room.key : undefined));
  // Of somebody else's room nobody knows before they tried.
  const plain = useDetails(({ room }) => room?.hosting?.plain ?? true);
  useEffect(() => {
    if (key !== undefined) void loadRoomDetails(key);
  }, [key]);
  return <InviteDialog room={name} addresses={addresses} plain={key === undefined || plain} seal={seal} />;
}
