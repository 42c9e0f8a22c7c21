import type { Random } from '../../simulation/random.ts';

/** Something of ours that takes bytes or values from a stranger. */
export interface Surface {
  readonly name: string;
  /** Inputs in `npm test`; by hand there are as many as are asked for. */
  readonly inputs: number;
  /** Milliseconds of this thread's CPU that one input may take. */
  readonly mostMs: number;
  /** Makes whatever lasts for a run. @returns what makes one input, hands it over, and throws where a promise is broken */
  readonly open: (random: Random) => {
    readonly once: (random: Random) => void | Promise<void>;
    readonly close?: () => void;
  };
}

/** Throws when something that is promised of every input is not so. */
export function promised(isKept: boolean, what: string): asserts isKept {
  if (!isKept) throw new Error(`broken: ${what}`);
}
