import type { OwnPort } from '../node/doctor/doctor.ts';
import { parseAddress } from '../shared/address.ts';
import type { LabState } from '../shared/lab/lab-models.ts';
import type { RoomView } from '../shared/places/place-models.ts';

/** Sockets that this Partyline listens on: a hosted room's, over both transports, and those of the practice servers. */
export function ownPorts(
  room: Pick<RoomView, 'role' | 'address'> | undefined,
  { servers }: Pick<LabState, 'servers'>,
): readonly OwnPort[] {
  const practice = servers
    .filter(({ state }) => state === 'listening')
    .map(({ config: { transport }, port }) => ({ transport, port }));
  const hosted = room?.role === 'host' ? parseAddress(room.address) : undefined;
  if (!hosted?.ok) return practice;
  const { port } = hosted.value;
  return [{ transport: 'tcp', port }, { transport: 'udp', port }, ...practice];
}
