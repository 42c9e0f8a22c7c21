/** One promise and how it was kept. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly better: 'higher' | 'lower';
}

/** Takes a figure and says how it compares with its promise. */
export type Report = (figure: Figure, words: string) => void;

/** What every scenario is given. */
export interface Given {
  /** Pairs to measure, of which the median counts. */
  readonly rounds: number;
  readonly report: Report;
  /** Says what could not be measured here, and why. */
  readonly skip: (words: string) => void;
  /** Smaller amounts, for machines that have little time. */
  readonly isQuick: boolean;
}

/** What `npm run bench -- --only NAME` runs. */
export interface Scenario {
  readonly name: string;
  readonly run: (given: Given) => Promise<void>;
}
