import type { PlaceCard } from '../../../shared/places/place-models.ts';

/** A place for tests. */
export function samplePlace(key: string, more: Partial<PlaceCard> = {}): PlaceCard {
  return {
    key,
    roomId: undefined,
    name: key,
    isHosted: false,
    address: '192.168.1.2:8888',
    connection: { state: 'online' },
    members: 2,
    unread: 0,
    mentions: 0,
    isPinned: false,
    privately: [],
    isMuted: false,
    notices: 'all',
    order: 0,
    isAnnounced: false,
    ...more,
  };
}
