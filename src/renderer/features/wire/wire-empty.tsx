import { Binary } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWire } from '../../stores/hooks.ts';
import { record } from '../../stores/wire-actions.ts';
import { Button } from '../../ui/button.tsx';
import classes from './wire-panel.module.css';

/** Why there is nothing to see, and what can be done about it. */
export function WireEmpty() {
  const { t } = useTranslation();
  const isOn = useWire(({ state }) => state?.isOn ?? false);
  const hasChunks = useWire(({ state }) => (state?.chunks ?? 0) > 0);
  const hasSubject = useWire(({ subject }) => subject !== undefined);
  const key = hasSubject ? 'subject' : hasChunks ? 'filtered' : isOn ? 'waiting' : 'off';
  return (
    <div className={classes.empty}>
      <Binary aria-hidden />
      <h3>{t(`wire.empty.${key}`)}</h3>
      <p>{t(`wire.empty.${key}Lead`)}</p>
      {key === 'off' && (
        <Button tone="primary" onClick={() => void record(true)}>
          {t('wire.turnOn')}
        </Button>
      )}
    </div>
  );
}
