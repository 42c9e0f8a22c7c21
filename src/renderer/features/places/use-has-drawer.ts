import { usePlaces, useWire } from '../../stores/hooks.ts';
import { useMedia } from '../../ui/use-media.ts';

/** From this width on the sidebar stands beside the room. */
const ROOM_FOR_BOTH = '(min-width: 1040px)';
/** The same while the bytes on the wire are shown: their rows would be of four bytes. */
const ROOM_FOR_BYTES = '(min-width: 1360px)';

/** Whether the sidebar is a drawer that a button opens. */
export function useHasDrawer(): boolean {
  const showsBytes = useWire(({ isOpen }) => isOpen);
  const wide = useMedia(showsBytes ? ROOM_FOR_BYTES : ROOM_FOR_BOTH);
  const places = usePlaces(({ cards }) => cards.size);
  return !wide && places > 0;
}
