import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../../../shared/error-codes.ts';
import type { RecipeName } from './recipe-names.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'failed';

/** What came of a step, in numbers; the window puts it into words. */
export type StepNote =
  | { readonly key: 'port'; readonly port: number }
  | { readonly key: 'refusedPort'; readonly port: number }
  | { readonly key: 'stillWaiting' }
  | { readonly key: 'arrived'; readonly arrived: number; readonly sent: number }
  | { readonly key: 'buffersFull'; readonly sent: number; readonly queued: number };

export interface StepRun {
  readonly state: StepState;
  readonly note: StepNote | undefined;
}

/** A recipe that was started. Its servers and clients stay in the lab until they are removed. */
export interface RecipeRun {
  /** Tells it from the runs before; what comes of one that was put away changes nothing. */
  readonly number: number;
  readonly recipe: RecipeName;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  readonly steps: readonly StepRun[];
  /** Why the step that failed did. */
  readonly problem: Problem | undefined;
  readonly server: string | undefined;
  /** Ids by the number that the client has in the recipe. */
  readonly clients: ReadonlyMap<number, string>;
}

export const recipeStore = createStore<{ readonly run: RecipeRun | undefined }>(() => ({ run: undefined }));

/** Changes that run. @returns false when it was put away meanwhile */
export function runChanged(number: number, change: (run: RecipeRun) => Partial<RecipeRun>): boolean {
  const { run } = recipeStore.getState();
  if (run?.number !== number) return false;
  recipeStore.setState({ run: { ...run, ...change(run) } });
  return true;
}

/** Ids of everything that a run has opened, the server first. */
export function socketsOf({ server, clients }: RecipeRun): readonly string[] {
  return server === undefined ? [...clients.values()] : [server, ...clients.values()];
}
