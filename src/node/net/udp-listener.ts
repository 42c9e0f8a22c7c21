import { createHmac, randomBytes } from 'node:crypto';
import type { RemoteInfo, Socket } from 'node:dgram';
import { DatagramHost } from '../../core/datagram/datagram-host.ts';
import type { Path } from '../../core/datagram/path.ts';
import type { HostSealing } from '../../core/datagram/sealed-door.ts';
import type { QuestionId } from '../../core/discovery/room-packet.ts';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { DatagramTape, Recordable } from '../../core/recording/tape.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import { type Impairment, impairsDatagrams } from '../../shared/impairment/impairment.ts';
import { monotonicNow } from '../time/clocks.ts';
import { Alarm, type Ring } from './alarm.ts';
import { directSend, plainSend, type SendDatagram } from './direct-datagrams.ts';
import { ImpairedDatagrams } from './impaired-datagrams.ts';
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
  readonly recorder?: LinkRecorder | undefined;
}

/** After a defect the links' deadlines are looked at again so much later, in milliseconds. */
const AGAIN_MS = 100;

/**
 * Called for each guest that proved its address, and who it is where the link's `security` says so: `open` makes its link, which
 * reports to the events given.
 */
export type AcceptUdp = (open: (events: StreamEvents) => UdpLink) => void;

/** Asked for each guest that proved its address, before anything is kept of it: whether it may have a link. */
export type AdmitUdp = (from: Path) => boolean;

/** What a UDP socket brings. */
export interface UdpReceivers {
  readonly accept: AcceptUdp;
  /** Everybody, unless told otherwise. */
  readonly admits?: AdmitUdp;
  readonly plain?: PlainDatagram;
  /** What sealed links take; without it there are none. */
  readonly sealing?: HostSealing | undefined;
  /** Somebody asks whether a room is here. */
  readonly asked?: (question: QuestionId, from: Path) => void;
  /** Hears of what must not be thrown over a datagram, which is as good as lost; without it that is thrown. */
  readonly defect?: (error: unknown) => void;
}

/** Called for each datagram that belongs to no link and can't open one. Its bytes are the callee's. */
export type PlainDatagram = (datagram: Uint8Array, from: Path) => void;

export interface UdpListener {
  readonly address: string;
  readonly port: number;
  /** Sends a datagram outside of any link. It must not be changed afterwards. */
  send(datagram: Uint8Array, to: Path): void;
  /** Treats all datagrams of the socket badly from now on, or as the network does. */
  impair(impairment: Impairment | undefined): void;
  /** Closes the socket; links that are still open are cut off. */
  close(): Promise<void>;
}

/**
 * Opens the room's UDP socket. SO_REUSEADDR stays off: with it two programs could share the port, each getting some
 * of the datagrams; and UDP has no TIME_WAIT that would stop a restart.
 */
export function listenUdp(options: UdpListenOptions, receivers: UdpReceivers): Promise<Result<UdpListener>> {
  const { port, address, direct = true, recorder } = options;
  const socket = createUdpSocket(address.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve({ ok: false, problem: socketProblem(error) });
    });
    socket.bind({ port, address, exclusive: true }, () => {
      socket.removeAllListeners('error');
      // A room tells everybody around of itself from the port that it is reached at.
      socket.setBroadcast(true);
      const send = (direct && directSend(socket)) || plainSend(socket);
      resolve(success(serve(socket, send, receivers, recorder)));
    });
  });
}

function rethrow(error: unknown): never {
  throw error;
}

function serve(
  socket: Socket,
  send: SendDatagram,
  { accept, admits = () => true, plain = () => {}, sealing, asked, defect = rethrow }: UdpReceivers,
  recorder: LinkRecorder | undefined,
): UdpListener {
  const secret = randomBytes(32);
  const recorded: Recordable<DatagramTape> = { tape: undefined };
  let impaired: ImpairedDatagrams<Path> | undefined;
  const transmit = (bytes: Uint8Array, to: Path) => {
    recorded.tape?.sent(bytes, to);
    if (impaired === undefined) return send(bytes, to.port, to.address);
    impaired.send(bytes, to);
    return false;
  };
  const host = new DatagramHost(
    {
      transmit: (packet, length, to) => transmit(length === packet.length ? packet : packet.subarray(0, length), to),
      random32,
      admits,
      sign: (text) => createHmac('sha256', secret).update(text).digest(),
      sealing,
      accept: (from: Path, open, security) =>
        accept((events) => {
          const link = new UdpLink(from.address, alarm, security);
          const detach = recorder?.flowOpened(
            recorded,
            from,
            () => events.peerName?.(),
            () => link.link?.opener(),
          );
          link.link = open(datagramEvents(events, detach));
          return link;
        }),
      plain,
      ...(asked && { asked }),
    },
    monotonicNow(),
  );
  const contained = (ring: Ring) => (now: number) => {
    try {
      return ring(now);
    } catch (error) {
      defect(error);
      return now + AGAIN_MS;
    }
  };
  const alarm = new Alarm(
    contained((now) => host.timer(now)),
    contained((now) => host.work(now)),
  );
  const take = (datagram: Uint8Array, from: Path) => {
    try {
      recorded.tape?.received(datagram, from);
      host.receive(datagram, from, monotonicNow());
    } catch (error) {
      defect(error);
    }
    alarm.soon();
  };
  socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
    if (impaired === undefined) take(plainArray(datagram), from);
    else impaired.receive(plainArray(datagram), from);
  });
  // What one peer's network says must not end the room; the link finds out by itself.
  socket.on('error', () => {});
  const { address, port } = socket.address();
  const detach = recorder?.attachSocket((remote) => localEnd({ address, port }, remote), recorded);
  return {
    address,
    port,
    send: (datagram, to) => void transmit(datagram, to),
    impair: (impairment) => {
      if (impairment !== undefined && impairsDatagrams(impairment)) {
        impaired?.set(impairment);
        impaired ??= new ImpairedDatagrams(impairment, {
          send: (bytes, to) => void send(bytes, to.port, to.address),
          received: take,
        });
      } else {
        impaired?.stop();
        impaired = undefined;
      }
    },
    close: () =>
      new Promise((closed) => {
        impaired?.drop();
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
