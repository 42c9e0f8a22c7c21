import { useTranslation } from 'react-i18next';
import { BYTE_KINDS, type ByteKind, type ByteSpan } from '../../../shared/wire/wire-model.ts';
import classes from './byte-legend.module.css';

export interface ByteLegendProps {
  /** What is in sight; only these are named. */
  readonly spans: readonly ByteSpan[];
}

/** The kinds that there are, each once, in the order in which they stand in a frame. */
function kindsIn(spans: readonly ByteSpan[]): readonly ByteKind[] {
  const there = new Set(spans.map(({ kind }) => kind));
  return BYTE_KINDS.filter((kind) => there.has(kind));
}

/** What the colours of bytes mean. */
export function ByteLegend({ spans }: ByteLegendProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend} aria-label={t('bytes.legend')}>
      {kindsIn(spans).map((kind) => (
        <li key={kind} title={t(`bytes.${kind}Hint`)}>
          <span className={classes.patch} data-kind={kind} aria-hidden />
          {t(`bytes.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
