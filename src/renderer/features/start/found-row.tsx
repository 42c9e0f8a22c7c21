import { Check, Lock as LockIcon, SquareTerminal, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import type { FoundRow as Row } from '../../stores/found/found-rows.ts';
import { usePlaces } from '../../stores/hooks.ts';
import { placeOf } from '../../stores/places/place-of-room.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './found-list.module.css';
import { useDistance } from './use-distance.ts';

/** What a room says of itself, each mark with its words. */
function Marks({ room }: { readonly room: FoundRoom }) {
  const { t } = useTranslation();
  return (
    <span className={classes.marks}>
      {room.lock !== 'open' && (
        <span title={t(`here.lock.${room.lock}`)}>
          <LockIcon aria-hidden />
          <span className="visually-hidden">{t(`here.lock.${room.lock}`)}</span>
        </span>
      )}
      {room.plain && (
        <span title={t('here.plain')}>
          <SquareTerminal aria-hidden />
          <span className="visually-hidden">{t('here.plain')}</span>
        </span>
      )}
      {room.contested && (
        <span title={t('here.contested')} data-warning>
          <TriangleAlert aria-hidden />
          <span className="visually-hidden">{t('here.contested')}</span>
        </span>
      )}
    </span>
  );
}

export interface FoundRowProps {
  readonly id: string;
  readonly row: Row;
  /** Where the line begins in the list, in pixels. */
  readonly top: number;
  /** Of so many, counted from 1. */
  readonly position: number;
  readonly count: number;
  readonly isChosen: boolean;
  /** Whether one can enter the room. */
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onEnter: () => void;
}

/** A room that is here: a click enters it. */
export function FoundRow({ id, row, top, position, count, isChosen, isOpen, isBusy, onEnter }: FoundRowProps) {
  const { t } = useTranslation();
  const { room, goneAt } = row;
  const isJoined = usePlaces(({ cards }) => placeOf(cards.values(), room) !== undefined);
  const { far, time } = useDistance(room);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      id={id}
      className={classes.row}
      role="option"
      aria-selected={isChosen}
      aria-disabled={!isOpen}
      aria-posinset={position}
      aria-setsize={count}
      data-gone={goneAt !== undefined || undefined}
      style={{ translate: `0 ${top}px` }}
      onClick={onEnter}
    >
      <Avatar id={room.id} nick={room.name} shape="room" />
      <span className={classes.words}>
        <span className={classes.title}>
          <bdi className={classes.name}>{room.name}</bdi>
          <Marks room={room} />
        </span>
        <span className={classes.who}>
          {goneAt === undefined ? t('here.who', { host: room.host, count: room.members }) : t('here.gone')}
        </span>
      </span>
      <span className={classes.far}>
        {isBusy ? (
          <Spinner />
        ) : isJoined ? (
          <span className={classes.joined}>
            <Check aria-hidden />
            {t('here.joined')}
          </span>
        ) : (
          <>
            <span>{far}</span>
            {time !== undefined && <span className={classes.time}>{time}</span>}
          </>
        )}
      </span>
    </div>
  );
}
