import { useTranslation } from 'react-i18next';
import type { LabConnection, LabServer } from '../../../shared/lab/lab-models.ts';
import { closeConnection } from '../../stores/lab/socket-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-amount.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './connection-tools.module.css';
import { useLabProblemText } from './lab-problem.tsx';
import { connectionState } from './socket-state.ts';

export interface ConnectionToolsProps {
  readonly server: LabServer;
  readonly connection: LabConnection;
}

/** How one connection stands, in words, and the two ways to end it. */
export function ConnectionTools({ server, connection }: ConnectionToolsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const problemText = useLabProblemText();
  const { id, peer, state, problem, queuedBytes } = connection;
  const udp = server.config.transport === 'udp';
  const end = (
    <Button small tone="ghost" onClick={() => void closeConnection(server.id, id, 'end')}>
      {t(udp ? 'lab.connection.forget' : 'lab.connection.end')}
    </Button>
  );
  const reset = (
    <Button small tone="ghost" onClick={() => void closeConnection(server.id, id, 'reset')}>
      {t('lab.connection.reset')}
    </Button>
  );
  return (
    <div className={classes.tools}>
      <p className={classes.words}>
        <span className={classes.peer}>{peer}</span>
        <span>{t(`lab.stateOf.${connectionState(connection)}`)}</span>
        {problem && <span className={classes.problem}>{problemText(problem)}</span>}
        {queuedBytes > 0 && <span>{t('lab.queued', { amount: formatBytes(locale, queuedBytes) })}</span>}
      </p>
      {state !== 'closed' && (
        <>
          <Tooltip text={t(udp ? 'lab.connection.forgetTip' : 'lab.connection.endTip')} trigger={end} />
          {!udp && <Tooltip text={t('lab.connection.resetTip')} trigger={reset} />}
        </>
      )}
    </div>
  );
}
