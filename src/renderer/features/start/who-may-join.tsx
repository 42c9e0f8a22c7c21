import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/segmented.tsx';
import classes from './start-screen.module.css';

type Peers = 'apps' | 'scripts';

export interface WhoMayJoinProps {
  /** Whether who speaks no protocol, or no encryption, is let in. */
  readonly plain: boolean;
  readonly onPlain: (plain: boolean) => void;
}

/** Whether all that is said in the room stays encrypted: asked in sight, before the room is open, with what it means in a line. */
export function WhoMayJoin({ plain, onPlain }: WhoMayJoinProps) {
  const { t } = useTranslation();
  const chosen: Peers = plain ? 'scripts' : 'apps';
  return (
    <div className={classes.peers}>
      <span className={classes.peersLabel} aria-hidden>
        {t('start.host.peers')}
      </span>
      <Segmented<Peers>
        label={t('start.host.peers')}
        value={chosen}
        onPick={(next) => onPlain(next === 'scripts')}
        segments={[
          { value: 'apps', text: t('start.host.apps') },
          { value: 'scripts', text: t('start.host.scripts') },
        ]}
      />
      <p className={classes.hint} aria-live="polite">
        {t(`start.host.${chosen}Hint`)}
      </p>
    </div>
  );
}
