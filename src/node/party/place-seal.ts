import { fourWords } from '../../shared/code-words/code-words.ts';
import type { Fingerprint, RoomSeal } from '../../shared/identity/identity-models.ts';
import type { RoomView } from '../../shared/places/place-models.ts';

/** What a place's room is known by, as its view has it: the same object for as long as it is the same key. */
export class PlaceSeal {
  #seal: RoomSeal | undefined;

  /** @param isSealed undefined while there is no link */
  view(fingerprint: Fingerprint | undefined, isSealed: boolean | undefined): Pick<RoomView, 'seal' | 'isSealed'> {
    if (fingerprint !== undefined && this.#seal?.fingerprint !== fingerprint) {
      this.#seal = { fingerprint, words: fourWords(fingerprint) };
    }
    return { seal: this.#seal, isSealed };
  }
}
