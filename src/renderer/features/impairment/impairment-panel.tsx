import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Impairment, isImpaired, NO_IMPAIRMENT } from '../../../shared/impairment/impairment.ts';
import type { Transport } from '../../../shared/models.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Slider } from '../../ui/slider.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { formatImpairment } from './describe-impairment.ts';
import classes from './impairment-panel.module.css';
import { PRESET_NAMES, PRESETS, type Preset, presetOf } from './presets.ts';

const SHARES = [0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1];
const MILLISECONDS = [0, 5, 10, 20, 50, 100, 200, 300, 500, 1_000, 2_000];
const BYTES = [0, 1, 2, 4, 8, 16, 64, 256, 1_024, 4_096];

/** The sliders of a transport, in their order. */
const SLIDERS: Readonly<Record<Transport, readonly (readonly [keyof Impairment, readonly number[]])[]>> = {
  udp: [
    ['loss', SHARES],
    ['duplication', SHARES],
    ['reordering', SHARES],
    ['delayMs', MILLISECONDS],
    ['jitterMs', MILLISECONDS],
  ],
  tcp: [
    ['chunkBytes', BYTES],
    ['chunkDelayMs', MILLISECONDS],
  ],
};

export interface ImpairmentPanelProps {
  /** What is in force; {@link NO_IMPAIRMENT} when nothing is. */
  readonly impairment: Impairment;
  /** Whose sliders are shown: a socket has one, a room both. */
  readonly transports: readonly Transport[];
  readonly onChange: (impairment: Impairment) => void;
}

/** How badly this computer treats its own traffic. Knows nothing of whose traffic it is: a room's, or a lab socket's. */
export function ImpairmentPanel({ impairment, transports, onChange }: ImpairmentPanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const active = isImpaired(impairment);
  const preset = active ? (presetOf(impairment) ?? 'own') : 'off';
  const pick = (picked: Preset | 'off' | 'own') => {
    if (picked !== 'own') onChange(picked === 'off' ? NO_IMPAIRMENT : PRESETS[picked]);
  };
  const choices = ['off' as const, ...PRESET_NAMES, ...(preset === 'own' ? ['own' as const] : [])];
  return (
    <section className={classes.panel} aria-label={t('impairment.title')} data-active={active || undefined}>
      <header className={classes.head}>
        <h3>{t('impairment.title')}</h3>
        {active && (
          <Button tone="ghost" small onClick={() => onChange(NO_IMPAIRMENT)}>
            <RotateCcw aria-hidden />
            {t('impairment.reset')}
          </Button>
        )}
      </header>
      <p className={classes.lead}>{t('impairment.lead')}</p>
      <SelectField
        label={t('impairment.preset')}
        value={preset}
        options={choices.map((value) => ({ value, text: t(`impairment.presets.${value}`) }))}
        onPick={pick}
      />
      {transports.map((transport) => (
        <fieldset key={transport} className={classes.group}>
          <legend>{t(`room.transport.${transport}`)}</legend>
          {SLIDERS[transport].map(([key, stops]) => (
            <Slider
              key={key}
              label={t(`impairment.${key}`)}
              stops={stops}
              value={impairment[key]}
              text={impairment[key] === 0 ? t('impairment.none') : formatImpairment(locale, key, impairment[key])}
              onPick={(value) => onChange({ ...impairment, [key]: value })}
            />
          ))}
        </fieldset>
      ))}
    </section>
  );
}
