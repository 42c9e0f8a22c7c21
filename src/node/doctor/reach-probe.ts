import { FrameDecoder } from '../../core/wire/frame-decoder.ts';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { parseHostMessage } from '../../core/wire/host-messages.ts';
import { isProtocolError } from '../../core/wire/protocol-error.ts';
import type { RoomAddress } from '../../shared/address.ts';
import { DEFAULT_BACKLOG, DEFAULT_PORT } from '../../shared/limits.ts';
import { DatagramEar } from '../net/datagram-ear.ts';
import { connectTcp } from '../net/tcp-connect.ts';
import { listenTcp } from '../net/tcp-listener.ts';

/** Longest that a host may take to try the way back, in milliseconds. */
export const REACH_MS = 6_000;

/** Whether the computer of a host reaches this one, at a port of this computer. */
export interface WayBack {
  readonly port: number;
  readonly tcp: boolean;
  readonly udp: boolean;
}

/**
 * Asks a room to come back to this computer: to the port of a room that is hosted here, or else to one that is opened for it.
 * @param own the port of a room that is hosted here
 * @returns undefined when the host does not say, or `signal` ended it
 */
export async function probeWayBack(
  address: RoomAddress,
  own: number | undefined,
  signal: AbortSignal,
): Promise<WayBack | undefined> {
  if (own !== undefined) return askToReach(address, own, signal);
  const ears = (await listen(DEFAULT_PORT)) ?? (await listen(0));
  if (ears === undefined) return undefined;
  const { port, heard } = ears;
  const over = new AbortController();
  try {
    // Nobody answers the datagram, so the host waits for long; this end knows before.
    const both = ears.heardBoth.then(() => ({ port, ...heard }));
    const told = await Promise.race([both, askToReach(address, port, AbortSignal.any([signal, over.signal]))]);
    return told && { port, tcp: told.tcp || heard.tcp, udp: told.udp || heard.udp };
  } finally {
    over.abort();
    await ears.close();
  }
}

/** A port that takes connections and datagrams, and does nothing with them. */
async function listen(port: number) {
  const heard = { tcp: false, udp: false };
  const both = Promise.withResolvers<void>();
  const hear = (transport: keyof typeof heard) => {
    heard[transport] = true;
    if (heard.tcp && heard.udp) both.resolve();
  };
  const tcp = await listenTcp({ port, bind: '', backlog: DEFAULT_BACKLOG }, (socket) => {
    hear('tcp');
    socket.on('error', () => {});
    socket.destroy();
  });
  if (!tcp.ok) return undefined;
  const ear = await DatagramEar.open(tcp.value.port, () => hear('udp'));
  // Somebody else has the port over UDP: that nothing arrives here would be no firewall's doing.
  if (ear === undefined) {
    await tcp.value.close();
    return undefined;
  }
  const close = async () => {
    ear.close();
    await tcp.value.close();
  };
  return { port: tcp.value.port, heard, heardBoth: both.promise, close };
}

function askToReach(address: RoomAddress, port: number, signal: AbortSignal): Promise<WayBack | undefined> {
  const decoder = new FrameDecoder();
  return new Promise((resolve) => {
    const done = (back: WayBack | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      resolve(back);
      link.destroy();
    };
    const aborted = () => done(undefined);
    const timer = setTimeout(aborted, REACH_MS);
    const link = connectTcp(address, () => link.send(encodeFrame({ type: 'reach', port })), {
      received: (chunk) => {
        decoder.push(chunk);
        const frame = decoder.next();
        if (frame === undefined) return;
        const message = isProtocolError(frame) ? frame : parseHostMessage(frame.header);
        if (message === undefined || isProtocolError(message) || message.type !== 'reached') return aborted();
        const { tcp, udp } = message;
        done(tcp === undefined || udp === undefined ? undefined : { port, tcp, udp });
      },
      drained: () => {},
      ended: aborted,
      closed: aborted,
    });
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}
