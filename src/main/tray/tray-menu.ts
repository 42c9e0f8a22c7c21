import type { MenuItemConstructorOptions } from 'electron';
import { isQuiet, QUIET_CHOICES, type QuietChoice } from '../../shared/do-not-disturb.ts';
import type { PlaceCard, PlaceKey } from '../../shared/places/place-models.ts';
import type { Settings } from '../../shared/settings.ts';
import { badgeCount, shownCount } from '../badge/badge-count.ts';
import { menuText, oneLine } from '../desktop-text.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';
import type { TrayWords } from './tray-words.ts';

export type TrayCard = Pick<
  PlaceCard,
  'key' | 'name' | 'connection' | 'unread' | 'mentions' | 'privately' | 'isPinned' | 'isMuted' | 'order'
>;

export interface TrayParts {
  readonly cards: readonly TrayCard[];
  readonly doNotDisturb: Settings['doNotDisturb'];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly words: TrayWords;
  /** The moment as people write it; with its day where that is not today. */
  readonly time: (at: number) => string;
}

export interface TrayDeeds {
  /** Shows the window, at that room where one is named. */
  open(key?: PlaceKey): void;
  doNotDisturb(choice: QuietChoice): void;
  quit(): void;
}

/** As in the sidebar: the pinned ones first, each part in its order. */
function inOrder(cards: readonly TrayCard[]): readonly TrayCard[] {
  return [...cards].sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || a.order - b.order);
}

function roomLabel({ name, connection, unread, mentions, isMuted }: TrayCard, words: TrayWords): string {
  const shown = menuText(oneLine(name, WINDOW_LIMITS.trayNameLength));
  if (connection.state !== 'online') return words.away(shown);
  return unread === 0 || isMuted ? shown : words.room(shown, shownCount(unread), mentions > 0);
}

function roomItems({ cards, words }: TrayParts, deeds: TrayDeeds): MenuItemConstructorOptions[] {
  if (cards.length === 0) return [{ id: 'no-rooms', label: words.noRooms, enabled: false }];
  const listed = inOrder(cards).slice(0, WINDOW_LIMITS.trayRooms);
  const items: MenuItemConstructorOptions[] = listed.map((card) => ({
    id: `room-${card.key}`,
    label: roomLabel(card, words),
    click: () => deeds.open(card.key),
  }));
  const rest = cards.length - listed.length;
  return rest === 0 ? items : [...items, { id: 'more-rooms', label: words.more(rest), click: () => deeds.open() }];
}

/** Which choice was made, as far as one can tell; an end that was set some other way is none of them. */
function isChosen(choice: QuietChoice, { doNotDisturb, now }: TrayParts): boolean {
  if (choice === 'off') return !isQuiet(doNotDisturb, now);
  return choice === 'on' && doNotDisturb === true;
}

function quietItem(parts: TrayParts, deeds: TrayDeeds): MenuItemConstructorOptions {
  const { doNotDisturb, words, now, time } = parts;
  const ends = typeof doNotDisturb === 'number' && isQuiet(doNotDisturb, now) ? time(doNotDisturb) : undefined;
  return {
    id: 'do-not-disturb',
    label: ends === undefined ? words.doNotDisturb : words.quietUntil(ends),
    submenu: QUIET_CHOICES.map((choice) => ({
      id: `quiet-${choice}`,
      label: words.quiet[choice],
      type: 'checkbox' as const,
      checked: isChosen(choice, parts),
      click: () => deeds.doNotDisturb(choice),
    })),
  };
}

/** The menu of the tray's icon as data. */
export function trayTemplate(parts: TrayParts, deeds: TrayDeeds): MenuItemConstructorOptions[] {
  const { words } = parts;
  return [
    { id: 'open', label: words.open, click: () => deeds.open() },
    { type: 'separator' },
    ...roomItems(parts, deeds),
    { type: 'separator' },
    quietItem(parts, deeds),
    { type: 'separator' },
    { id: 'quit', label: words.quit, click: () => deeds.quit() },
  ];
}

/** What the icon says to a pointer that rests on it. */
export function trayTip({ cards, words }: Pick<TrayParts, 'cards' | 'words'>): string {
  const count = badgeCount(cards);
  return count === 0 ? 'Partyline' : `Partyline · ${words.unread(count)}`;
}
