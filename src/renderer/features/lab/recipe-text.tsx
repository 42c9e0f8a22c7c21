import { useTranslation } from 'react-i18next';
import type { RecipeName } from '../../stores/lab/recipes/recipe-names.ts';
import classes from './recipe-text.module.css';

const PARTS = ['see', 'why', 'cure'] as const;

/** What one sees, why it is so, and what cures it. */
export function RecipeText({ recipe }: { readonly recipe: RecipeName }) {
  const { t } = useTranslation();
  return (
    <>
      {PARTS.map((part) => (
        <div key={part} className={classes.part}>
          <h2>{t(`lab.recipe.${part}`)}</h2>
          <p>{t(`lab.recipes.${recipe}.${part}`)}</p>
        </div>
      ))}
      {recipe === 'client-crash' && (
        <div className={classes.part}>
          <h2>{t('lab.recipe.systems')}</h2>
          <p>{t('lab.recipes.client-crash.systems')}</p>
        </div>
      )}
    </>
  );
}
