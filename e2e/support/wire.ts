/** The view of the bytes on the wire, by its accessible names (English). */
import { expect, type Locator, type Page } from '@playwright/test';
import { message } from './window.ts';

export function wire(page: Page): Locator {
  return page.getByRole('region', { name: 'Bytes on the wire' });
}

/** Opens the view and switches recording on. */
export async function recordBytes(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Bytes on the wire', exact: true }).click();
  await wire(page).getByRole('button', { name: 'Record', exact: true }).click();
  await expect(wire(page).getByRole('button', { name: 'Recording' })).toBeVisible();
}

/** Opens it from a bubble. */
export async function openWireOf(page: Page, text: string): Promise<void> {
  await message(page, text).first().hover();
  await message(page, text).first().getByRole('button', { name: 'Show bytes' }).click();
  await expect(wire(page)).toBeVisible();
}

/** Chunks of the list. */
export function chunks(page: Page): Locator {
  return wire(page).locator('[role="option"][id*="-chunk-"]');
}

/** Frames of the list, of a type. */
export function frames(page: Page, type: string): Locator {
  return wire(page)
    .locator('[role="option"][id*="-frame-"]')
    .filter({ has: page.locator('code', { hasText: new RegExp(`^${type}$`) }) });
}
