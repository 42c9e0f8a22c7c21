import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { EXPLAINED } from './explained.ts';

/** A mutant that no unit test of its folder notices. */
export interface Survivor {
  /** `src/core/…/file.ts:12`. */
  readonly place: string;
  /** The line as it stands. */
  readonly line: string;
  /** What was put in the place of which part of it. */
  readonly change: string;
  /** Why it may live; undefined where nobody has said. */
  readonly reason: string | undefined;
}

/** How a folder's unit tests did. */
export interface Score {
  readonly killed: number;
  readonly all: number;
  readonly survivors: readonly Survivor[];
}

/**
 * Adds up what StrykerJS found; what it passed over (texts, constants) counts for nothing.
 * @param sources of the files as they were when the mutants were made, by path
 */
export function scoreOf(results: readonly MutantResult[], sources: ReadonlyMap<string, string>): Score {
  const killed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const alive = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  return {
    killed,
    all: killed + alive.length,
    survivors: alive.map((one) => survivorOf(one, sources.get(one.fileName) ?? '')),
  };
}

function survivorOf({ fileName, location: { start, end }, replacement = '' }: MutantResult, source: string): Survivor {
  const file = relative(process.cwd(), fileName);
  const lines = source.split('\n');
  const line = lines[start.line - 1] ?? '';
  const part = start.line === end.line ? line.slice(start.column - 1, end.column - 1) : line.slice(start.column - 1);
  const change = `${part.trim()} → ${replacement.replaceAll(/\s+/g, ' ').slice(0, 100)}`;
  const reason = EXPLAINED.find((one) => file.endsWith(one.file) && line.includes(one.line))?.reason;
  return { place: `${file}:${start.line}`, line: line.trim(), change, reason };
}
