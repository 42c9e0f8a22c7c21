/** Lines whose mutants may live, and why: each was read. */
export interface Explained {
  /** The end of the file's path. */
  readonly file: string;
  /** A part of the line. */
  readonly line: string;
  readonly reason: string;
}

export const EXPLAINED: readonly Explained[] = [];
