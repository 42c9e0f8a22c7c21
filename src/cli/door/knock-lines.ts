import type { Knock } from '../../shared/doors/door-models.ts';
import { note, printJson } from '../output.ts';
import { knockWords } from './door-commands.ts';

/** Tells a terminal who knocks, each once, and whose knock is over. */
export class KnockLines {
  readonly #isJson: boolean;
  #known: ReadonlySet<number> = new Set();

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  /** All who knock now. */
  tell(knocks: readonly Knock[]): void {
    const before = this.#known;
    this.#known = new Set(knocks.map(({ id }) => id));
    for (const knock of knocks) {
      if (before.has(knock.id)) continue;
      if (this.#isJson) printJson({ event: 'knock', ...knock });
      else note(`${knockWords(knock)} knocks: /admit, /turn-away or /ban ${knock.id}`);
    }
    for (const id of before) if (this.#isJson && !this.#known.has(id)) printJson({ event: 'knock-over', id });
  }
}
