import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { Path } from '../datagram/path.ts';
import { newSpot, type Spot, type SpotState, spotKey } from './spot.ts';

/** How many of a kind an address has, and all have. */
class Count {
  readonly #byAddress = new Map<string, number>();
  #all = 0;

  get all(): number {
    return this.#all;
  }

  of(address: string): number {
    return this.#byAddress.get(address) ?? 0;
  }

  add(address: string, by: 1 | -1): void {
    this.#all += by;
    const count = this.of(address) + by;
    if (count === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, count);
  }
}

/**
 * All addresses and ports of which anything is known. Those that answered and those that did not have places of their own, in
 * all and for each address: whatever is claimed, what answers finds room.
 */
export class SpotBook {
  readonly #spots = new Map<string, Spot>();
  readonly #proven = new Count();
  readonly #unproven = new Count();
  #mute = 0;

  get size(): number {
    return this.#spots.size;
  }

  /** Rooms in the list that answer no question. */
  get mute(): number {
    return this.#mute;
  }

  get(at: Path): Spot | undefined {
    return this.#spots.get(spotKey(at));
  }

  [Symbol.iterator](): IterableIterator<Spot> {
    return this.#spots.values();
  }

  /** @param state what it is from the first moment on @returns undefined when there is no place for it */
  add(at: Path, state: SpotState, now: number): Spot | undefined {
    if (!this.#hasPlace(at.address, state)) return undefined;
    const spot = newSpot(at, now);
    this.#spots.set(spot.key, spot);
    spot.state = state;
    this.#count(spot, 1);
    return spot;
  }

  /** Changes its state. @returns false when there is no place for it among those */
  change(spot: Spot, state: SpotState): boolean {
    if (state === spot.state) return true;
    const staysInPool = (state === 'answering') === (spot.state === 'answering');
    if (!staysInPool && !this.#hasPlace(spot.at.address, state)) return false;
    if (state === 'mute' && this.#mute >= DISCOVERY_LIMITS.muteRooms) return false;
    this.#count(spot, -1);
    spot.state = state;
    this.#count(spot, 1);
    return true;
  }

  delete(spot: Spot): void {
    if (this.#spots.delete(spot.key)) this.#count(spot, -1);
  }

  #hasPlace(address: string, state: SpotState): boolean {
    const { spots, spotsPerAddress, claims } = DISCOVERY_LIMITS;
    return state === 'answering'
      ? this.#proven.all < spots - claims && this.#proven.of(address) < spotsPerAddress
      : this.#unproven.all < claims && this.#unproven.of(address) < spotsPerAddress / 2;
  }

  #count(spot: Spot, by: 1 | -1): void {
    (spot.state === 'answering' ? this.#proven : this.#unproven).add(spot.at.address, by);
    if (spot.state === 'mute') this.#mute += by;
  }
}
