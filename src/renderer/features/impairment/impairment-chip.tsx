import { CloudLightning } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Impairment } from '../../../shared/impairment/impairment.ts';
import type { Transport } from '../../../shared/models.ts';
import { formatList } from '../../ui/format.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { describeImpairment } from './describe-impairment.ts';
import classes from './impairment-chip.module.css';

export interface ImpairmentChipProps {
  readonly impairment: Impairment;
  /** What the traffic goes over, or may go over. */
  readonly transports: readonly Transport[];
  /** True where there is room for everything that is impaired; else the first of it is named. */
  readonly whole: boolean;
  readonly onOpen: () => void;
}

/** Says for as long as it lasts that this computer itself makes the network bad, and leads to where that ends. */
export function ImpairmentChip({ impairment, transports, whole, onOpen }: ImpairmentChipProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const parts = describeImpairment(locale, impairment, transports).map(({ key, amount }) =>
    t(`impairment.short.${key}`, { amount }),
  );
  const [first] = parts;
  const all = first === undefined ? t('impairment.otherTransport') : formatList(locale, parts);
  const what = whole || parts.length < 2 ? all : `${first} …`;
  const button = (
    <button type="button" className={classes.chip} aria-label={t('impairment.chip', { what: all })} onClick={onOpen}>
      <CloudLightning aria-hidden />
      <span>{t('impairment.chip', { what })}</span>
    </button>
  );
  return <Tooltip text={t('impairment.chipTip', { what: all })} trigger={button} />;
}
