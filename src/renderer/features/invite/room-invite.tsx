import { useRoom } from '../../stores/hooks.ts';
import { InviteDialog } from './invite-dialog.tsx';

const NOWHERE: readonly string[] = [];

/** The invite to the room one is in. */
export function RoomInvite() {
  const name = useRoom(({ room }) => room?.room?.name ?? '');
  const addresses = useRoom(({ room }) => room?.addresses ?? NOWHERE);
  return <InviteDialog room={name} addresses={addresses} plain />;
}
