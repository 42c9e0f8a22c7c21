import { createHmac, randomBytes } from 'node:crypto';
import type { RemoteInfo, Socket } from 'node:dgram';
import { DatagramHost } from '../../core/datagram/datagram-host.ts';
import type { Path } from '../../core/datagram/path.ts';
import type { Recorder } from '../../core/recording/recorder.ts';
import type { DatagramTape, Recordable } from '../../core/recording/tape.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import { Alarm, monotonicNow } from './alarm.ts';
import { directSend, plainSend, type SendDatagram } from './direct-datagrams.ts';
import { localEnd } from './recorded-socket.ts';
import { socketProblem } from './socket-problem.ts';
import type { StreamEvents } from './stream-link.ts';
import { datagramEvents, random32, UdpLink } from './udp-link.ts';
import { createUdpSocket } from './udp-socket.ts';

export interface UdpListenOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** One address of this computer; `::` for all of them, IPv6 and IPv4. */
  readonly address: string;
  /** False to send through Node's own sockets, as it is done where {@link directSend} finds nothing. */
  readonly direct?: boolean;
  /** What travels is recorded whenever it is on. */
  readonly recorder?: Recorder | undefined;
}

/** Called for each guest that proved its address: `open` makes its link, which reports to the events given. */
export type AcceptUdp = (open: (events: StreamEvents) => UdpLink) => void;

export interface UdpListener {
  readonly address: string;
  readonly port: number;
  /** Closes the socket; links that are still open are cut off. */
  close(): Promise<void>;
}

/**
 * Opens the room's UDP socket. SO_REUSEADDR stays off: with it two programs could share the port, each getting some
 * of the datagrams; and UDP has no TIME_WAIT that would stop a restart.
 */
export function listenUdp(options: UdpListenOptions, accept: AcceptUdp): Promise<Result<UdpListener>> {
  const { port, address, direct = true, recorder } = options;
  const socket = createUdpSocket(address.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve({ ok: false, problem: socketProblem(error) });
    });
    socket.bind({ port, address, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(success(serve(socket, (direct && directSend(socket)) || plainSend(socket), accept, recorder)));
    });
  });
}

function serve(socket: Socket, send: SendDatagram, accept: AcceptUdp, recorder: Recorder | undefined): UdpListener {
  const secret = randomBytes(32);
  const recorded: Recordable<DatagramTape> = { tape: undefined };
  const host = new DatagramHost(
    {
      transmit: (packet, length, to) => {
        recorded.tape?.sent(packet, length, to);
        return send(length === packet.length ? packet : packet.subarray(0, length), to.port, to.address);
      },
      random32,
      sign: (text) => createHmac('sha256', secret).update(text).digest(),
      accept: (from: Path, open) =>
        accept((events) => {
          const link = new UdpLink(from.address, alarm);
          const detach = recorder?.flowOpened(recorded, from, () => events.peerName?.());
          link.link = open(datagramEvents(events, detach));
          return link;
        }),
      plain: () => {},
    },
    monotonicNow(),
  );
  const alarm = new Alarm(
    (now) => host.timer(now),
    (now) => host.work(now),
  );
  socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
    const bytes = plainArray(datagram);
    recorded.tape?.received(bytes, from);
    host.receive(bytes, from, monotonicNow());
    alarm.soon();
  });
  // What one peer's network says must not end the room; the link finds out by itself.
  socket.on('error', () => {});
  const { address, port } = socket.address();
  const detach = recorder?.attachSocket((remote) => localEnd({ address, port }, remote), recorded);
  return {
    address,
    port,
    close: () =>
      new Promise((closed) => {
        alarm.stop();
        detach?.();
        socket.close(() => closed());
      }),
  };
}

/** The engine's loops over bytes are several times faster when they see one kind of array only. */
export function plainArray(datagram: Buffer): Uint8Array {
  return new Uint8Array(datagram.buffer, datagram.byteOffset, datagram.byteLength);
}
