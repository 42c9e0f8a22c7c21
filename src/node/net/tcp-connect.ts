import { connect } from 'node:net';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { RoomAddress } from '../../shared/address.ts';
import { readMemory } from './direct-socket.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';
import { TcpLink } from './tcp-link.ts';

/**
 * Opens a TCP connection. `opened` or `events.closed` follows; a connection that can't be made reports why.
 * A name with several addresses is tried on each, both families (RFC 8305; Node's `autoSelectFamily`).
 */
export function connectTcp(
  { host, port }: RoomAddress,
  opened: () => void,
  events: StreamEvents,
  recorder?: LinkRecorder,
): StreamLink {
  let received = (_chunk: Uint8Array): void => {};
  // Into the same memory each time: 64 KiB anew for each read cost a member who fetches a file a third of its time.
  const callback = (length: number) => {
    received(readMemory.subarray(0, length));
    return true;
  };
  const socket = connect({ host, port, autoSelectFamily: true, onread: { buffer: readMemory, callback } });
  const link = new TcpLink(socket, events, recorder, (to) => {
    received = to;
  });
  socket.once('connect', opened);
  return link;
}
