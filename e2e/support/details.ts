/** The panel that says how the link does, by its accessible names (English). */
import { expect, type Locator, type Page } from '@playwright/test';
import { sayAccepted } from './window.ts';

export function details(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Connection' });
}

export async function openDetails(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connection details' }).click();
  await expect(details(page)).toBeVisible();
}

/** The value beside a label. */
export function figure(page: Page, label: string): Locator {
  return details(page).locator('dl > div', { hasText: label }).getByRole('definition');
}

/** Says something, and waits for a figure that counts it: one more reading of the link. */
export async function movesWith(page: Page, label: string, text: string): Promise<void> {
  const before = await figure(page, label).innerText();
  await sayAccepted(page, text);
  await expect(figure(page, label)).not.toHaveText(before);
}
