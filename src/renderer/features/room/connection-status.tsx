import { useTranslation } from 'react-i18next';
import { useRoom } from '../../stores/hooks.ts';
import classes from './connection-status.module.css';

/** How the link stands, in one word; the banner below the header has the details. */
export function ConnectionStatus() {
  const { t } = useTranslation();
  const state = useRoom(({ room }) => room?.connection.state ?? 'closed');
  return (
    <p className={classes.status} data-state={state} role="status">
      <span className={classes.dot} aria-hidden />
      {t(`connection.${state}`)}
    </p>
  );
}
