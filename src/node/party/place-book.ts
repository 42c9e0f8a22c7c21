import type { Problem } from '../../shared/error-codes.ts';
import { KNOWN_ROOMS } from '../../shared/limits.ts';
import type { KnownRoom, PlaceKey } from '../../shared/places/place-models.ts';
import type { KeptPlace, PlaceTable } from '../store/place-table.ts';

/** How long what changes often waits to be written, in milliseconds: a counter is not worth a write for each message. */
const LATER_MS = 1_000;

type Change = Partial<Omit<KeptPlace, 'key'>>;

/**
 * Remembers the rooms that this person is in or was in: which are open, their order, and how far each was read. A room
 * that is being entered for the first time is remembered once it was reached.
 */
export class PlaceBook {
  readonly #table: PlaceTable;
  readonly #problem: (problem: Problem, key: PlaceKey) => void;
  readonly #places = new Map<PlaceKey, KeptPlace>();
  /** Those that were not reached yet. */
  readonly #provisional = new Set<PlaceKey>();
  readonly #unwritten = new Set<PlaceKey>();
  #timer: NodeJS.Timeout | undefined;

  /** @param problem hears why something could not be written; it counts as long as the program runs */
  constructor(table: PlaceTable, problem: (problem: Problem, key: PlaceKey) => void) {
    this.#table = table;
    this.#problem = problem;
    for (const place of table.all()) this.#places.set(place.key, place);
  }

  get(key: PlaceKey): KeptPlace | undefined {
    return this.#places.get(key);
  }

  /** All that were reached once. */
  all(): readonly KeptPlace[] {
    return [...this.#places.values()].filter(({ key }) => !this.#provisional.has(key));
  }

  /** One that is being entered for the first time; it stands behind all others. */
  begin(place: Omit<KeptPlace, 'order'>): void {
    const order = 1 + Math.max(-1, ...[...this.#places.values()].map((one) => one.order));
    this.#provisional.add(place.key);
    this.#places.set(place.key, { ...place, order });
  }

  /** It was reached: it is remembered from now on, and takes the place of what was known of the same room under other keys. */
  reached(key: PlaceKey, isSame: (other: KeptPlace) => boolean): void {
    const place = this.#places.get(key);
    if (!place) return;
    this.#provisional.delete(key);
    for (const other of this.all()) {
      if (other.key === key || other.isOpen || !isSame(other)) continue;
      const { isPinned, isMuted, isAnnounced, notices, order, mark } = other;
      this.#places.set(key, { ...place, isPinned, isMuted, isAnnounced, notices, order, mark });
      this.drop(other.key);
    }
    this.change(key, { isOpen: true });
    this.#prune();
  }

  change(key: PlaceKey, change: Change): void {
    if (this.#put(key, change)) this.#write(key);
  }

  /** The same for what changes often: it is written a little later, and in any case when the book is closed. */
  changeLater(key: PlaceKey, change: Change): void {
    if (!this.#put(key, change)) return;
    this.#unwritten.add(key);
    this.#timer ??= setTimeout(() => this.flush(), LATER_MS);
    this.#timer.unref();
  }

  /** An attempt came to nothing: what was never reached is not remembered. */
  giveUp(key: PlaceKey): void {
    if (this.#provisional.has(key)) this.drop(key);
  }

  drop(key: PlaceKey): void {
    this.#unwritten.delete(key);
    this.#places.delete(key);
    if (this.#provisional.delete(key)) return;
    const problem = this.#table.drop(key);
    if (problem) this.#problem(problem, key);
  }

  /** Puts these in this order; the others stay behind them as they are. */
  order(keys: readonly PlaceKey[]): void {
    const named = new Set(keys);
    const others = [...this.#places.values()].filter(({ key }) => !named.has(key));
    const behind = others.toSorted((one, other) => one.order - other.order).map(({ key }) => key);
    for (const [order, key] of [...named, ...behind].entries()) {
      if (this.#places.get(key)?.order !== order) this.change(key, { order });
    }
  }

  /** What can be entered again, or is a place already; what was left last comes first. */
  knownRooms(): readonly KnownRoom[] {
    return this.all()
      .toSorted((one, other) => other.lastThere - one.lastThere)
      .map(({ key, roomId, name, hosted, address, transport, lastThere, mark, isOpen }) => ({
        ...{ key, roomId, name, isHosted: hosted !== undefined, address: hosted ? '' : address, transport, lastThere },
        ...{ unread: mark.unread, mentions: mark.mentions, isOpen },
      }));
  }

  /** Writes what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const key of this.#unwritten) this.#write(key);
    this.#unwritten.clear();
  }

  #put(key: PlaceKey, change: Change): boolean {
    const place = this.#places.get(key);
    if (place) this.#places.set(key, { ...place, ...change });
    return place !== undefined;
  }

  #write(key: PlaceKey): void {
    const place = this.#places.get(key);
    if (!place || this.#provisional.has(key)) return;
    const problem = this.#table.keep(place);
    if (problem) this.#problem(problem, key);
  }

  /** Of the rooms that nobody is in, those that were left longest ago make way. */
  #prune(): void {
    const left = this.all().filter(({ isOpen, isPinned }) => !isOpen && !isPinned);
    const surplus = left.toSorted((one, other) => one.lastThere - other.lastThere);
    for (const { key } of surplus.slice(0, Math.max(0, left.length - KNOWN_ROOMS))) this.drop(key);
  }
}
