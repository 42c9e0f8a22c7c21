import { BellOff, Ellipsis, RadioTower } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceCard, PlaceKey } from '../../../shared/places/place-models.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { CountMarks } from './count-marks.tsx';
import { type PlaceDeed, usePlaceMenu } from './place-menu-items.ts';
import classes from './place-row.module.css';
import { usePlaceWords } from './place-words.ts';

/** What is dragged is a place, and nothing that another program could drop. */
const DRAGGED = 'application/x-partyline-place';

export interface PlaceRowProps {
  readonly card: PlaceCard;
  readonly isShown: boolean;
  /** Whether the Tab key stops here: one row of them all does. */
  readonly isTabStop: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onShow: () => void;
  readonly onFocus: () => void;
  readonly onDeed: (deed: PlaceDeed) => void;
  /** Another place was dropped on this one. */
  readonly onDrop: (dropped: PlaceKey) => void;
}

/** Takes places that are dragged over it. */
function useDrop(key: PlaceKey, onDrop: (dropped: PlaceKey) => void) {
  const [isOver, setOver] = useState(false);
  const carriesPlace = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(DRAGGED);
  return {
    draggable: true,
    'data-over': isOver || undefined,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.setData(DRAGGED, key);
      dataTransfer.effectAllowed = 'move';
    },
    onDragOver: (event: DragEvent) => {
      if (!carriesPlace(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!carriesPlace(event)) return;
      event.preventDefault();
      onDrop(event.dataTransfer.getData(DRAGGED));
    },
  };
}

/** One place: what it is called, how its link stands, what is new there, and what can be done with it. */
export function PlaceRow(props: PlaceRowProps) {
  const { card, isShown, isTabStop, isFirst, isLast, onShow, onFocus, onDeed, onDrop } = props;
  const { t } = useTranslation();
  const { line, all } = usePlaceWords()(card);
  const items = usePlaceMenu(card, { isFirst, isLast });
  const [isOpen, setOpen] = useState(false);
  const { name, connection, isHosted, isMuted, unread, mentions } = card;
  const tabIndex = isTabStop ? 0 : -1;

  const pressed = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    // In the window these keys go to the next room; on a row they move it.
    event.preventDefault();
    event.stopPropagation();
    onDeed(event.key === 'ArrowUp' ? 'up' : 'down');
  };
  return (
    <li
      className={classes.row}
      data-shown={isShown || undefined}
      data-muted={isMuted || undefined}
      data-new={(unread > 0 && !isMuted) || undefined}
      data-open={isOpen || undefined}
      {...useDrop(card.key, onDrop)}
      onContextMenu={(event) => {
        event.preventDefault();
        setOpen(true);
      }}
    >
      <button
        type="button"
        className={classes.open}
        data-place={card.key}
        title={`${name}\n${all}`}
        aria-current={isShown ? 'page' : undefined}
        tabIndex={tabIndex}
        onClick={onShow}
        onFocus={onFocus}
        onKeyDown={pressed}
      >
        <span className={classes.tile}>
          <Avatar id={card.roomId ?? card.key} nick={name} shape="room" />
          <ConnectionDot state={connection.state} className={classes.dot} />
        </span>
        <span className={classes.words}>
          <bdi className={classes.name}>{name}</bdi>
          <span className={classes.line} aria-hidden>
            {isHosted && <RadioTower aria-hidden />}
            {line}
          </span>
          <span className="visually-hidden">{all}</span>
        </span>
        {isMuted && <BellOff aria-hidden className={classes.mutedMark} />}
        <CountMarks unread={unread} mentions={mentions} isQuiet={isMuted} />
      </button>
      <Menu
        title={name}
        items={items}
        open={isOpen}
        onOpen={setOpen}
        onPick={(id) => onDeed(id as PlaceDeed)}
        trigger={
          <button type="button" className={classes.more} tabIndex={tabIndex} aria-label={t('places.more', { name })}>
            <Ellipsis aria-hidden />
          </button>
        }
      />
    </li>
  );
}
