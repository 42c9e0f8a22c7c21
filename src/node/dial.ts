import type { RoomAddress } from '../shared/address.ts';
import { connectTcp } from './net/tcp-connect.ts';
import { connectUdp } from './net/udp-connect.ts';
import type { Dial } from './room-guest.ts';

/** Opens links to the room at an address, over whichever transport is asked for. */
export function dialRoom(address: RoomAddress): Dial {
  return (transport, opened, events) => (transport === 'udp' ? connectUdp : connectTcp)(address, opened, events);
}
