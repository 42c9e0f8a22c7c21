/** The impairment of a room, by its accessible names (English). */
import type { Locator, Page } from '@playwright/test';

export function impairment(page: Page): Locator {
  return page.getByRole('region', { name: 'Impair this network' });
}

/** The mark in the header. */
export function impairmentMark(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: /^Impaired/ });
}

export function slider(page: Page, name: string): Locator {
  return impairment(page).getByRole('slider', { name });
}
