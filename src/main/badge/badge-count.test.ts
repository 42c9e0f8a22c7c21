import { expect, it } from 'vitest';
import { badgeCount, shownCount } from './badge-count.ts';

it('counts what is unread in all rooms but the muted, private messages too', () => {
  const card = (unread: number, isMuted = false, ...privately: number[]) => ({
    ...{ unread, isMuted },
    privately: privately.map((one) => ({ conversation: 'a', people: [], unread: one, newest: 1 })),
  });
  expect(badgeCount([card(2), card(40, true, 7), card(0, false, 1, 2), card(3)])).toBe(8);
  expect(badgeCount([])).toBe(0);
});

it('shows no more than two digits', () => {
  expect([shownCount(7), shownCount(99), shownCount(100)]).toEqual(['7', '99', '99+']);
});
