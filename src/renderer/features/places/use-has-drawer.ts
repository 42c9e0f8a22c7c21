import { usePlaces } from '../../stores/hooks.ts';
import { useMedia } from '../../ui/use-media.ts';

/** From this width on the sidebar stands beside the room. */
const ROOM_FOR_BOTH = '(min-width: 1040px)';

/** Whether the sidebar is a drawer that a button opens. */
export function useHasDrawer(): boolean {
  const wide = useMedia(ROOM_FOR_BOTH);
  const places = usePlaces(({ cards }) => cards.size);
  return !wide && places > 0;
}
