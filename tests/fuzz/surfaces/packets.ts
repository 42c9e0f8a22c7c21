import { PACKET_TYPE } from '../../../src/core/datagram/constants.ts';
import { DatagramHost } from '../../../src/core/datagram/datagram-host.ts';
import type { LinkId } from '../../../src/core/datagram/packet.ts';
import { connectPacket, hasMagic, initialPacket, packetType, readId } from '../../../src/core/datagram/packet.ts';
import type { Path } from '../../../src/core/datagram/path.ts';
import { digests } from '../../../src/node/secure/digests.ts';
import type { Random } from '../../simulation/random.ts';
import { linkPacket, looseDatagram } from '../datagram-case.ts';
import { damage } from '../values.ts';
import { promised, type Surface } from './surface.ts';

/** Links that a run keeps open, and what may be remembered of all addresses beside them. */
const LINKS = 20;
const REMEMBERED_MOST = 4 * LINKS + 200;

/** The packets of a room's UDP port: from nowhere, and on links that are open. */
export const PACKETS: Surface = {
  name: 'packets',
  inputs: 2_000,
  mostMs: 50,
  open: (random) => {
    const port = new FuzzedPort(random);
    return { once: (chance) => port.once(chance) };
  },
};

class FuzzedPort {
  readonly #host: DatagramHost;
  readonly #sent: { readonly bytes: number; readonly to: string }[] = [];
  readonly #links: { readonly id: LinkId; readonly from: Path; number: number }[] = [];
  #cookie: Uint8Array | undefined;
  #accepted: Uint8Array | undefined;
  #now = 0;

  constructor(random: Random) {
    this.#host = new DatagramHost(
      {
        transmit: (packet, length, to) => {
          this.#transmit(packet.subarray(0, length), to);
          return false;
        },
        random32: () => random.int(0, 0xffff_ffff),
        sign: (text) => Buffer.from(digests.hmac('key', text), 'hex'),
        admits: () => this.#links.length < LINKS,
        accept: (_from, open) =>
          open({
            received: () => {},
            ephemeral: () => {},
            drained: () => {},
            ended: () => {},
            closed: () => {},
          }),
        plain: () => {},
      },
      0,
    );
  }

  once(random: Random): void {
    this.#now += random.int(0, 20);
    const link = random.chance(0.5) ? this.#links[random.int(0, this.#links.length)] : undefined;
    if (link) {
      const packet = linkPacket(random, link.id, link.number);
      link.number += 1;
      this.#host.receive(random.chance(0.2) ? damage(random, packet) : packet, link.from, this.#now);
    } else if (random.chance(0.02)) {
      this.#connect(random);
    } else {
      this.#fromNowhere(random);
    }
    this.#host.work(this.#now);
    this.#host.timer(this.#now);
    promised(this.#host.remembered <= REMEMBERED_MOST, `${this.#host.remembered} addresses and ids are remembered`);
  }

  /** Nobody who was not heard of before gets more than they sent. */
  #fromNowhere(random: Random): void {
    const packet = looseDatagram(random);
    const from = { address: `10.9.${random.int(0, 255)}.${random.int(0, 255)}`, port: random.int(0, 65_535) };
    this.#sent.length = 0;
    this.#host.receive(packet, from, this.#now);
    const back = this.#sent.filter(({ to }) => to === `${from.address} ${from.port}`);
    const bytes = back.reduce((sum, one) => sum + one.bytes, 0);
    promised(bytes <= packet.length, `${packet.length} bytes from nowhere were answered with ${bytes}`);
  }

  #connect(random: Random): void {
    const from = { address: '10.0.0.7', port: random.int(1, 65_535) };
    const id = { index: random.int(0, 0xffff_ffff), secret: random.int(0, 0xffff_ffff) };
    this.#host.receive(initialPacket(id), from, this.#now);
    const cookie = this.#cookie;
    if (!cookie) return;
    this.#accepted = undefined;
    this.#host.receive(connectPacket(id, cookie, 65_536), from, this.#now);
    const accepted = this.#accepted as Uint8Array | undefined;
    // The host's own id of the link stands behind the guest's.
    if (accepted) this.#links.push({ id: readId(accepted, 16), from, number: 0 });
    if (this.#links.length > LINKS) this.#links.shift();
  }

  #transmit(packet: Uint8Array, { address, port }: Path): void {
    this.#sent.push({ bytes: packet.length, to: `${address} ${port}` });
    if (!hasMagic(packet)) return;
    if (packetType(packet) === PACKET_TYPE.cookie) this.#cookie = Uint8Array.from(packet);
    if (packetType(packet) === PACKET_TYPE.accept) this.#accepted = Uint8Array.from(packet);
  }
}
