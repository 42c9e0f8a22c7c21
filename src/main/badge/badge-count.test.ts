import { expect, it } from 'vitest';
import { badgeCount, shownCount } from './badge-count.ts';

it('counts what is unread in all rooms but the muted', () => {
  const card = (unread: number, isMuted = false) => ({ unread, isMuted });
  expect(badgeCount([card(2), card(40, true), card(0), card(3)])).toBe(5);
  expect(badgeCount([])).toBe(0);
});

it('shows no more than two digits', () => {
  expect([shownCount(7), shownCount(99), shownCount(100)]).toEqual(['7', '99', '99+']);
});
