import type { BrowserWindow } from 'electron';
import type { Party } from '../../node/party/party.ts';
import { monotonicNow } from '../../node/time/clocks.ts';
import { failure } from '../../shared/error-codes.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { Log } from '../log.ts';
import type { Language } from '../menu-labels.ts';
import { createReading, type Reading } from '../reading.ts';
import { heardIn } from './heard.ts';
import { Notices } from './notices.ts';

export interface FollowParts {
  readonly party: Party;
  readonly window: BrowserWindow;
  readonly language: () => Language;
  /** Nobody is to be disturbed right now. */
  readonly isQuiet: () => boolean;
  /** Shows the window at that room. */
  readonly open: (key: PlaceKey) => void;
  /** Tells the window something. */
  readonly push: (push: Push) => void;
  readonly log: Log;
}

/** The notifications of all rooms that one is in. */
export interface RoomNotices {
  readonly reading: Reading;
  /** Takes what the party pushes, before it counts it. */
  take(push: Push): void;
  /** Takes everything back. */
  end(): void;
}

const NO_ROOM = failure('no_room', 'the room was left meanwhile');

/** Events of a window with which it gets the focus or loses it. */
const FOCUS_EVENTS = ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const;

/** Tells the desktop of what is said in the rooms, and the rooms of what somebody reads. */
export function followRooms({ party, window, language, isQuiet, open, push, log }: FollowParts): RoomNotices {
  const { places } = party;
  const hasFocus = () => !window.isDestroyed() && window.isVisible() && window.isFocused();
  const reading = createReading(hasFocus, (key, isReading) => {
    places.get(key)?.reading(isReading);
    notices.update();
  });
  const notices = new Notices({
    settings: () => party.settings(),
    language,
    view: () => ({
      places: new Map(places.cards().map((card) => [card.key, card])),
      settings: party.settings(),
      isQuiet: isQuiet(),
      looksAt: reading.key,
      now: monotonicNow(),
    }),
    open,
    say: (key, text) => places.get(key)?.say(text) ?? NO_ROOM,
    sound: () => push({ kind: 'sound' }),
    log,
  });
  for (const event of FOCUS_EVENTS) window.on(event as 'focus', reading.focusChanged);
  return {
    reading,
    take: (item) => {
      if (item.kind === 'settings' || item.kind === 'places') return notices.update();
      const place = item.kind === 'events' ? places.get(item.key) : undefined;
      if (item.kind !== 'events' || !place) return;
      const reader = { you: place.guest.you, nick: party.settings().nick };
      notices.heard(heardIn(item.key, item.events, place.mark, reader));
    },
    end: () => notices.end(),
  };
}
