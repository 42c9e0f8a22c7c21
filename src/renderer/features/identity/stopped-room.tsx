import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { useRoom } from '../../stores/hooks.ts';
import type { KeyStopCode } from '../../stores/people/key-stop.ts';
import { leaveRoom, reconnect } from '../../stores/room-actions.ts';
import { trustKey } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { DrawerButton } from '../places/drawer-button.tsx';
import { KeyStop } from './key-stop.tsx';
import classes from './stopped-room.module.css';

interface StopProps {
  readonly problem: Problem & { readonly code: KeyStopCode };
}

/** The stop of the place that is shown, with the ways out of it. */
function PlaceStop({ problem }: StopProps) {
  const { t } = useTranslation();
  const address = useRoom(({ room }) => room?.address);
  const name = useRoom(({ room }) => room?.room?.name ?? room?.address ?? '');
  // The room of before stays as it was left; this one is entered as a newcomer.
  const trust =
    address === undefined
      ? undefined
      : async (fingerprint: string) => {
          await leaveRoom();
          await trustKey(address, fingerprint);
        };
  return (
    <KeyStop problem={problem} room={name} onTrust={trust}>
      <Button tone="primary" onClick={() => void leaveRoom()}>
        {t('room.leave')}
      </Button>
      <Button onClick={() => void reconnect()}>{t('connection.tryNow')}</Button>
    </KeyStop>
  );
}

/** A room that can't be entered, because what answers is not what this device knows. */
export function StoppedRoom({ problem }: StopProps) {
  return (
    <>
      <div className={classes.drawer}>
        <DrawerButton />
      </div>
      <main className={classes.screen}>
        <PlaceStop problem={problem} />
      </main>
    </>
  );
}

/** The same above the conversation that one was in: what was said stays to be read. */
export function StopBanner({ problem }: StopProps) {
  return (
    <div className={classes.above}>
      <PlaceStop problem={problem} />
    </div>
  );
}
