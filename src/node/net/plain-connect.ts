import { connect, type NetConnectOpts } from 'node:net';
import type { RoomAddress } from '../../shared/address.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import { PlainStream, type PlainStreamEvents } from './plain-stream.ts';

/** Where a plain client connects to: an address, or a Unix socket's or named pipe's path. */
export type PlainTarget = RoomAddress | { readonly path: string };

/** Opens a plain stream. `opened` or `events.closed` follows; one that can't be made reports why. */
export function connectPlain(
  target: PlainTarget,
  noDelay: boolean,
  opened: () => void,
  events: PlainStreamEvents,
): PlainStream {
  const options: NetConnectOpts = { ...target, allowHalfOpen: true, noDelay, autoSelectFamily: true };
  const socket = connect(options);
  const stream = new PlainStream(socket, events);
  const late = setTimeout(
    () => stream.destroy({ code: 'timed_out', text: 'nothing answers there: a firewall, or another network?' }),
    LAB_LIMITS.connectMs,
  );
  socket.once('connect', () => {
    clearTimeout(late);
    opened();
  });
  socket.once('close', () => clearTimeout(late));
  return stream;
}
