import { useTranslation } from 'react-i18next';
import type { PlaceKey } from '../../../shared/places/place-models.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { leavePlace } from '../../stores/places/place-actions.ts';
import { Confirm } from '../../ui/confirm.tsx';

export interface StopHostingProps {
  readonly place: PlaceKey;
  readonly name: string;
  readonly otherMembers: number;
}

/** Asks before a hosted room closes for others. */
export function StopHosting({ place, name, otherMembers }: StopHostingProps) {
  const { t } = useTranslation();
  const stop = () => {
    closeDialog();
    void leavePlace(place);
  };
  return (
    <Confirm
      title={t('dialogs.stopTitle', { name })}
      body={t('dialogs.stopBody', { count: otherMembers })}
      confirm={t('dialogs.stopConfirm')}
      cancel={t('dialogs.stopCancel')}
      onConfirm={stop}
      onCancel={closeDialog}
    />
  );
}
