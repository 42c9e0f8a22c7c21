import { connect } from 'node:net';
import type { Recorder } from '../../core/recording/recorder.ts';
import type { RoomAddress } from '../../shared/address.ts';
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
  recorder?: Recorder,
): StreamLink {
  const socket = connect({ host, port, autoSelectFamily: true });
  const link = new TcpLink(socket, events, recorder);
  socket.once('connect', opened);
  return link;
}
