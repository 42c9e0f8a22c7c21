/** Private conversations, as a person finds them in a window (English). */
import { expect, type Locator, type Page } from '@playwright/test';
import { members } from './window.ts';

/** The private conversation that is shown. */
export function privateLog(page: Page): Locator {
  return page.getByRole('log', { name: /^Private conversation with / });
}

/** The bubbles of it whose text holds `text`. */
export function privateMessage(page: Page, text: string): Locator {
  return privateLog(page).getByRole('article').filter({ hasText: text });
}

/** Where one writes in it. */
export function privateField(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Private message to / });
}

/** The private conversations of all rooms, under them in the sidebar. */
export function privateRows(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Rooms', exact: true }).locator('[data-conversation]');
}

/** Opens the conversation with somebody from their card. */
export async function writePrivately(page: Page, nick: string): Promise<void> {
  await members(page)
    .getByRole('button', { name: `About ${nick}` })
    .click();
  const card = page.getByRole('dialog');
  await card.getByRole('button', { name: 'Write privately' }).click();
  await expect(privateField(page)).toBeFocused();
}

/** Says something there, and waits until it stands in the conversation. */
export async function sayPrivately(page: Page, text: string): Promise<void> {
  await privateField(page).fill(text);
  await privateField(page).press('Enter');
  await expect(privateMessage(page, text)).toBeVisible();
}
