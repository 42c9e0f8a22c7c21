import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { RoomAddress } from '../../shared/address.ts';
import type { Transport } from '../../shared/models.ts';
import { connectSealed } from './sealed-connect.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';
import { connectTcp } from './tcp-connect.ts';
import { connectUdp } from './udp-connect.ts';

/** Opens a link: `opened` when bytes can flow, `events.closed` when it breaks or can't be opened. */
export interface Dial {
  (transport: Transport, opened: () => void, events: StreamEvents): StreamLink;
  /** The host says that it is at this address now; absent where there is no network in between. */
  moved?(to: RoomAddress): void;
}

/**
 * Opens links to the room at an address, over whichever transport is asked for; at the one where its host said that it
 * is now, from then on, and where that leads nowhere at the first again.
 * @param recorder what travels is recorded whenever it is on
 * @param sealing what links are sealed with; they travel in clear without it
 */
export function dialRoom(address: RoomAddress, recorder?: LinkRecorder, sealing?: GuestSealing): Dial {
  let moved: RoomAddress | undefined;
  /** Where the next try goes. */
  let next = address;
  const dial: Dial = (transport, opened, events) => {
    const open = (to: RoomAddress, opens: () => void, hears: StreamEvents): StreamLink => {
      if (transport === 'udp') return connectUdp(to, opens, hears, recorder, sealing);
      if (!sealing) return connectTcp(to, opens, hears, recorder);
      return connectSealed((inner, innerHears) => connectTcp(to, inner, innerHears, recorder), opens, hears, sealing);
    };
    if (moved === undefined) return open(address, opened, events);
    const at = next;
    let isOpen = false;
    const watched: StreamEvents = {
      received: (chunk) => events.received(chunk),
      receivedEphemeral: (frames) => events.receivedEphemeral?.(frames),
      drained: () => events.drained(),
      ended: () => events.ended(),
      closed: (problem) => {
        // Of the two addresses the other one is tried, in turn.
        if (!isOpen) next = at === address ? (moved ?? address) : address;
        events.closed(problem);
      },
      peerName: () => events.peerName?.(),
    };
    const opens = () => {
      isOpen = true;
      opened();
    };
    return open(at, opens, watched);
  };
  return Object.assign(dial, {
    moved: (to: RoomAddress) => {
      moved = to;
      next = to;
    },
  });
}
