import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RecentRoom } from '../../../shared/models.ts';
import { useApp, useStart } from '../../stores/hooks.ts';
import { forgetRecent, joinRoom } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatWhen } from '../../ui/format.ts';
import { useDayWords, useLocale, useToday } from '../../ui/use-locale.ts';
import classes from './start-screen.module.css';

function Recent({ room }: { readonly room: RecentRoom }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const when = formatWhen(locale, room.lastJoined, useToday(), useDayWords());
  const busy = useStart((state) => state.busy !== undefined);
  const { name, address, transport } = room;
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.open}
        disabled={busy}
        aria-label={t('start.recent.join', { name, address })}
        onClick={() => void joinRoom(address)}
      >
        <bdi className={classes.name}>{name}</bdi>
        <span className={classes.when}>{when}</span>
        <span className={classes.address}>
          {address}
          {transport === 'udp' && ' · UDP'}
        </span>
      </button>
      <Button
        tone="ghost"
        small
        square
        aria-label={t('start.recent.remove', { name, address })}
        onClick={() => void forgetRecent(address)}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** Rooms that this computer joined before, newest first as main gives them. */
export function RecentRooms() {
  const { t } = useTranslation();
  const rooms = useApp((state) => state.recentRooms);
  return (
    <section className={classes.recent} aria-labelledby="recent-title">
      <h3 id="recent-title">{t('start.recent.title')}</h3>
      {rooms.length === 0 ? (
        <p className={classes.empty}>{t('start.recent.empty')}</p>
      ) : (
        <ul className={classes.list}>
          {rooms.map((room) => (
            <Recent key={room.address} room={room} />
          ))}
        </ul>
      )}
    </section>
  );
}
