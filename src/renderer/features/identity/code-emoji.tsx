import { useTranslation } from 'react-i18next';
import { CODE_EMOJI } from '../../../shared/code-words/code-emoji.ts';
import type { ComparisonCode } from '../../../shared/identity/identity-models.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './code-emoji.module.css';

const CHINESE: ReadonlyMap<string, string> = new Map(CODE_EMOJI.map(({ sign, zh }) => [sign, zh]));

/** The same code as pictures, each with its name: they look otherwise on other systems, and are called the same. */
export function CodeEmoji({ emoji }: Pick<ComparisonCode, 'emoji'>) {
  const { t } = useTranslation();
  const isChinese = useLocale().startsWith('zh');
  return (
    <ol className={classes.emoji} aria-label={t('identity.compare.emoji')}>
      {[...emoji.entries()].map(([at, { sign, name }]) => (
        <li key={at}>
          <span className={classes.sign} aria-hidden>
            {sign}
          </span>
          {isChinese ? (CHINESE.get(sign) ?? name) : name}
        </li>
      ))}
    </ol>
  );
}
