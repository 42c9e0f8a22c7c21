import { CircleAlert, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { Connection } from '../../../shared/models.ts';
import { useRoom } from '../../stores/hooks.ts';
import { isKeyStop } from '../../stores/people/key-stop.ts';
import { dismissNotice, leaveRoom, moveTo, reconnect } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { isTransportProblem } from '../../ui/transport-problem.ts';
import { useSecondsUntil } from '../../ui/use-now.ts';
import { StopBanner } from '../identity/stopped-room.tsx';
import classes from './connection-banner.module.css';

/** Counts down without a word to assistive technology, which heard the reason once. */
export function RetryCountdown({ retryAt }: { readonly retryAt: number }) {
  const { t } = useTranslation();
  const seconds = useSecondsUntil(retryAt);
  return (
    <span className={classes.countdown} role="timer" aria-live="off">
      {seconds === 0 ? t('connection.retryNow') : t('connection.retryIn', { seconds })}
    </span>
  );
}

function Waiting({ connection }: { readonly connection: Connection & { readonly state: 'waiting' } }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const overUdp = useRoom(({ room }) => room?.transport === 'udp');
  return (
    <section className={classes.banner} data-tone="warning" aria-label={t('connection.label')}>
      <WifiOff aria-hidden />
      <div className={classes.words}>
        <p>
          <strong>
            <RetryCountdown retryAt={connection.retryAt} />
          </strong>
          {' – '}
          <span role="status">{problemText(connection.problem)}</span>
        </p>
        <p className={classes.soft}>{t('connection.kept')}</p>
      </div>
      {overUdp && isTransportProblem(connection.problem) && (
        <Button small onClick={() => void moveTo('tcp')}>
          {t('room.transport.useTcp')}
        </Button>
      )}
      <Button small onClick={() => void reconnect()}>
        {t('connection.tryNow')}
      </Button>
    </section>
  );
}

function Closed({ connection }: { readonly connection: Connection & { readonly state: 'closed' } }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const role = useRoom(({ room }) => room?.role);
  return (
    <section className={classes.banner} data-tone="danger" aria-label={t('connection.label')}>
      <CircleAlert aria-hidden />
      <div className={classes.words} role="alert">
        <p>
          <strong>{t('connection.closedLead')}</strong>
        </p>
        {connection.problem && <p>{problemText(connection.problem)}</p>}
      </div>
      <Button small onClick={() => void reconnect()}>
        {t('connection.again')}
      </Button>
      <Button small onClick={() => void leaveRoom()}>
        {role === 'host' ? t('room.stop') : t('room.leave')}
      </Button>
    </section>
  );
}

/** What a notice is about; all others are about the copy that this computer keeps. */
const NOTICE_TITLES = {
  log_behind: 'setBack',
  log_diverged: 'setBack',
  log_damaged: 'damaged',
  room_newcomer: 'newcomer',
  other_room: 'otherRoom',
} as const;

function noticeTitle(code: string): (typeof NOTICE_TITLES)[keyof typeof NOTICE_TITLES] | 'notKept' {
  return code in NOTICE_TITLES ? NOTICE_TITLES[code as keyof typeof NOTICE_TITLES] : 'notKept';
}

/** What a log that was set back means for oneself: a sentence for each, where there is something to say. */
function useLossWords(): (detail: Problem['detail']) => readonly string[] {
  const { t } = useTranslation();
  return ({ again = 0, files = 0, path = '' } = {}) => [
    ...(Number(again) > 0 ? [t('notice.saidAgain', { count: Number(again) })] : []),
    ...(Number(files) > 0 ? [t('notice.filesGone', { count: Number(files) })] : []),
    ...(path === '' ? [] : [t('notice.copyKept', { path })]),
  ];
}

/** What goes wrong beside the room, until it is dismissed. */
export function NoticeBanner() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const lossWords = useLossWords();
  const problem = useRoom(({ notice }) => notice);
  if (!problem) return null;
  const title = t(`notice.${noticeTitle(problem.code)}`);
  const loss = noticeTitle(problem.code) === 'setBack' ? lossWords(problem.detail) : [];
  return (
    <section className={classes.banner} data-tone="warning" aria-label={title}>
      <CircleAlert aria-hidden />
      <div className={classes.words} role="alert">
        <p>
          <strong>{title}</strong>
        </p>
        <p>{[problemText(problem), ...loss].join(' ')}</p>
      </div>
      <Button small onClick={dismissNotice}>
        {t('notice.dismiss')}
      </Button>
    </section>
  );
}

/** What is wrong with the link and what can be done about it; nothing while all is well. */
export function ConnectionBanner() {
  const connection = useRoom(({ room }) => room?.connection);
  const problem = connection && 'problem' in connection ? connection.problem : undefined;
  if (problem && isKeyStop(problem)) return <StopBanner problem={problem} />;
  if (connection?.state === 'waiting') return <Waiting connection={connection} />;
  if (connection?.state === 'closed') return <Closed connection={connection} />;
  return null;
}
