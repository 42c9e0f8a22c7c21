import { Radar, RotateCw, Stethoscope } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import { enterFound, lookAgain } from '../../stores/found/found-actions.ts';
import type { FoundRow } from '../../stores/found/found-rows.ts';
import { holdFound } from '../../stores/found/found-store.ts';
import { useFound, useStart } from '../../stores/hooks.ts';
import { showView } from '../../stores/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { AnnounceLine } from './announce-line.tsx';
import { FoundList } from './found-list.tsx';
import classes from './found-rooms.module.css';

/** What to do where nobody is. */
function Nobody({ isLooking }: { readonly isLooking: boolean }) {
  const { t } = useTranslation();
  if (isLooking) {
    return (
      <p className={classes.looking}>
        <Spinner />
        {t('here.looking')}
      </p>
    );
  }
  return (
    <div className={classes.nobody}>
      <Radar aria-hidden />
      <p className={classes.none}>{t('here.nobody')}</p>
      <p>{t('here.nobodyHint')}</p>
      <Button small onClick={() => showView('doctor')}>
        <Stethoscope aria-hidden />
        {t('here.doctor')}
      </Button>
    </div>
  );
}

/** The rooms that are here now, as they come and go. */
export function FoundRooms() {
  const { t } = useTranslation();
  const rows = useFound((state) => state.rows);
  const count = useFound(({ rooms }) => rooms.size);
  const isLooking = useFound((state) => state.isLooking);
  const busyAt = useStart(({ busy }) => (busy?.what === 'join' ? busy.address : undefined));
  const isBusy = useStart(({ busy }) => busy !== undefined);
  const isOpenTo = ({ room, goneAt }: FoundRow) => goneAt === undefined && room.lock !== 'locked' && !isBusy;
  const enter = (room: FoundRoom) => void enterFound(room);
  return (
    <section className={classes.card} aria-labelledby="here-title">
      <header className={classes.head}>
        <h2 id="here-title">{t('here.title')}</h2>
        <span className={classes.count} role="status">
          {count > 0 && t('here.count', { count })}
        </span>
        {isLooking && count > 0 && <Spinner />}
        <Tooltip
          text={t('here.again')}
          trigger={
            <Button tone="ghost" small square aria-label={t('here.again')} onClick={() => void lookAgain()}>
              <RotateCw aria-hidden />
            </Button>
          }
        />
      </header>
      {rows.length === 0 ? (
        <Nobody isLooking={isLooking} />
      ) : (
        <FoundList rows={rows} busyAt={busyAt} isOpenTo={isOpenTo} onEnter={enter} onHold={holdFound} />
      )}
      <AnnounceLine />
    </section>
  );
}
