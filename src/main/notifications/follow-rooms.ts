import type { BrowserWindow } from 'electron';
import type { Party } from '../../node/party/party.ts';
import { monotonicNow } from '../../node/time/clocks.ts';
import { failure } from '../../shared/error-codes.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { Log } from '../log.ts';
import type { Language } from '../menu-labels.ts';
import { notify } from '../notify.ts';
import { createReading, type Reading } from '../reading.ts';
import { heardIn } from './heard.ts';
import { knockWords, NewKnocks } from './knock-notices.ts';
import type { DeskView } from './notice-desk.ts';
import { Notices } from './notices.ts';
import { PrivateNotices } from './private-notices.ts';

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
  const deskView = (): DeskView => ({
    places: new Map(places.cards().map((card) => [card.key, card])),
    settings: party.settings(),
    isQuiet: isQuiet(),
    looksAt: reading.key,
    now: monotonicNow(),
  });
  const notices = new Notices({
    settings: () => party.settings(),
    language,
    view: () => deskView(),
    open,
    say: (key, text) => places.get(key)?.say(text) ?? NO_ROOM,
    sound: () => push({ kind: 'sound' }),
    log,
  });
  const privately = new PrivateNotices({
    settings: () => party.settings(),
    language,
    view: () => deskView(),
    looksAt: (key) => (hasFocus() ? places.get(key)?.privately.looksAt : undefined),
    open: (key, conversation) => {
      open(key);
      push({ kind: 'show-private', key, conversation });
    },
    say: async (key, conversation, text) =>
      places.get(key)?.privately.say(conversation, { kind: 'text', text }) ?? NO_ROOM,
    sound: () => push({ kind: 'sound' }),
    show: notify,
    log,
  });
  const newKnocks = new NewKnocks();
  const tellKnocks = (found: ReturnType<NewKnocks['take']>) => {
    if (found === undefined) return;
    const { key, knocks } = found;
    const place = places.get(key);
    const [first] = knocks;
    if (!place || !first || isQuiet() || hasFocus() || party.settings().notify === 'none') return;
    const room = place.guest.room?.name ?? '';
    const words = knockWords({ nick: first.nick, room }, language(), process.platform);
    notify({ words, id: `knock ${key}` }, { clicked: () => open(key) }, log);
    if (party.settings().sounds) push({ kind: 'sound' });
  };
  for (const event of FOCUS_EVENTS) window.on(event as 'focus', reading.focusChanged);
  return {
    reading,
    take: (item) => {
      if (item.kind === 'places') {
        for (const card of item.changed) {
          for (const { conversation, unread } of card.privately) {
            if (unread === 0) privately.withdraw(card.key, conversation);
          }
        }
      }
      tellKnocks(newKnocks.take(item));
      if (item.kind === 'settings' || item.kind === 'places') return notices.update();
      if (item.kind === 'private-messages') return privately.heard(item.key, item.messages);
      const place = item.kind === 'events' ? places.get(item.key) : undefined;
      if (item.kind !== 'events' || !place) return;
      const reader = { you: place.guest.you, nick: party.settings().nick };
      notices.heard(heardIn(item.key, item.events, place.mark, reader));
    },
    end: () => {
      notices.end();
      privately.end();
    },
  };
}
