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

/** The toggle in a room's header, or the choice in the form that joins one. */
export function transports(page: Page): { readonly tcp: Locator; readonly udp: Locator } {
  const choice = page.getByRole('radiogroup', { name: 'Transport' });
  return { tcp: choice.getByRole('radio', { name: 'TCP' }), udp: choice.getByRole('radio', { name: 'UDP' }) };
}

/**
 * Everything in the conversation from its first row to its last, as somebody reads it who scrolls through all of it:
 * the text of messages, and the lines between them.
 */
export async function wholeConversation(page: Page): Promise<string[]> {
  const first = conversation(page).locator('[data-index="0"]');
  await expect(async () => {
    await conversation(page).press('Home');
    await expect(first).toBeInViewport({ timeout: 200 });
  }).toPass();
  return conversation(page).evaluate(async (log) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const rows = new Map<number, string>();
    for (let last = -1; last !== log.scrollTop; ) {
      await frame();
      await frame();
      for (const row of log.querySelectorAll<HTMLElement>('[data-index]')) {
        const words = row.querySelector('article bdi[dir]') ?? row.querySelector('p:last-of-type');
        rows.set(Number(row.dataset.index), words?.textContent ?? '');
      }
      last = log.scrollTop;
      log.scrollTop += log.clientHeight / 2;
    }
    return [...rows].toSorted(([a], [b]) => a - b).map(([, text]) => text);
  });
}

/** The first start's question, answered, and its introduction skipped. Starts with `--nick` have neither. */
export async function chooseNick(page: Page, nick: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Nickname' }).fill(nick);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('dialog', { name: 'Introduction' }).getByRole('button', { name: 'Skip' }).click();
  await expect(page.getByRole('heading', { name: `Hello, ${nick}` })).toBeVisible();
}

/** Fills in the form that joins a room. @param transport without it what the form offers */
export async function joinByForm(page: Page, address: string, transport?: 'tcp' | 'udp'): Promise<void> {
  await page.getByRole('textbox', { name: 'Address' }).fill(address);
  if (transport !== undefined) await transports(page)[transport].click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

/** Shows all that can be chosen for a hosted room. */
export async function showHostOptions(page: Page): Promise<void> {
  const options = page.getByRole('button', { name: 'Options: ' });
  if ((await options.getAttribute('aria-expanded')) === 'false') await options.click();
}

/** Fills in the form that hosts a room. */
export async function hostByForm(page: Page, name: string, port: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Room name' }).fill(name);
  await showHostOptions(page);
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await page.getByRole('button', { name: 'Start hosting' }).click();
}

/** Opens the settings from wherever one is. */
export async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

/** The list of rooms that are here. */
export function roomsHere(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Rooms here now' });
}

/** The rooms one is in, in their order: the buttons that show them. */
export function places(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Rooms', exact: true }).locator('[data-place]');
}

/** One of them, by the beginning of its name. */
export function place(page: Page, name: string): Locator {
  return places(page).and(page.getByRole('button', { name: new RegExp(`^${name}`) }));
}

/** Chooses what is to be done with a room one is in. */
export async function withPlace(page: Page, name: string, deed: string): Promise<void> {
  await place(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: deed }).click();
}

/** Shows the list of rooms, and the forms that host and join one. */
export async function showAllRooms(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^All rooms/ }).click();
}
