import type { Socket } from 'node:dgram';
import { lookup } from 'node:dns';
import { DatagramGuest } from '../../core/datagram/datagram-guest.ts';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { Recordable, Tape } from '../../core/recording/tape.ts';
import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { RoomAddress } from '../../shared/address.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { type Impairment, impairsDatagrams } from '../../shared/impairment/impairment.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { monotonicNow } from '../time/clocks.ts';
import { Alarm } from './alarm.ts';
import { ImpairedDatagrams } from './impaired-datagrams.ts';
import { socketProblem } from './socket-problem.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';
import { datagramEvents, random32 } from './udp-link.ts';
import { plainArray } from './udp-listener.ts';
import { createUdpSocket, sendPacket } from './udp-socket.ts';

const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };

/**
 * Opens a reliable link over UDP. `opened` or `events.closed` follows. A name with several addresses is tried on each,
 * the next one as soon as the one before is known to fail.
 * @param sealing where the link is to be sealed, if the host can do that
 */
export function connectUdp(
  { host, port }: RoomAddress,
  opened: () => void,
  events: StreamEvents,
  recorder?: LinkRecorder,
  sealing?: GuestSealing,
): DialledUdpLink {
  const link = new DialledUdpLink(opened, events, recorder, sealing);
  lookup(host, { all: true }, (error, addresses) => {
    if (error) link.fail(socketProblem(error));
    else link.dial(addresses.map(({ address }) => ({ address, port })));
  });
  return link;
}

interface Target {
  readonly address: string;
  readonly port: number;
}

