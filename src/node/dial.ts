import type { Recorder } from '../core/recording/recorder.ts';
import type { RoomAddress } from '../shared/address.ts';
import { connectTcp } from './net/tcp-connect.ts';
import { connectUdp } from './net/udp-connect.ts';
import type { Dial } from './room-guest.ts';

/**
 * Opens links to the room at an address, over whichever transport is asked for.
 * @param recorder what travels is recorded whenever it is on
 */
export function dialRoom(address: RoomAddress, recorder?: Recorder): Dial {
  return (transport, opened, events) =>
    (transport === 'udp' ? connectUdp : connectTcp)(address, opened, events, recorder);
}
