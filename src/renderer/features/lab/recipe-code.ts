import { DEFAULT_PRACTICE_PORT } from '../../../shared/lab/lab-limits.ts';
import type { RecipeName } from '../../stores/lab/recipes/recipe-names.ts';

/** The two sides of a recipe in Python. */
export type PythonSide = 'server' | 'client';

const FILES = import.meta.glob<string>('../../../../docs/examples/recipes/*/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The example's text for one side, with `port` in the place of the lab's usual one; empty where there is none. */
export function recipeCode(recipe: RecipeName, side: PythonSide, port: number): string {
  const code = FILES[`../../../../docs/examples/recipes/${recipe}/${side}.py`] ?? '';
  return code.replaceAll(new RegExp(`\\b${DEFAULT_PRACTICE_PORT}\\b`, 'g'), String(port));
}