/** The dialling end of a datagram link, with a socket of its own. */
class DialledUdpLink implements StreamLink, Recordable<Tape> {
  /** While it is recorded. */
  tape: Tape | undefined = undefined;
  readonly #opened: () => void;
  readonly #events: StreamEvents;
  readonly #recorder: LinkRecorder | undefined;
  readonly #sealing: GuestSealing | undefined;
  #detach: (() => void) | undefined;
  readonly #alarm = new Alarm(
    (now) => this.#work(now),
    (now) => this.#work(now),
  );
  #targets: readonly Target[] = [];
  #target: Target | undefined;
  #socket: Socket | undefined;
  /** The socket, once it may be sent over: what leaves before is as good as lost. */
  #ready: Socket | undefined;
  #guest: DatagramGuest | undefined;
  /** Present while the link is impaired. */
  #impaired: ImpairedDatagrams<undefined> | undefined;
  #isOver = false;

  constructor(
    opened: () => void,
    events: StreamEvents,
    recorder: LinkRecorder | undefined,
    sealing: GuestSealing | undefined,
  ) {
    this.#sealing = sealing;
    this.#opened = opened;
    this.#events = events;
    this.#recorder = recorder;
  }

  get address(): string {
    return this.#target?.address ?? '';
  }

  get security(): LinkSecurity | undefined {
    return this.#guest?.security;
  }

  /** @internal tries these addresses, one after the other */
  dial(targets: readonly Target[]): void {
    const [target, ...others] = targets;
    if (this.#isOver || !target) return;
    this.#target = target;
    this.#targets = others;
    this.#openSocket(target, () => {
      const ports = {
        transmit: (packet: Uint8Array, length: number) => {
          this.tape?.copy('out', packet.subarray(0, length));
          if (this.#impaired === undefined) return this.#transmit(packet, length);
          this.#impaired.send(packet.subarray(0, length), undefined);
          return false;
        },
        random32,
      };
      const events = {
        ...datagramEvents(this.#events),
        opened: this.#opened,
        ended: () => this.#ended(),
        closed: (problem: Problem) => this.#closed(problem),
      };
      this.#guest = new DatagramGuest(target, ports, events, monotonicNow(), this.#sealing);
      this.#alarm.by(this.#guest.deadline);
    });
  }

  /** @internal the link can't be opened */
  fail(problem: Problem): void {
    setImmediate(() => this.#end(problem));
  }

  send(bytes: Uint8Array): number {
    return this.#do((now) => this.#guest?.link?.send(bytes, now)) ?? 0;
  }

  sendEphemeral(frames: Uint8Array): void {
    this.#do((now) => this.#guest?.link?.sendEphemeral(frames, now));
  }

  queuedBytes(): number {
    return this.#guest?.link?.queuedBytes ?? 0;
  }

  quality(): LinkQuality | undefined {
    return this.#guest?.link?.quality();
  }

  pause(paused: boolean): void {
    this.#do((now) => this.#guest?.link?.pause(paused, now));
  }

  impair(impairment: Impairment | undefined): void {
    if (impairment !== undefined && impairsDatagrams(impairment) && !this.#isOver) {
      this.#impaired?.set(impairment);
      this.#impaired ??= new ImpairedDatagrams(impairment, {
        send: (bytes) => void this.#transmit(bytes, bytes.length),
        received: (bytes) => this.#received(bytes),
      });
    } else {
      this.#impaired?.stop();
      this.#impaired = undefined;
    }
  }

  /** This computer has another address, perhaps: goes on from a new socket, and tells the host so. */
  networkChanged(): void {
    const { link } = this.#guest ?? {};
    if (!link || link.isClosed || !this.#target || this.#isOver) return;
    this.#socket?.close();
    this.#openSocket(this.#target, () => this.#do((now) => link.announce(now)));
  }

  close(): void {
    if (this.#guest?.link) this.#do((now) => this.#guest?.link?.close(now));
    else this.destroy();
  }

  destroy(): void {
    if (this.#guest) this.#do((now) => this.#guest?.destroy(now));
    else this.fail(LOST);
  }

  /** As with TCP's sockets by default, an end that dialled sends no more than its peer. */
  #ended(): void {
    this.#events.ended();
    this.close();
  }

  #closed(problem: Problem): void {
    if (this.#guest?.link === undefined && this.#targets.length > 0) {
      this.#socket?.close();
      this.dial(this.#targets);
    } else {
      this.#end(problem);
    }
  }

  #openSocket({ address, port }: Target, ready: () => void): void {
    const socket = createUdpSocket(address.includes(':') ? 'udp6' : 'udp4');
    this.#socket = socket;
    this.#ready = undefined;
    socket.on('message', (datagram: Buffer) => {
      if (this.#impaired === undefined) this.#received(plainArray(datagram));
      else this.#impaired.receive(plainArray(datagram), undefined);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // What the network answered to an earlier packet (ICMP); anything else is as good as a lost packet.
      if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') {
        this.#guest?.refused(monotonicNow());
        this.#alarm.soon();
      } else if (this.#socket === socket && this.#ready !== socket) {
        // There is no socket to send over at all, such as when too many files are open.
        this.#closed(socketProblem(error));
      }
    });
    socket.connect(port, address, (error?: Error) => {
      if (this.#socket !== socket) return;
      if (error) return this.#closed(socketProblem(error));
      this.#ready = socket;
      this.#attach(socket, { address, port });
      ready();
    });
  }

  /** Each socket is a link of its own in the recording: it has another address and port. */
  #attach(socket: Socket, remote: Target): void {
    this.#detach?.();
    const { address, port } = socket.address();
    const route = { transport: 'udp', local: { address, port }, remote, dialled: true } as const;
    this.#detach = this.#recorder?.attach(
      route,
      this,
      () => this.#events.peerName?.(),
      () => this.#guest?.link?.opener(),
    );
  }

  #transmit(packet: Uint8Array, length: number): boolean {
    return this.#ready !== undefined && !this.#isOver && sendPacket(this.#ready, packet, length);
  }

  #received(datagram: Uint8Array): void {
    this.tape?.copy('in', datagram);
    this.#guest?.receive(datagram, monotonicNow());
    this.#alarm.soon();
  }

  #do<T>(work: (now: number) => T): T {
    const result = work(monotonicNow());
    if (this.#guest) this.#alarm.by(this.#guest.deadline);
    return result;
  }

  #work(now: number): number {
    this.#guest?.tick(now);
    return this.#guest?.deadline ?? Number.POSITIVE_INFINITY;
  }

  #end(problem: Problem): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#impaired?.drop();
    this.#alarm.stop();
    this.#socket?.close();
    this.#detach?.();
    this.#events.closed(problem);
  }
}
