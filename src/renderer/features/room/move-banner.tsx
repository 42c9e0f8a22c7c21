import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { useRoom } from '../../stores/hooks.ts';
import { dismissMoveFailure, moveTo } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import classes from './connection-banner.module.css';

/** Problems of the other transport alone; their usual sentences would doubt the room, which one is in. */
const REASONS = ['udp_blocked', 'refused', 'timed_out'] as const;

function useReason(): (problem: Problem) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (problem) => {
    const own = REASONS.find((code) => code === problem.code);
    return own === undefined ? problemText(problem) : t(`moveFailure.${own}`);
  };
}

/** Why the session could not be moved to another transport. While the room is out of reach, its own banner says more. */
export function MoveBanner() {
  const { t } = useTranslation();
  const reason = useReason();
  const failure = useRoom((state) => state.moveFailure);
  const transport = useRoom(({ room }) => room?.transport ?? 'tcp');
  const online = useRoom(({ room }) => room?.connection.state === 'online');
  if (!failure || !online) return null;
  return (
    <section className={classes.banner} data-tone="warning" aria-label={t('room.transport.label')}>
      <CircleAlert aria-hidden />
      <div className={classes.words} role="alert">
        <p>
          <strong>{t('moveFailure.stays', { transport: t(`room.transport.${transport}`) })}</strong>
        </p>
        <p>{reason(failure.problem)}</p>
      </div>
      <Button small onClick={() => void moveTo(failure.transport)}>
        {t('moveFailure.again')}
      </Button>
      <Button small onClick={dismissMoveFailure}>
        {t('notice.dismiss')}
      </Button>
    </section>
  );
}
