import { RadioTower, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KnownRoom } from '../../../shared/places/place-models.ts';
import { askToForget } from '../../stores/details-store.ts';
import { useFound, usePlaces, useStart } from '../../stores/hooks.ts';
import { placeOf } from '../../stores/places/place-of-room.ts';
import { enterRoom } from '../../stores/start-actions.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { formatWhen } from '../../ui/format.ts';
import { useDayWords, useLocale, useToday } from '../../ui/use-locale.ts';
import { CountMarks } from '../places/count-marks.tsx';
import classes from './known-rooms.module.css';

function Known({ room, isHere }: { readonly room: KnownRoom; readonly isHere: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const when = formatWhen(locale, room.lastThere, useToday(), useDayWords());
  const busy = useStart((state) => state.busy !== undefined);
  const { key, name, address, isHosted, transport, unread, mentions } = room;
  const where = isHosted ? t('known.hosted') : transport === 'udp' ? `${address} · UDP` : address;
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.open}
        disabled={busy}
        aria-label={t(isHosted ? 'known.host' : 'known.join', { name, address })}
        aria-describedby={`${key}-news`}
        onClick={() => void enterRoom(room)}
      >
        <Avatar id={room.roomId ?? key} nick={name} shape="room" />
        <span className={classes.words}>
          <bdi className={classes.name}>{name}</bdi>
          <span className={classes.where}>
            {isHosted && <RadioTower aria-hidden />}
            {isHere ? t('known.here') : where}
          </span>
        </span>
        <span className={classes.side}>
          <span className={classes.when}>{when}</span>
          <CountMarks unread={unread} mentions={mentions} />
        </span>
        <span id={`${key}-news`} className="visually-hidden">
          {unread > 0 && t('places.unread', { count: unread })}
        </span>
      </button>
      <Button
        tone="ghost"
        small
        square
        className={classes.forget}
        aria-label={t('known.forget', { name })}
        onClick={() => void askToForget(key)}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** Rooms that this person was in, hosted or joined, with what came there since. */
export function KnownRooms() {
  const { t } = useTranslation();
  const known = usePlaces((state) => state.known);
  const found = useFound((state) => state.rooms);
  const rooms = known.filter(({ isOpen }) => !isOpen);
  if (rooms.length === 0) return null;
  const here = new Set([...found.values()].map((room) => placeOf(rooms, room)?.key));
  return (
    <section className={classes.card} aria-labelledby="known-title">
      <h2 id="known-title">{t('known.title')}</h2>
      <ul className={classes.list}>
        {rooms.map((room) => (
          <Known key={room.key} room={room} isHere={here.has(room.key)} />
        ))}
      </ul>
    </section>
  );
}
