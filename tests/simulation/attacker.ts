import { PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { initialPacket, putChecksum } from '../../src/core/datagram/packet.ts';
import type { Path } from '../../src/core/datagram/path.ts';
import { HOST_PATH, type NetworkWorld } from './network-world.ts';
import type { Random } from './random.ts';

/** Datagrams that are remembered for a replay. */
const RECORDED_MOST = 200;
/** Milliseconds between two datagrams of a burst. */
const BURST_PAUSE_MS = 3;

interface Recorded {
  readonly datagram: Uint8Array;
  readonly from: Path;
  readonly to: Path;
}

/** What carries the attacker's datagrams. */
interface Carrier {
  readonly random: Random;
  travel(datagram: Uint8Array, from: Path, to: Path, guest: string): void;
}

/** Somebody on the network who reads what passes, and sends what may be true under addresses that are not. */
export class Attacker {
  readonly #world: NetworkWorld;
  readonly #network: Carrier;
  readonly #recorded: Recorded[] = [];
  #seen = 0;
  /** Where the last datagram of a guest came from. */
  #lastFrom: Path | undefined;

  constructor(world: NetworkWorld, network: Carrier) {
    this.#world = world;
    this.#network = network;
  }

  /** A datagram passed. */
  saw(datagram: Uint8Array, from: Path, to: Path): void {
    if (this.#world.scenario.datagrams.attacks === 0) return;
    this.#recorded[this.#seen % RECORDED_MOST] = { datagram, from, to };
    this.#seen += 1;
    if (from !== HOST_PATH) this.#lastFrom = from;
  }

  strike(): void {
    const { random } = this.#network;
    const blows = [
      () => this.#replay((from) => from),
      () => this.#replay(() => this.#forgedPath()),
      () => this.#replayDamaged(),
      () => this.#noise(),
      () => this.#flood(),
      () => this.#connectWithoutCookie(),
    ];
    const blow = random.pick(blows);
    for (let count = random.skewed(1, 20); count > 0; count -= 1) {
      this.#world.clock.after(count * BURST_PAUSE_MS, blow);
    }
  }

  /** Sends again what was sent before, from the same place or from another one. */
  #replay(source: (from: Path) => Path): void {
    if (this.#recorded.length === 0) return;
    const one = this.#network.random.pick(this.#recorded);
    const isUp = one.to.address === HOST_PATH.address;
    this.#send(one.datagram, isUp ? source(one.from) : one.from, one.to);
  }

  /** The same with other contents, under a checksum that is right. */
  #replayDamaged(): void {
    if (this.#recorded.length === 0) return;
    const { random } = this.#network;
    const { datagram, from, to } = random.pick(this.#recorded);
    const changed = datagram.slice();
    // Never the number or the frames of a link that is open: who knows its id may speak on it, and this one could.
    const at = random.int(8, 15);
    changed[at] = (changed[at] as number) ^ (1 << random.int(0, 7));
    putChecksum(changed, changed.length);
    this.#send(changed, from, to);
  }

  #noise(): void {
    const { random } = this.#network;
    const datagram = this.#bytes(random.skewed(1, 1_200));
    // Often with the first bytes of ours, or nothing would ever be looked at.
    if (random.chance(0.7))
      datagram.set(
        [0xff, 0x50, 0x4c, random.int(0x10, this.#world.scenario.sealed ? 0x1f : 0x17)].slice(0, datagram.length),
      );
    if (datagram.length >= 16 && random.chance(0.7)) putChecksum(datagram, datagram.length);
    this.#send(datagram, this.#forgedPath(), HOST_PATH);
  }

  /** Asks for cookies in others' names. */
  #flood(): void {
    const { random } = this.#network;
    const half = () => random.int(0, 0xffff_ffff);
    this.#send(initialPacket({ index: half(), secret: half() }), this.#forgedPath(), HOST_PATH);
  }

  #connectWithoutCookie(): void {
    const packet = this.#bytes(40);
    packet.set([0xff, 0x50, 0x4c, PACKET_TYPE.connect]);
    putChecksum(packet, packet.length);
    this.#send(packet, this.#forgedPath(), HOST_PATH);
  }

  /** An address of nobody, of a guest with another port, or of a guest. */
  #forgedPath(): Path {
    const { random } = this.#network;
    const from = this.#lastFrom;
    if (from && random.chance(0.3)) return from;
    if (from && random.chance(0.3)) return { address: from.address, port: random.int(1, 100) };
    return { address: `nobody-${random.int(1, 50)}`, port: random.int(1_024, 65_535) };
  }

  #bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#network.random.int(0, 255));
  }

  #send(datagram: Uint8Array, from: Path, to: Path): void {
    if (!this.#world.inTrouble) return;
    this.#network.travel(datagram, from, to, from.address);
  }
}
