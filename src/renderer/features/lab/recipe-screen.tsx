import { ArrowLeft, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecipeRun } from '../../stores/lab/hooks.ts';
import { RECIPES_PAGE, showLabPage } from '../../stores/lab/lab-store.ts';
import type { RecipeName } from '../../stores/lab/recipes/recipe-names.ts';
import type { RecipeRun } from '../../stores/lab/recipes/recipe-store.ts';
import { putAway, runRecipe, stopRecipe } from '../../stores/lab/recipes/run-recipe.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RecipeLive } from './recipe-live.tsx';
import { RecipePython } from './recipe-python.tsx';
import classes from './recipe-screen.module.css';
import { RecipeStepList } from './recipe-step-list.tsx';
import { RecipeText } from './recipe-text.tsx';
import { ToolButton } from './tool-button.tsx';

/** What fills the part beside the explanation. */
type Side = 'live' | 'python';

function Buttons({ recipe, run }: { readonly recipe: RecipeName; readonly run: RecipeRun | undefined }) {
  const { t } = useTranslation();
  if (run?.state === 'running') {
    return <ToolButton icon={Square} label={t('lab.recipe.stop')} tip={t('lab.recipe.stopTip')} onClick={stopRecipe} />;
  }
  return (
    <>
      {run && (
        <ToolButton
          icon={Trash2}
          tone="ghost"
          label={t('lab.recipe.putAway')}
          tip={t('lab.recipe.putAwayTip')}
          onClick={() => void putAway()}
        />
      )}
      <ToolButton
        icon={run ? RotateCw : Play}
        tone="primary"
        label={t(run ? 'lab.recipe.again' : 'lab.recipe.run')}
        tip={t('lab.recipe.runTip')}
        onClick={() => void runRecipe(recipe)}
      />
    </>
  );
}

/** One of the classics: what it shows and why, its steps, what travels, and the same in Python. */
export function RecipeScreen({ recipe }: { readonly recipe: RecipeName }) {
  const { t } = useTranslation();
  const current = useRecipeRun();
  const run = current?.recipe === recipe ? current : undefined;
  const [side, setSide] = useState<Side>('live');
  return (
    <>
      <header className={classes.header}>
        <Button tone="ghost" small square aria-label={t('lab.recipe.back')} onClick={() => showLabPage(RECIPES_PAGE)}>
          <ArrowLeft aria-hidden />
        </Button>
        <h1>{t(`lab.recipes.${recipe}.title`)}</h1>
        <Segmented
          label={t('lab.recipe.side')}
          value={side}
          segments={(['live', 'python'] as const).map((value) => ({ value, text: t(`lab.recipe.${value}`) }))}
          onPick={setSide}
        />
        <Buttons recipe={recipe} run={run} />
      </header>
      <div className={classes.body}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in a low window and must be reachable by keyboard */}
        <section className={classes.text} aria-label={t('lab.recipe.explanation')} tabIndex={0}>
          <RecipeStepList recipe={recipe} run={run} />
          <RecipeText recipe={recipe} />
        </section>
        <div className={classes.side}>
          {side === 'live' ? <RecipeLive recipe={recipe} run={run} /> : <RecipePython recipe={recipe} run={run} />}
        </div>
      </div>
    </>
  );
}
