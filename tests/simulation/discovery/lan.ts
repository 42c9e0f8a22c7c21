import type { Path } from '../../../src/core/datagram/path.ts';
import { DISCOVERY_PORT } from '../../../src/shared/limits.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** How bad a network is. Shares are from 0 to 1. */
export interface LanWeather {
  readonly loss: number;
  readonly duplication: number;
  /** Longest way of a packet, in milliseconds; each takes a random part of it, so that packets overtake each other. */
  readonly delayMs: number;
}

type Receive = (packet: Uint8Array, from: Path, wasBroadcast: boolean) => void;

/** A computer on the network: where it is heard, and on which of its addresses' subnets. */
export interface Plug {
  /** By address: what is bound there. `undefined` as the port hears whatever port. */
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
  readonly receive: Receive;
}

/** One subnet is one cable: a broadcast reaches whoever shares the first three numbers of the address. */
export function cableOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}

/** A local network that loses, doubles and delays packets, and believes any address that a packet claims to come from. */
export class Lan {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #weather: LanWeather;
  readonly #plugs = new Set<Plug>();
  packets = 0;

  constructor(clock: Clock, random: Random, weather: LanWeather) {
    this.#clock = clock;
    this.#random = random;
    this.#weather = weather;
  }

  plug(plug: Plug): void {
    this.#plugs.add(plug);
  }

  unplug(plug: Plug): void {
    this.#plugs.delete(plug);
  }

  send(packet: Uint8Array, from: Path, to: Path): void {
    this.#carry(packet, from, (plug) => plug.addresses.includes(to.address) && plug.ports.includes(to.port), false);
  }

  /** To the port of discovery, on the cable of the sender's address. */
  broadcast(packet: Uint8Array, from: Path): void {
    const isHere = (plug: Plug) => plug.addresses.some((address) => cableOf(address) === cableOf(from.address));
    this.#carry(packet, from, (plug) => isHere(plug) && plug.ports.includes(DISCOVERY_PORT), true);
  }

  /** Whatever is told by another road, such as DNS-SD: late, lost or twice like a packet. */
  tell(told: () => void): void {
    const { loss, duplication, delayMs } = this.#weather;
    for (let copies = this.#random.chance(duplication) ? 2 : 1; copies > 0; copies -= 1) {
      if (!this.#random.chance(loss)) this.#clock.after(this.#random.next() * delayMs, told);
    }
  }

  #carry(packet: Uint8Array, from: Path, isMeant: (plug: Plug) => boolean, wasBroadcast: boolean): void {
    for (const plug of this.#plugs) {
      if (!isMeant(plug)) continue;
      this.packets += 1;
      this.tell(() => {
        if (this.#plugs.has(plug)) plug.receive(packet, from, wasBroadcast);
      });
    }
  }
}
