/** What a person sees and does in a window, by its accessible names (English). */
import { expect, type Locator, type Page } from '@playwright/test';

/** How far one's own message got, as its mark is called. */
export const DELIVERY = {
  accepted: 'Accepted by the host',
  waiting: 'Waiting to be sent',
  failed: 'Not sent',
} as const;

/** The conversation's messages and lines, oldest first. */
export function conversation(page: Page): Locator {
  return page.getByRole('log', { name: 'Conversation' });
}

/** Where one writes. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message' });
}

/** The bubbles whose text holds `text`. */
export function message(page: Page, text: string): Locator {
  return conversation(page).getByRole('article').filter({ hasText: text });
}

/** The mark that says how far a message of one's own got. */
export function delivery(page: Page, text: string, state: keyof typeof DELIVERY): Locator {
  return message(page, text).getByRole('img', { name: DELIVERY[state] });
}

/** Everybody in the room, one entry each. */
export function members(page: Page): Locator {
  return page.getByRole('list', { name: 'Members' }).getByRole('listitem');
}

/** Writes a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** Says something and waits until the host has it. */
export async function sayAccepted(page: Page, text: string): Promise<void> {
  await say(page, text);
  await expect(delivery(page, text, 'accepted')).toBeVisible();
}

/** The room's name above the conversation. */
export function roomTitle(page: Page, name: string): Locator {
  return page.getByRole('heading', { name, level: 1 });
}

/** The first start's question, answered. */
export async function chooseNick(page: Page, nick: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Nickname' }).fill(nick);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: `Hello, ${nick}` })).toBeVisible();
}

/** Fills in the form that joins a room. */
export async function joinByForm(page: Page, address: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Address' }).fill(address);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

/** Fills in the form that hosts a room. */
export async function hostByForm(page: Page, name: string, port: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Room name' }).fill(name);
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await page.getByRole('button', { name: 'Start hosting' }).click();
}
