import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import { type KeptPlacements, keptPlacementsSchema } from './placement.ts';

/** Where the window was, as a file of its own: it belongs to this desk, and goes with no exported settings. */
export class PlacementFile {
  readonly #path: string;
  readonly #log: Log;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** Nothing, where there is no file or one that can't be read. */
  read(): KeptPlacements {
    try {
      const kept = keptPlacementsSchema.safeParse(JSON.parse(readFileSync(this.#path, 'utf8')));
      return kept.success ? kept.data : [];
    } catch {
      return [];
    }
  }

  /** A window that is not remembered is not worth a question. */
  write(kept: KeptPlacements): void {
    try {
      const unfinished = `${this.#path}.new`;
      writeFileSync(unfinished, JSON.stringify(kept));
      renameSync(unfinished, this.#path);
    } catch (error) {
      this.#log.warn(`the window's place is not kept: ${String(error)}`);
    }
  }
}
