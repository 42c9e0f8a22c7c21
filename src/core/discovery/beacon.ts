import { BEACON_CHANGED_MS, BEACON_EVERY_MS, BEACON_FIRST_MS, GONE_TIMES } from './discovery-times.ts';
import type { RoomAdvert } from './room-advert.ts';
import { beaconPacket } from './room-packet.ts';

export interface BeaconPorts {
  /** What the room says of itself now. */
  advert(): RoomAdvert;
  /** Sends a packet from the room's own UDP port as broadcast to the port of discovery, on every adapter that is up. */
  broadcast(packet: Uint8Array): void;
}

/** Tells everybody around, unasked, that a room is here: when it begins, every 30 s, and when it ends. */
export class Beacon {
  readonly #ports: BeaconPorts;
  /** Of the first ones, how many went out since the beginning or the last change of the network, which was at `#since`. */
  #since: number;
  #first = 0;
  #due: number;
  #last = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(ports: BeaconPorts, now: number) {
    this.#ports = ports;
    this.#since = now;
    this.#due = now;
  }

  /** When {@link tick} has something to do. */
  get deadline(): number {
    return this.#due;
  }

  tick(now: number): void {
    if (now < this.#due) return;
    this.#ports.broadcast(beaconPacket(this.#ports.advert()));
    this.#last = now;
    this.#first += 1;
    const next = BEACON_FIRST_MS[this.#first];
    this.#due = next === undefined ? now + BEACON_EVERY_MS : Math.max(now, this.#since + next);
  }

  /** The network is another one: it is told there as at the beginning. */
  networkChanged(now: number): void {
    if (this.#isOver) return;
    this.#since = now;
    this.#first = 0;
    this.#due = now;
  }

  /** Something of the advert changed, such as how many are in the room: told soon, but not each time. */
  changed(now: number): void {
    if (!this.#isOver) this.#due = Math.max(now, Math.min(this.#due, this.#last + BEACON_CHANGED_MS));
  }

  /** The room ends: the last that is told. */
  end(): void {
    const packet = beaconPacket(this.#ports.advert(), true);
    for (let time = 0; time < GONE_TIMES; time += 1) this.#ports.broadcast(packet);
    this.#isOver = true;
    this.#due = Number.POSITIVE_INFINITY;
  }
}
