import type { Socket } from 'node:net';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { Recordable, Tape } from '../../core/recording/tape.ts';
import type { WireEndpoint } from '../../shared/wire/wire-model.ts';
import { localAddresses } from './local-addresses.ts';

/** Has a TCP socket recorded from when it is connected to when it is closed. */
export function attachSocket(
  recorder: LinkRecorder,
  socket: Socket,
  link: Recordable<Tape>,
  nameOf: () => string | undefined,
): void {
  const attach = (dialled: boolean) => {
    const { localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0 } = socket;
    const local = { address: localAddress, port: localPort };
    const remote = { address: remoteAddress, port: remotePort };
    const detach = recorder.attach({ transport: 'tcp', local, remote, dialled }, link, nameOf);
    socket.once('close', detach);
  };
  if (socket.connecting) socket.once('connect', () => attach(true));
  else attach(false);
}

/** The prefix that an IPv6 socket puts before an IPv4 address. */
const MAPPED = '::ffff:';

/**
 * This computer's end of the way from a socket to somebody. A socket that is bound to all addresses is not told which one
 * a datagram came to: it is the one that the other end most likely uses.
 */
export function localEnd(bound: WireEndpoint, remote: WireEndpoint): WireEndpoint {
  const { address, port } = bound;
  if (address !== '::' && address !== '0.0.0.0') return bound;
  const isMapped = remote.address.startsWith(MAPPED);
  const there = isMapped ? remote.address.slice(MAPPED.length) : remote.address;
  const family = there.includes(':') ? 'IPv6' : 'IPv4';
  const here = localAddresses().filter((one) => one.family === family);
  const isLoopback = there === '::1' || there.startsWith('127.');
  const found =
    here.find((one) => one.address === there) ??
    here.find((one) => one.internal === isLoopback && sharedPrefix(one.address, there) > 0) ??
    here.find((one) => one.internal === isLoopback);
  return { address: (isMapped ? MAPPED : '') + (found?.address ?? there), port };
}

/** Whether two addresses begin alike, for IPv4 in their first number at least. */
function sharedPrefix(one: string, other: string): number {
  let same = 0;
  const separator = one.includes(':') ? ':' : '.';
  const [first, second] = [one.split(separator), other.split(separator)];
  while (same < first.length && first[same] === second[same]) same += 1;
  return same;
}
