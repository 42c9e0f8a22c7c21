/** Files in a window: what a person sees and does, by accessible names (English), and what they lie in. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Peer } from './launch.ts';
import { conversation } from './window.ts';

/** The card of a file in the conversation. */
export function card(page: Page, name: string): Locator {
  return conversation(page).getByRole('region', { name: new RegExp(`: ${escaped(name)}$`) });
}

/** Writes a file below `folder`, of `size` bytes that do not repeat. @returns its path */
export function makeFile(folder: string, name: string, content: number | Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'number' ? bytes(content) : content);
  return path;
}

/** Chooses files, or folders, in the system's dialog, which the paperclip opens. */
export async function sendFiles({ app, page }: Peer, what: 'Files…' | 'Folder…', ...paths: string[]): Promise<void> {
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: paths });
  await page.getByRole('button', { name: 'Send files' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

/** What the next dialog of the system answers. */
export async function answerDialog(
  app: Peer['app'],
  dialog: 'showOpenDialog' | 'showSaveDialog',
  answer: object,
): Promise<void> {
  await app.evaluate(
    (_electron, [kind, value]) => {
      const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as {
        readonly dialogAnswers: Record<string, object[]>;
      };
      door.dialogAnswers[kind]?.push(value);
    },
    [dialog, answer] as const,
  );
}

/** What the app asked of the desktop under `api`: the first argument of each call. */
export function asked({ app }: Peer, api: string): Promise<unknown[]> {
  return app.evaluate((_electron, name) => {
    const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as {
      readonly recorded: readonly { readonly api: string; readonly args: readonly unknown[] }[];
    };
    return door.recorded.filter(({ api: one }) => one === name).map(({ args }) => args[0]);
  }, api);
}

/** Sends files and waits until the room has them all. */
export async function share(peer: Peer, ...paths: string[]): Promise<void> {
  await sendFiles(peer, 'Files…', ...paths);
  for (const path of paths) await expect(card(peer.page, path.slice(path.lastIndexOf('/') + 1))).toContainText('Sent');
}

/** Fetches a file and waits until it is on this computer. */
export async function download(page: Page, name: string): Promise<void> {
  await card(page, name).getByRole('button', { name: 'Download' }).click();
  await expect(card(page, name)).toContainText('Received and verified');
}

function bytes(size: number): Uint8Array {
  const content = new Uint8Array(size);
  let seed = 2_463_534_242;
  for (let at = 0; at < size; at += 1) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    content[at] = seed;
  }
  return content;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
