import { useTranslation } from 'react-i18next';
import type { LeftBehind } from '../../../shared/files/file-models.ts';
import { visibleName } from './file-name.ts';
import classes from './stayed-behind.module.css';

/** What of a folder stayed with its sender: how much, and on demand what and why. */
export function StayedBehind({ left }: { readonly left: LeftBehind | undefined }) {
  const { t } = useTranslation();
  if (!left) return null;
  const more = left.all - left.some.length;
  return (
    <details className={classes.stayed}>
      <summary>{t('files.stayed', { count: left.all })}</summary>
      <ul>
        {left.some.map(({ path, why }) => (
          <li key={path}>
            <bdi>{visibleName(path)}</bdi>: {t(`files.stayedWhy.${why}`)}
          </li>
        ))}
        {more > 0 && <li>{t('files.andMore', { count: more })}</li>}
      </ul>
      <p>{t('files.stayedHint')}</p>
    </details>
  );
}
