import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, usePlaces } from '../../stores/hooks.ts';
import { updateSettings } from '../../stores/settings-actions.ts';
import { Switch } from '../../ui/switch.tsx';
import classes from './found-rooms.module.css';

/** What this computer tells the network of itself, and the switch that ends it. */
export function AnnounceLine() {
  const { t } = useTranslation();
  const id = useId();
  const announces = useApp(({ settings }) => settings.announce);
  const count = usePlaces(({ cards }) => [...cards.values()].filter((card) => card.isAnnounced).length);
  const words = !announces
    ? t('here.announcesNothing')
    : count === 0
      ? t('here.announcesLater')
      : t('here.announces', { count });
  return (
    <div className={classes.announce}>
      <label htmlFor={id}>{words}</label>
      <Switch
        id={id}
        checked={announces}
        onCheck={(announce) => void updateSettings({ announce })}
        describedBy={undefined}
      />
    </div>
  );
}
