import { mentions } from '../../core/conversation/mentions.ts';
import { isNews, type Reader, type ReadMark } from '../../core/conversation/read-mark.ts';
import type { RoomEvent } from '../../shared/models.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { Heard } from './notice-desk.ts';

/**
 * What of events that just came is news: what others said and sent, and nobody counted yet. A page of the past, and what was
 * there before somebody entered the room for the first time, is none.
 * @param mark how far was counted before they came
 */
export function heardIn(
  key: PlaceKey,
  events: readonly RoomEvent[],
  mark: Pick<ReadMark, 'countedTo'>,
  { you, nick }: Reader,
): readonly Heard[] {
  return events
    .filter((event) => event.seq > mark.countedTo && isNews(event, you))
    .map((event) => ({
      key,
      nick: event.nick,
      text: event.text,
      isFile: event.file !== undefined,
      isForMe: event.kind === 'message' && mentions(event.text, nick),
    }));
}
