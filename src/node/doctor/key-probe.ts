import { type GuestOutcome, StreamGuest } from '../../core/secure/stream-guest.ts';
import type { RoomAddress } from '../../shared/address.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { connectTcp } from '../net/tcp-connect.ts';
import { guestSealing } from '../secure/guest-sealing.ts';
import { passingIdentity } from '../secure/identity-store.ts';

/** Longest that a room may take to connect and to show its key, in milliseconds. */
export const KEY_PROBE_MS = 3_000;

const SEEN: Problem = { code: 'superseded', text: 'its key was seen' };

/**
 * Begins a handshake and goes no further than what the host shows: nobody is told who asks.
 * @param address with a numeric host
 * @returns the fingerprint of the room's key, 32 hex digits; undefined where it shows none, or `signal` ended it
 */
export function probeKey(address: RoomAddress, signal: AbortSignal): Promise<string | undefined> {
  let fingerprint: string | undefined;
  const sealing = guestSealing({
    identity: passingIdentity(),
    meets: ({ certificate }) => {
      fingerprint = certificate.fingerprint;
      return SEEN;
    },
  });
  const handshake = new StreamGuest(sealing);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(fingerprint);
      link.destroy();
    };
    const timer = setTimeout(done, KEY_PROBE_MS);
    const link = connectTcp(address, () => link.send(handshake.start()), {
      received: (chunk) => {
        const outcome: GuestOutcome | undefined = handshake.receive(chunk);
        if (outcome) done();
      },
      drained: () => {},
      ended: done,
      closed: done,
    });
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
