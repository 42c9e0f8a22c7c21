import { Menu as MenuIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDrawer, usePlaces } from '../../stores/hooks.ts';
import { openDrawer } from '../../stores/places/drawer-store.ts';
import { unreadInAll } from '../../stores/places/place-order.ts';
import { Button } from '../../ui/button.tsx';
import classes from './drawer.module.css';
import { useHasDrawer } from './use-has-drawer.ts';

/** Opens the sidebar where the window is too narrow for it, and says whether something is new in the other rooms. */
export function DrawerButton() {
  const { t } = useTranslation();
  const hasDrawer = useHasDrawer();
  const isOpen = useDrawer();
  const unread = usePlaces(({ cards, shown }) => unreadInAll(cards.values(), shown).unread);
  if (!hasDrawer) return null;
  const news = unread > 0 ? t('places.unread', { count: unread }) : undefined;
  return (
    <Button
      tone="ghost"
      square
      className={classes.button}
      aria-label={news === undefined ? t('places.label') : t('places.labelNews', { news })}
      aria-expanded={isOpen}
      data-news={unread > 0 || undefined}
      onClick={openDrawer}
    >
      <MenuIcon aria-hidden />
    </Button>
  );
}
