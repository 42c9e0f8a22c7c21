import { useTranslation } from 'react-i18next';
import { showLabPage } from '../../stores/lab/lab-store.ts';
import { RECIPE_NAMES, type RecipeName } from '../../stores/lab/recipes/recipe-names.ts';
import { transportOf } from '../../stores/lab/recipes/recipe-steps.ts';
import classes from './recipe-gallery.module.css';

function Card({ recipe }: { readonly recipe: RecipeName }) {
  const { t } = useTranslation();
  return (
    <li>
      <button type="button" className={classes.card} onClick={() => showLabPage({ kind: 'recipe', recipe })}>
        <span className={classes.title}>
          {t(`lab.recipes.${recipe}.title`)}
          <span className={classes.transport}>{transportOf(recipe).toUpperCase()}</span>
        </span>
        <span className={classes.summary}>{t(`lab.recipes.${recipe}.summary`)}</span>
      </button>
    </li>
  );
}

/** The lab's start page: the classics, one click each. */
export function RecipeGallery() {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('lab.gallery.title')}</h1>
        <p>{t('lab.gallery.lead')}</p>
      </header>
      <ul className={classes.cards} aria-label={t('lab.gallery.recipes')}>
        {RECIPE_NAMES.map((recipe) => (
          <Card key={recipe} recipe={recipe} />
        ))}
      </ul>
    </div>
  );
}
