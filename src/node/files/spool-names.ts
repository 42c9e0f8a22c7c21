import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Rest } from '../store/rest/rest.ts';

const HASH = /^[0-9a-f]{64}$/;
/** A content that is not whole yet; the digests of its pieces; the name that it was offered under first. */
export const PART = '.part';
export const PIECES = '.pieces';
export const NAME = '.name';

/** Where something lies, and how. */
export interface Spot {
  readonly path: string;
  readonly isSealed: boolean;
}

/** What files of a spool are called: by their hash, or by what that is sealed. Both may be there while one becomes the other. */
export class SpoolNames {
  readonly #folder: string;
  readonly #rest: Rest;

  constructor(folder: string, rest: Rest) {
    this.#folder = folder;
    this.#rest = rest;
  }

  /** Where it is; where it is to be, if it is nowhere. */
  find(name: string, ending = ''): Spot {
    const { isOn, hasKey } = this.#rest;
    if (!hasKey) return { path: this.path(name, false) + ending, isSealed: false };
    const [wanted, other] = [isOn, !isOn].map((isSealed) => ({ path: this.path(name, isSealed) + ending, isSealed }));
    return (existsSync((wanted as Spot).path) || !existsSync((other as Spot).path) ? wanted : other) as Spot;
  }

  /** Wherever it may be. */
  all(name: string, ending = ''): readonly string[] {
    return (this.#rest.hasKey ? [false, true] : [false]).map((isSealed) => this.path(name, isSealed) + ending);
  }

  path(name: string, isSealed: boolean): string {
    const file = (isSealed ? this.#rest.sealedFileName(name) : undefined) ?? name;
    return join(this.#folder, file.slice(0, 2), file);
  }

  /** What a file is, by what it is called; undefined for what lies beside a content, and for what is not ours. */
  read(file: string): { readonly name: string; readonly isPart: boolean; readonly isSealed: boolean } | undefined {
    const isPart = file.endsWith(PART);
    const called = isPart ? file.slice(0, -PART.length) : file;
    if (HASH.test(called)) return { name: called, isPart, isSealed: false };
    const name = this.#rest.nameOfFile(called);
    if (name !== undefined) return { name, isPart, isSealed: true };
    return isPart ? { name: called, isPart, isSealed: false } : undefined;
  }
}
