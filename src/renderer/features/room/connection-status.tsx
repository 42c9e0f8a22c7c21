import { Activity } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../stores/hooks.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './connection-status.module.css';

export interface ConnectionStatusProps {
  readonly detailsOpen: boolean;
  readonly onDetails: () => void;
}

/**
 * How the link stands, in one word; the banner below the header says what is wrong, the panel how well it does. The
 * button lies above the word, which stays outside of it: within a button nothing is announced when it changes.
 */
export function ConnectionStatus({ detailsOpen, onDetails }: ConnectionStatusProps) {
  const { t } = useTranslation();
  const state = useRoom(({ room }) => room?.connection.state ?? 'closed');
  const button = (
    <button
      type="button"
      className={classes.details}
      aria-label={t('quality.open')}
      aria-expanded={detailsOpen}
      onClick={onDetails}
    >
      <Activity aria-hidden />
    </button>
  );
  return (
    <div className={classes.line}>
      <p className={classes.status} data-state={state} role="status">
        <span className={classes.dot} aria-hidden />
        {t(`connection.${state}`)}
      </p>
      <Tooltip text={t('quality.open')} trigger={button} />
    </div>
  );
}
