/** What a person sees and does in the practice lab, by its accessible names (English). */
import { expect, type Locator, type Page } from '@playwright/test';

/** What travelled, newest last. */
export function traffic(page: Page, name = 'Traffic'): Locator {
  return page.getByRole('log', { name });
}

/** The list of what runs in the lab. */
export function sockets(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Practice lab' });
}

export async function openLab(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Lab' }).click();
  await expect(page.getByRole('heading', { name: 'Practice lab', level: 1 })).toBeVisible();
}

export interface ServerChoice {
  /** As the form calls it. */
  readonly habit: string;
  readonly transport?: 'TCP' | 'UDP';
  readonly port: number;
}

/** Fills in the form for a server and starts it. */
export async function startServer(page: Page, { habit, transport, port }: ServerChoice): Promise<void> {
  await sockets(page).getByRole('button', { name: 'New server' }).click();
  await page.getByRole('radio', { name: new RegExp(`^${habit}`) }).check();
  if (transport) await page.getByRole('radio', { name: transport, exact: true }).click();
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await page.getByRole('button', { name: 'Start server' }).click();
  await expect(page.getByRole('heading', { name: `${habit} server` })).toBeVisible();
}

/** Fills in the form for a client and connects it. */
export async function startClient(page: Page, way: 'TCP' | 'UDP', port: number): Promise<void> {
  await sockets(page).getByRole('button', { name: 'New client' }).click();
  await page.getByRole('radio', { name: way, exact: true }).click();
  await page.getByRole('textbox', { name: 'Address of the server' }).fill(`127.0.0.1:${port}`);
  await page.getByRole('button', { name: way === 'UDP' ? 'Open client' : 'Connect', exact: true }).click();
  await expect(page.getByRole('heading', { name: `${way} client` })).toBeVisible();
}

/** Sends one text from the client that is looked at. */
export async function sendText(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What to send' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Opens a recipe, runs it to its end and leaves it on the screen. */
export async function runRecipe(page: Page, title: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Recipes' })
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });
}
