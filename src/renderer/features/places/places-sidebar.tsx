import { Compass, Plus } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceCard, PlaceKey } from '../../../shared/places/place-models.ts';
import { movedBy, movedTo } from '../../stores/places/place-order.ts';
import { Button } from '../../ui/button.tsx';
import { movedFocus } from '../../ui/list-keys.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { PrivateRows } from '../private/private-rows.tsx';
import type { PlaceDeed } from './place-menu-items.ts';
import { PlaceRow } from './place-row.tsx';
import classes from './places-sidebar.module.css';

export interface PlacesSidebarProps {
  /** In order. */
  readonly cards: readonly PlaceCard[];
  /** Undefined for the list of rooms. */
  readonly shown: PlaceKey | undefined;
  /** What is shown of it is the room's conversation, and not one of some alone. */
  readonly showsRoom: boolean;
  /** How many rooms are here that one is not in. */
  readonly roomsHere: number;
  readonly onShow: (key: PlaceKey | undefined) => void;
  readonly onOrder: (keys: readonly PlaceKey[]) => void;
  readonly onDeed: (card: PlaceCard, deed: Exclude<PlaceDeed, 'up' | 'down'>) => void;
}

/** Every place one is in, and the way to all other rooms. */
export function PlacesSidebar({ cards, shown, showsRoom, roomsHere, onShow, onOrder, onDeed }: PlacesSidebarProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<PlaceKey>();
  const tabStop = [focused, shown].find((key) => cards.some((card) => card.key === key)) ?? cards[0]?.key;
  const [pinned, others] = [cards.filter(({ isPinned }) => isPinned), cards.filter(({ isPinned }) => !isPinned)];

  const order = (keys: readonly PlaceKey[] | undefined) => keys && onOrder(keys);
  const did = (card: PlaceCard, deed: PlaceDeed) => {
    if (deed === 'up' || deed === 'down') order(movedBy(cards, card.key, deed === 'up' ? -1 : 1));
    else onDeed(card, deed);
  };
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-place], [data-conversation]') ?? [])];
    movedFocus(rows, event)?.focus();
  };
  const rows = (part: readonly PlaceCard[]) =>
    part.flatMap((card, index) => [
      <PlaceRow
        key={card.key}
        card={card}
        isShown={card.key === shown && showsRoom}
        isTabStop={card.key === tabStop}
        isFirst={index === 0}
        isLast={index === part.length - 1}
        onShow={() => onShow(card.key)}
        onFocus={() => setFocused(card.key)}
        onDeed={(deed) => did(card, deed)}
        onDrop={(dropped) => order(movedTo(cards, dropped, card.key))}
      />,
      <PrivateRows key={`${card.key} private`} card={card} />,
    ]);
  return (
    <nav className={classes.sidebar} aria-label={t('places.label')}>
      <header className={classes.head}>
        <h2>{t('places.title')}</h2>
        <Tooltip
          text={t('places.add')}
          trigger={
            <Button tone="ghost" small square aria-label={t('places.add')} onClick={() => onShow(undefined)}>
              <Plus aria-hidden />
            </Button>
          }
        />
      </header>
      <button
        type="button"
        className={classes.all}
        aria-current={shown === undefined ? 'page' : undefined}
        onClick={() => onShow(undefined)}
      >
        <Compass aria-hidden />
        <span>{t('places.all')}</span>
        {roomsHere > 0 && (
          <span className={classes.here}>
            <span aria-hidden>{roomsHere}</span>
            <span className="visually-hidden">{t('places.here', { count: roomsHere })}</span>
          </span>
        )}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the rows inside */}
      <div className={classes.lists} ref={list} onKeyDown={pressed}>
        {pinned.length > 0 && (
          <section>
            <h3>{t('places.pinnedTitle')}</h3>
            <ul>{rows(pinned)}</ul>
          </section>
        )}
        {others.length > 0 && (
          <section>
            {pinned.length > 0 && <h3>{t('places.othersTitle')}</h3>}
            <ul>{rows(others)}</ul>
          </section>
        )}
      </div>
    </nav>
  );
}
