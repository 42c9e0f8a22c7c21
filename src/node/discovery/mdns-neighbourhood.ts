import type { Path } from '../../core/datagram/path.ts';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import { Browser, type ServiceNews } from '../../core/dns-sd/browser.ts';
import type { DnsMessage } from '../../core/dns-sd/records.ts';
import { Responder } from '../../core/dns-sd/responder.ts';
import { isNeighbour, type Neighbourhood } from '../../core/network/neighbourhoods.ts';
import { TokenBucket } from '../../core/token-bucket.ts';
import { Alarm } from '../net/alarm.ts';
import { type LooseSocket, openLooseSocket } from '../net/loose-socket.ts';
import { monotonicNow } from '../time/clocks.ts';
import { decodeDns, encodeDns } from './dns-codec.ts';

/** Where multicast DNS speaks (RFC 6762, section 3). */
const MDNS_PORT = 5353;
const MDNS_GROUP = { IPv4: '224.0.0.251', IPv6: 'ff02::fb' } as const;
/** Packets a second of one network that are read in the long run, and at once: more than a network of 1,000 services has. */
const PACKETS_PER_SECOND = 2_000;
const PACKETS_AT_ONCE = 4_000;

/** What multicast DNS on one way out of this computer is used for. */
export interface MdnsPorts {
  /** What is told of there; asked whenever something may have changed. */
  adverts(): readonly RoomAdvert[];
  /** Whether somebody wants to know what others say. */
  isBrowsing(): boolean;
  news(news: ServiceNews): void;
  /** This computer's name, of which nobody else has one. */
  readonly target: string;
}

/** Multicast DNS on one way out of this computer. */
export class MdnsNeighbourhood {
  readonly #neighbourhood: Neighbourhood;
  readonly #ports: MdnsPorts;
  readonly #group: Path;
  readonly #responder: Responder;
  readonly #browser = new Browser(monotonicNow());
  readonly #pace = new TokenBucket(PACKETS_PER_SECOND, PACKETS_AT_ONCE, monotonicNow());
  readonly #alarm: Alarm;
  readonly #opening: Promise<LooseSocket | undefined>;
  #socket: LooseSocket | undefined;

  constructor(neighbourhood: Neighbourhood, ports: MdnsPorts) {
    this.#neighbourhood = neighbourhood;
    this.#ports = ports;
    const { family, address } = neighbourhood;
    this.#responder = new Responder(ports.target, Math.random);
    const work = () => this.#work();
    this.#alarm = new Alarm(work, work);
    const zone = neighbourhood.everybody.split('%')[1];
    const group = MDNS_GROUP[family];
    this.#group = { address: zone === undefined ? group : `${group}%${zone}`, port: MDNS_PORT };
    const multicast = { group, via: zone === undefined ? address : `::%${zone}` };
    this.#opening = openLooseSocket({ family, port: MDNS_PORT, isShared: true, multicast }, (datagram, from) =>
      this.#received(datagram, from),
    );
    void this.#open();
  }

  /** What is told of may have changed. */
  changed(): void {
    this.#alarm.soon();
  }

  /** Asks for rooms anew. */
  askAgain(): void {
    this.#browser.askAgain(monotonicNow());
    this.#alarm.soon();
  }

  /** Takes leave, and closes. */
  async close(): Promise<void> {
    this.#responder.announce([], monotonicNow());
    this.#send(this.#responder.due(monotonicNow()));
    this.#alarm.stop();
    (await this.#opening)?.close();
  }

  async #open(): Promise<void> {
    this.#socket = await this.#opening;
    if (this.#socket) this.#alarm.soon();
  }

  #work(): number {
    const now = monotonicNow();
    this.#responder.setAddresses([this.#neighbourhood.address], now);
    this.#responder.announce(this.#ports.adverts(), now);
    this.#send(this.#responder.due(now));
    const isAsking = this.#ports.isBrowsing();
    if (isAsking) this.#send(this.#browser.due(now));
    return Math.min(this.#responder.deadline, isAsking ? this.#browser.deadline : Number.POSITIVE_INFINITY);
  }

  #send(messages: readonly DnsMessage[]): void {
    for (const message of messages) this.#socket?.send(encodeDns(message), this.#group);
  }

  #received(datagram: Uint8Array, from: Path): void {
    const now = monotonicNow();
    // A system hands each packet to all sockets of the port, whichever adapter it came over.
    if (!isNeighbour(this.#neighbourhood, from.address) || !this.#pace.take(now)) return;
    const message = decodeDns(datagram);
    if (message === undefined) return;
    this.#responder.receive(message, now);
    this.#alarm.soon();
    if (!this.#ports.isBrowsing()) return;
    const news = this.#browser.receive(message, now);
    if (news.here.length + news.gone.length > 0) this.#ports.news(news);
  }
}
