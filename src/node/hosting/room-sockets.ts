import type { Defects } from '../../core/defects.ts';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import { ConnectionGate } from '../../core/room/connection-gate.ts';
import type { Room } from '../../core/room/room.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { RoomSockets } from '../net/room-listener.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { TcpLink, type TcpSocket } from '../net/tcp-link.ts';
import type { UdpReceivers } from '../net/udp-listener.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { HostSecurity } from './host-security.ts';
import type { HostedLink } from './hosted-link.ts';
import type { PlainLinks } from './plain-links.ts';

/** What the sockets of a room bring their connections and packets to. */
export interface RoomSocketsParts {
  readonly host: {
    readonly security: HostSecurity;
    /** A new link from outside; `isAdmitted` when the room was asked before. */
    open(makeStream: (hosted: HostedLink) => StreamLink, isAdmitted?: boolean): HostedLink;
  };
  readonly room: Room;
  readonly plain: PlainLinks;
  readonly defects: Defects;
  readonly limits: RoomLimits;
  readonly recorder: LinkRecorder | undefined;
  /** Somebody looks for rooms. */
  readonly asked: NonNullable<UdpReceivers['asked']>;
}

/** Makes links of what comes in over the two sockets of a room, and turns away at the door who comes too often. */
export function roomSockets({ host, room, plain, defects, limits, recorder, asked }: RoomSocketsParts): RoomSockets {
  const gate = new ConnectionGate(limits, monotonicNow());
  const accept = (socket: TcpSocket) => {
    const hosted = host.open((link) => {
      link.connection = gate.enter(socket.remoteAddress ?? '', monotonicNow());
      return new TcpLink(socket, link, recorder);
    });
    plain.listenTo(hosted);
  };
  return {
    admits: (address) => gate.admits(address, monotonicNow()),
    tcp: (socket) => defects.contain(() => accept(socket)),
    udp: {
      admits: ({ address }) => room.admits(address, monotonicNow()),
      accept: (open) => host.open(open, true),
      sealing: host.security,
      asked,
      plain: (datagram, from) => defects.contain(() => plain.receivedDatagram(datagram, from)),
      defect: (error) => defects.met(error),
    },
  };
}
