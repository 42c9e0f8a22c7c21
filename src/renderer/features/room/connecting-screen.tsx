import { useTranslation } from 'react-i18next';
import { useRoom } from '../../stores/hooks.ts';
import { isKeyStop } from '../../stores/people/key-stop.ts';
import { leaveRoom, reconnect } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Notice } from '../app/notice.tsx';
import { DoorScreen } from '../door/door-screen.tsx';
import { StoppedRoom } from '../identity/stopped-room.tsx';
import { DrawerButton } from '../places/drawer-button.tsx';
import classes from './connecting-screen.module.css';
import { RetryCountdown } from './connection-banner.tsx';

/** On the way into a room whose host has not answered yet. */
export function ConnectingScreen() {
  const { t } = useTranslation();
  const address = useRoom(({ room }) => room?.address ?? '');
  const connection = useRoom(({ room }) => room?.connection);
  const problem = connection && 'problem' in connection ? connection.problem : undefined;
  if (problem && isKeyStop(problem)) return <StoppedRoom problem={problem} />;
  if (connection?.state === 'knocking') {
    return (
      <>
        <div className={classes.drawer}>
          <DrawerButton />
        </div>
        <DoorScreen address={address} wait={connection.wait} />
      </>
    );
  }
  const trying = connection?.state === 'connecting' || connection?.state === 'online';
  return (
    <>
      <div className={classes.drawer}>
        <DrawerButton />
      </div>
      <Notice text={t('connecting.title', { address })} busy={trying} {...(trying && { hint: t('connecting.body') })}>
        {problem && (
          <div className={classes.problem}>
            <ProblemNote problem={problem}>
              {connection?.state === 'waiting' && <RetryCountdown retryAt={connection.retryAt} />}
            </ProblemNote>
          </div>
        )}
        <div className={classes.actions}>
          <Button onClick={() => void leaveRoom()}>{t('common.cancel')}</Button>
          {!trying && (
            <Button tone="primary" onClick={() => void reconnect()}>
              {t('connection.tryNow')}
            </Button>
          )}
        </div>
      </Notice>
    </>
  );
}
