import { useTranslation } from 'react-i18next';
import type { PlaceCard } from '../../../shared/places/place-models.ts';

/** What is told of a place in words. */
export interface PlaceWords {
  /** Under its name: how the link stands where it does not, else who is there. */
  readonly line: string;
  /** All that the row shows, for who does not see it. */
  readonly all: string;
}

export function usePlaceWords(): (card: PlaceCard) => PlaceWords {
  const { t } = useTranslation();
  return (card) => {
    const { isHosted, members, connection, unread, mentions, isMuted, isPinned } = card;
    const state = t(`connection.${connection.state}`);
    const company = t(isHosted ? 'places.hostedWith' : 'places.joinedWith', { count: members });
    const parts = [
      state,
      ...(members > 0 ? [company] : []),
      ...(mentions > 0 ? [t('places.mentions', { count: mentions })] : []),
      ...(unread > 0 ? [t('places.unread', { count: unread })] : []),
      ...(isPinned ? [t('places.pinned')] : []),
      ...(isMuted ? [t('places.muted')] : []),
    ];
    return { line: connection.state === 'online' && members > 0 ? company : state, all: parts.join(', ') };
  };
}
