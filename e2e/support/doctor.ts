/** The network view, by its accessible names (English). */
import { expect, type Locator, type Page } from '@playwright/test';

/** One of its cards, by its title. */
export function card(page: Page, name: string): Locator {
  return page.getByRole('region', { name });
}

export async function openDoctor(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Network' }).click();
  await expect(page.getByRole('heading', { name: 'Network', level: 1 })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Addresses of this computer' })).toBeVisible();
}

/** Asks whether a room can be reached. */
export async function check(page: Page, address: string): Promise<Locator> {
  const asked = card(page, 'Check a connection');
  await asked.getByRole('textbox', { name: "The room's address" }).fill(address);
  await asked.getByRole('button', { name: 'Check', exact: true }).click();
  return asked;
}

/** Compares two addresses. */
export async function compare(page: Page, one: string, other: string): Promise<Locator> {
  const asked = card(page, 'Are two addresses in the same subnet?');
  await asked.getByRole('combobox', { name: 'One address' }).fill(one);
  await asked.getByRole('textbox', { name: 'The other address' }).fill(other);
  return asked;
}

/** Asks whether a port is free. */
export async function lookAtPort(page: Page, port: number): Promise<Locator> {
  const asked = card(page, 'Is a port free here?');
  await asked.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await asked.getByRole('button', { name: 'Look', exact: true }).click();
  return asked;
}
