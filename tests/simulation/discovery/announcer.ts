import type { Path } from '../../../src/core/datagram/path.ts';
import { Beacon } from '../../../src/core/discovery/beacon.ts';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { RoomAnswers } from '../../../src/core/discovery/room-answers.ts';
import { readQuestion } from '../../../src/core/discovery/room-packet.ts';
import { DISCOVERY_PORT } from '../../../src/shared/limits.ts';
import type { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import type { Random } from '../random.ts';
import type { Lan, Plug } from './lan.ts';
import type { LanSabotage } from './lan-sabotage.ts';
import { Timer } from './timer.ts';

/** A computer that hosts a room: the machines that ship, on a virtual network. */
export class Announcer {
  advert: RoomAdvert;
  addresses: readonly string[];
  readonly #clock: Clock;
  readonly #lan: Lan;
  readonly #beacon: Beacon;
  readonly #answers: RoomAnswers;
  readonly #timers: readonly Timer[];
  #plug: Plug;

  constructor(
    { advert, addresses }: { advert: RoomAdvert; addresses: readonly string[] },
    world: { readonly clock: Clock; readonly lan: Lan; readonly random: Random; readonly sabotage: LanSabotage },
  ) {
    const { clock, lan, random, sabotage } = world;
    this.advert = advert;
    this.addresses = addresses;
    this.#clock = clock;
    this.#lan = lan;
    this.#beacon = new Beacon({ advert: () => this.advert, broadcast: (packet) => this.#broadcast(packet) }, clock.now);
    const transmit = (packet: Uint8Array, to: Path) => {
      const sent = sabotage === 'answer-at-length' ? new Uint8Array(1_200) : packet;
      if (sent.length > 1_000) throw new Violation('an answer is longer than its question');
      // An answer leaves from the address that its receiver would use as well.
      const from = this.addresses.find((address) => address.startsWith(to.address.split('.')[0] as string));
      lan.send(sent, { address: from ?? (this.addresses[0] as string), port: this.advert.port }, to);
    };
    const answers = new RoomAnswers({ advert: () => this.advert, transmit, random: () => random.next() }, clock.now);
    this.#answers = answers;
    this.#timers = [new Timer(clock, this.#beacon), new Timer(clock, answers)];
    this.#plug = this.#plugIn();
    for (const timer of this.#timers) timer.mind();
  }

  get at(): readonly Path[] {
    return this.addresses.map((address) => ({ address, port: this.advert.port }));
  }

  get remembered(): number {
    return this.#answers.remembered;
  }

  /** Its network gives it another address. */
  move(addresses: readonly string[]): void {
    this.#lan.unplug(this.#plug);
    this.addresses = addresses;
    this.#plug = this.#plugIn();
    this.#beacon.networkChanged(this.#clock.now);
    for (const timer of this.#timers) timer.mind();
  }

  /** What it says of itself is something else. */
  change(advert: RoomAdvert): void {
    this.advert = advert;
    this.#beacon.changed(this.#clock.now);
    for (const timer of this.#timers) timer.mind();
  }

  end(): void {
    this.#beacon.end();
    this.crash();
  }

  crash(): void {
    this.#lan.unplug(this.#plug);
    for (const timer of this.#timers) timer.stop();
  }

  #plugIn(): Plug {
    const plug: Plug = {
      addresses: this.addresses,
      ports: [this.advert.port, DISCOVERY_PORT],
      receive: (packet, from, wasBroadcast) => {
        const question = readQuestion(packet);
        if (!question) return;
        this.#answers.asked(question, from, wasBroadcast, this.#clock.now);
        for (const timer of this.#timers) timer.mind();
      },
    };
    this.#lan.plug(plug);
    return plug;
  }

  #broadcast(packet: Uint8Array): void {
    for (const address of this.addresses) this.#lan.broadcast(packet, { address, port: this.advert.port });
  }
}
