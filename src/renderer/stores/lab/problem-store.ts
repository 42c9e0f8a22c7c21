import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../../shared/error-codes.ts';

/** Why the last thing that was asked of a server or client did not work, by its id. */
export const labProblemStore = createStore<{ readonly problems: ReadonlyMap<string, Problem> }>(() => ({
  problems: new Map(),
}));

/** @param problem undefined when it worked */
export function problemHeard(id: string, problem: Problem | undefined): void {
  const { problems } = labProblemStore.getState();
  if (problem === undefined && !problems.has(id)) return;
  const next = new Map(problems);
  if (problem === undefined) next.delete(id);
  else next.set(id, problem);
  labProblemStore.setState({ problems: next });
}
