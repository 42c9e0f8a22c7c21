import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Forgetting, PlaceKey } from '../../../shared/places/place-models.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { forgetPlace, leavePlace, whatGoes } from '../../stores/places/place-actions.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { formatBytes } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';

export interface StopPlaceProps {
  readonly place: PlaceKey;
  readonly name: string;
  readonly otherMembers: number;
}

/** Asks before a hosted room closes for others. */
export function StopPlace({ place, name, otherMembers }: StopPlaceProps) {
  const { t } = useTranslation();
  const stop = () => {
    closeDialog();
    void leavePlace(place);
  };
  return (
    <Confirm
      title={t('places.stopTitle', { name })}
      body={t('dialogs.stopBody', { count: otherMembers })}
      confirm={t('dialogs.stopConfirm')}
      cancel={t('dialogs.stopCancel')}
      onConfirm={stop}
      onCancel={closeDialog}
    />
  );
}

export interface ForgetRoomProps {
  readonly room: PlaceKey;
  readonly name: string;
  readonly isHosted: boolean;
}

/** Asks before what is kept of a room goes, and says how much that is. */
export function ForgetRoom({ room, name, isHosted }: ForgetRoomProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [takes, setTakes] = useState<Forgetting>();
  useEffect(() => {
    let isOver = false;
    void whatGoes(room).then((what) => !isOver && setTakes(what));
    return () => {
      isOver = true;
    };
  }, [room]);
  const forget = () => {
    closeDialog();
    void forgetPlace(room);
  };
  const amount = takes && t('known.takes', { count: takes.events, bytes: formatBytes(locale, takes.bytes) });
  const waiting = takes && takes.waiting > 0 ? t('known.takesWaiting', { count: takes.waiting }) : undefined;
  const words = [amount, waiting, t(isHosted ? 'known.forgetHosted' : 'known.forgetJoined')];
  return (
    <Confirm
      title={t('known.forgetTitle', { name })}
      body={words.filter((one) => one !== undefined).join(' ')}
      confirm={t('known.forgetConfirm')}
      cancel={t('known.forgetCancel')}
      onConfirm={forget}
      onCancel={closeDialog}
    />
  );
}
