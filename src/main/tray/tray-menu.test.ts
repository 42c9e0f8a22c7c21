import { describe, expect, it, vi } from 'vitest';
import { type TrayCard, type TrayDeeds, type TrayParts, trayTemplate, trayTip } from './tray-menu.ts';
import { trayWords } from './tray-words.ts';

function card(name: string, change: Partial<TrayCard> = {}): TrayCard {
  const still = {
    connection: { state: 'online' },
    unread: 0,
    mentions: 0,
    isPinned: false,
    isMuted: false,
    privately: [],
  } as const;
  return { key: name.padEnd(16, '0'), name, order: 0, ...still, ...change };
}

const DEEDS: TrayDeeds = { open: vi.fn(), doNotDisturb: vi.fn(), quit: vi.fn() };

function menu(cards: readonly TrayCard[], change: Partial<TrayParts> = {}) {
  const parts = { cards, doNotDisturb: false, now: 1_000, words: trayWords('en'), time: () => '17:30', ...change };
  return trayTemplate(parts, DEEDS);
}

function labels(items: ReturnType<typeof menu>): (string | undefined)[] {
  return items.map(({ label, type }) => label ?? type);
}

describe('the menu of the tray', () => {
  it('lists the rooms as the sidebar does, with what is unread, and what lacks', () => {
    const cards = [
      card('Hall', { order: 1, unread: 250 }),
      card('R&D', { order: 2, isPinned: true, unread: 2, mentions: 1 }),
      card('Cellar', { order: 0, connection: { state: 'connecting' }, unread: 4 }),
      card('Noise', { order: 3, isMuted: true, unread: 40 }),
    ];
    expect(labels(menu(cards))).toEqual([
      'Open Partyline',
      'separator',
      'R&&D  (2, one for you)',
      'Cellar  (not connected)',
      'Hall  (99+)',
      'Noise',
      'separator',
      'Do Not Disturb',
      'separator',
      'Quit Partyline',
    ]);
    expect(trayTip({ cards, words: trayWords('en') })).toBe('Partyline · 256 unread');
  });

  it('opens the room that is clicked', () => {
    const [room] = menu([card('Hall')]).filter(({ id }) => id?.startsWith('room-'));
    room?.click?.({} as never, undefined, {} as never);
    expect(DEEDS.open).toHaveBeenLastCalledWith('Hall000000000000');
  });

  it('says so where there is no room, and stays shorter than a screen where there are many', () => {
    expect(labels(menu([]))[2]).toBe('You are in no room');
    const many = Array.from({ length: 30 }, (_, order) => card(`Room ${order}`, { order }));
    expect(labels(menu(many)).slice(12, 15)).toEqual(['Room 10', 'Room 11', '18 more…']);
  });

  it('shows what of do not disturb is chosen, and until when', () => {
    const quiet = (doNotDisturb: boolean | number) => {
      const item = menu([], { doNotDisturb }).find(({ id }) => id === 'do-not-disturb');
      const choices = item?.submenu as { id: string; checked: boolean }[];
      return [item?.label, choices.filter(({ checked }) => checked).map(({ id }) => id)];
    };
    expect(quiet(false)).toEqual(['Do Not Disturb', ['quiet-off']]);
    expect(quiet(true)).toEqual(['Do Not Disturb', ['quiet-on']]);
    expect(quiet(2_000)).toEqual(['Do Not Disturb until 17:30', []]);
    expect(quiet(1_000)).toEqual(['Do Not Disturb', ['quiet-off']]);
  });
});
