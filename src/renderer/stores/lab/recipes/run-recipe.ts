import type { Problem } from '../../../../shared/error-codes.ts';
import { attempt } from '../../../bridge.ts';
import { socketGone } from '../socket-actions.ts';
import { performStep, type Stage } from './perform-step.ts';
import type { RecipeName } from './recipe-names.ts';
import { RECIPE_STEPS, type RecipeStep } from './recipe-steps.ts';
import { type RecipeRun, recipeStore, runChanged, type StepRun } from './recipe-store.ts';

/** Milliseconds between two steps: long enough to see what each does. */
const STEP_MS = 700;

/** Ends the run that is under way. */
let current: AbortController | undefined;
let runs = 0;

function waitUntil(signal: AbortSignal): Stage['wait'] {
  return (ms) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve(false);
      const timer = setTimeout(() => resolve(true), ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve(false);
      });
    });
}

function stepChanged(run: number, index: number, change: Partial<StepRun>): void {
  runChanged(run, ({ steps }) => ({ steps: steps.map((step, at) => (at === index ? { ...step, ...change } : step)) }));
}

/** @returns why the recipe can't go on */
async function take(step: RecipeStep, index: number, stage: Stage): Promise<Problem | undefined> {
  stepChanged(stage.run, index, { state: 'running' });
  const result = await performStep(step, stage);
  stepChanged(stage.run, index, result.ok ? { state: 'done', note: result.value } : { state: 'failed' });
  return result.ok ? undefined : result.problem;
}

async function walk(run: number, steps: readonly RecipeStep[], signal: AbortSignal): Promise<void> {
  const stage = { run, wait: waitUntil(signal) };
  for (const [index, step] of steps.entries()) {
    const problem = await take(step, index, stage);
    if (signal.aborted) return;
    if (problem) {
      runChanged(run, () => ({ state: 'failed', problem }));
      return;
    }
    if (index < steps.length - 1 && !(await stage.wait(STEP_MS))) return;
  }
  runChanged(run, () => ({ state: 'done' }));
}

async function remove(run: RecipeRun): Promise<void> {
  // The clients first: a server that closes on them would show a parting that was not theirs.
  for (const id of run.clients.values()) {
    if ((await attempt('lab:remove-client', { id })).ok) socketGone(id);
  }
  const { server } = run;
  if (server !== undefined && (await attempt('lab:remove-server', { id: server })).ok) socketGone(server);
}

/** Stops a recipe that runs and takes everything that it opened out of the lab. */
export async function putAway(): Promise<void> {
  const { run } = recipeStore.getState();
  current?.abort();
  current = undefined;
  recipeStore.setState({ run: undefined });
  if (run) await remove(run);
}

/** Stops where it is; what it opened stays to be played with. */
export function stopRecipe(): void {
  current?.abort();
  current = undefined;
  const { run } = recipeStore.getState();
  if (run) runChanged(run.number, ({ state }) => ({ state: state === 'running' ? 'stopped' : state }));
}

/** Starts the sockets that a recipe needs and takes its steps, one after the other. What the last one opened is put away. */
export async function runRecipe(recipe: RecipeName): Promise<void> {
  await putAway();
  const steps = RECIPE_STEPS[recipe];
  const end = new AbortController();
  current = end;
  runs += 1;
  const number = runs;
  recipeStore.setState({
    run: {
      number,
      recipe,
      state: 'running',
      steps: steps.map(() => ({ state: 'waiting', note: undefined })),
      problem: undefined,
      server: undefined,
      clients: new Map(),
    },
  });
  await walk(number, steps, end.signal);
}
