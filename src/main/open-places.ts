import { isPushOfPlace, type Push } from '../shared/ipc-contract.ts';
import type { PlaceKey } from '../shared/places/place-models.ts';

/** The places of which the window has a store: of the others it gets no more than their cards. */
export class OpenPlaces {
  readonly #keys = new Set<PlaceKey>();

  open(key: PlaceKey): void {
    this.#keys.add(key);
  }

  close(key: PlaceKey): void {
    this.#keys.delete(key);
  }

  /** Whether the window is told. A place that is gone has no store any more. */
  passes(push: Push): boolean {
    if (isPushOfPlace(push)) return this.#keys.has(push.key);
    if (push.kind === 'places') for (const key of push.gone) this.#keys.delete(key);
    return true;
  }
}
