import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_PRACTICE_PORT } from '../../../shared/lab/lab-limits.ts';
import { useLab } from '../../stores/lab/hooks.ts';
import type { RecipeName } from '../../stores/lab/recipes/recipe-names.ts';
import type { RecipeRun } from '../../stores/lab/recipes/recipe-store.ts';
import { CodeBlock, CopyButton } from '../../ui/code-block.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type PythonSide, recipeCode } from './recipe-code.ts';
import classes from './recipe-python.module.css';

/** The recipe in Python, to copy: either side talks to the lab's other side, or to the other script. */
export function RecipePython({ recipe, run }: { readonly recipe: RecipeName; readonly run: RecipeRun | undefined }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<PythonSide>('server');
  const port = useLab(({ servers }) => servers.find(({ id }) => id === run?.server)?.port ?? DEFAULT_PRACTICE_PORT);
  const code = recipeCode(recipe, side, port);
  return (
    <div className={classes.python}>
      <div className={classes.bar}>
        <Segmented
          label={t('lab.recipe.pythonSide')}
          value={side}
          segments={(['server', 'client'] as const).map((value) => ({ value, text: `${value}.py` }))}
          onPick={setSide}
        />
        <p className={classes.hint}>{t(`lab.recipe.pythonHint.${side}`, { port })}</p>
        <CopyButton code={code} />
      </div>
      <CodeBlock label={`${side}.py`} code={code} />
    </div>
  );
}
