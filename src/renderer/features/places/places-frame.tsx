import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { PlaceCard } from '../../../shared/places/place-models.ts';
import { useDrawer, useFound, usePlaces, usePrivately } from '../../stores/hooks.ts';
import { closeDrawer } from '../../stores/places/drawer-store.ts';
import { mutePlace, orderPlaces, pinPlace } from '../../stores/places/place-actions.ts';
import { askToLeavePlace, goTo, markRead } from '../../stores/places/place-moves.ts';
import { placeOf } from '../../stores/places/place-of-room.ts';
import { inOrder } from '../../stores/places/place-order.ts';
import { copyInvite } from '../../stores/room-actions.ts';
import classes from './drawer.module.css';
import type { PlaceDeed } from './place-menu-items.ts';
import { PlacesSidebar } from './places-sidebar.tsx';
import { useHasDrawer } from './use-has-drawer.ts';
import { usePlaceKeys } from './use-place-keys.ts';

function done(card: PlaceCard, deed: Exclude<PlaceDeed, 'up' | 'down'>): void {
  switch (deed) {
    case 'read':
      return void markRead(card.key);
    case 'pin':
      return void pinPlace(card.key, !card.isPinned);
    case 'mute':
      return void mutePlace(card.key, !card.isMuted);
    case 'invite':
      return void copyInvite(card.address);
    case 'leave':
      return askToLeavePlace(card);
  }
}

function Sidebar() {
  const cards = usePlaces((state) => state.cards);
  const shown = usePlaces((state) => state.shown);
  const showsRoom = usePrivately((state) => state.shown === undefined);
  const found = useFound((state) => state.rooms);
  const ordered = useMemo(() => inOrder(cards.values()), [cards]);
  const roomsHere = useMemo(
    () => [...found.values()].filter((room) => !placeOf(cards.values(), room)).length,
    [found, cards],
  );
  return (
    <PlacesSidebar
      cards={ordered}
      shown={shown}
      showsRoom={showsRoom}
      roomsHere={roomsHere}
      onShow={goTo}
      onOrder={(keys) => void orderPlaces(keys)}
      onDeed={done}
    />
  );
}

/** The sidebar above a narrow window; Escape, a click beside it and every choice close it. */
function Drawer() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same */}
      <div className={classes.backdrop} onClick={closeDrawer} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of what stands inside */}
      <div ref={box} className={classes.drawer} onKeyDown={({ key }) => key === 'Escape' && closeDrawer()}>
        <Sidebar />
      </div>
    </>
  );
}

/** Every place beside what is shown; nothing where there is no place yet. */
export function PlacesFrame({ children }: { readonly children: ReactNode }) {
  const hasPlaces = usePlaces(({ cards }) => cards.size > 0);
  const hasDrawer = useHasDrawer();
  const isOpen = useDrawer() && hasDrawer;
  usePlaceKeys();
  return (
    <div className={classes.frame}>
      {hasPlaces && !hasDrawer && <Sidebar />}
      <div className={classes.stage} inert={isOpen}>
        {children}
      </div>
      {isOpen && <Drawer />}
    </div>
  );
}
