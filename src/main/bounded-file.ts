import { appendFileSync, renameSync, statSync } from 'node:fs';
import { PRIVATE_FILE } from '../node/store/private-files.ts';

/** A file of lines, for its owner alone, that begins anew when it has grown; the one before is kept as `.old`. */
export class BoundedFile {
  readonly path: string;
  readonly #largest: number;
  #size: number;

  /** @param largest bytes after which it begins anew */
  constructor(path: string, largest: number) {
    this.path = path;
    this.#largest = largest;
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Is on the disk when it returns. @throws what the disk says */
  append(line: string): void {
    if (this.#size > this.#largest) {
      renameSync(this.path, `${this.path}.old`);
      this.#size = 0;
    }
    const bytes = Buffer.from(`${line}\n`);
    appendFileSync(this.path, bytes, { mode: PRIVATE_FILE });
    this.#size += bytes.length;
  }
}
