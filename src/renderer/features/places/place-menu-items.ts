import { ArrowDown, ArrowUp, Bell, BellOff, CheckCheck, Link, LogOut, Pin, PinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlaceCard } from '../../../shared/places/place-models.ts';
import type { MenuItem } from '../../ui/menu.tsx';

/** What one can do with a place; the ids are those of its menu. */
export type PlaceDeed = 'read' | 'pin' | 'mute' | 'invite' | 'up' | 'down' | 'leave';

/** @param ends whether it stands first or last among its like */
export function usePlaceMenu(
  { unread, isPinned, isMuted, isHosted }: PlaceCard,
  ends: { readonly isFirst: boolean; readonly isLast: boolean },
): readonly (MenuItem & { readonly id: PlaceDeed })[] {
  const { t } = useTranslation();
  return [
    { id: 'read', text: t('places.markRead'), icon: CheckCheck, disabled: unread === 0 },
    { id: 'pin', text: t(isPinned ? 'places.unpin' : 'places.pin'), icon: isPinned ? PinOff : Pin },
    { id: 'mute', text: t(isMuted ? 'places.unmute' : 'places.mute'), icon: isMuted ? Bell : BellOff },
    { id: 'invite', text: t('places.copyInvite'), icon: Link },
    { id: 'up', text: t('places.moveUp'), icon: ArrowUp, keys: t('places.moveUpKeys'), disabled: ends.isFirst },
    { id: 'down', text: t('places.moveDown'), icon: ArrowDown, keys: t('places.moveDownKeys'), disabled: ends.isLast },
    { id: 'leave', text: t(isHosted ? 'places.stop' : 'places.leave'), icon: LogOut, danger: true },
  ];
}
