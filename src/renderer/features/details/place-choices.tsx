import { useTranslation } from 'react-i18next';
import type { PlaceCard, PlaceNotices } from '../../../shared/places/place-models.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';

export interface PlaceChoicesProps {
  readonly place: Pick<PlaceCard, 'isHosted' | 'isAnnounced' | 'isMuted' | 'notices'>;
  readonly onNotices: (notices: PlaceNotices) => void;
  readonly onMute: (isMuted: boolean) => void;
  readonly onAnnounce: (isAnnounced: boolean) => void;
}

/** What this person settles about one room. */
export function PlaceChoices({ place, onNotices, onMute, onAnnounce }: PlaceChoicesProps) {
  const { t } = useTranslation();
  return (
    <>
      <SelectField<PlaceNotices>
        label={t('details.notify')}
        value={place.notices}
        onPick={onNotices}
        options={[
          { value: 'default', text: t('details.notifyAs.default') },
          { value: 'all', text: t('details.notifyAs.all') },
          { value: 'mentions', text: t('details.notifyAs.mentions') },
          { value: 'none', text: t('details.notifyAs.none') },
        ]}
      />
      <SwitchField label={t('details.mute')} hint={t('details.muteHint')} checked={place.isMuted} onCheck={onMute} />
      {place.isHosted && (
        <SwitchField
          label={t('details.announce')}
          hint={t('details.announceHint')}
          checked={place.isAnnounced}
          onCheck={onAnnounce}
        />
      )}
    </>
  );
}
