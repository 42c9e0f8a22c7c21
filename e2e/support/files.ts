/** Files in a window: what a person sees and does, by accessible names (English), and what they lie in. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { PartylineApi } from '../../src/shared/ipc-contract.ts';
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

/** What the app asked of the desktop under `api`: of each call the first argument, or the one that is named. */
export function asked({ app }: Peer, api: string, argument = 0): Promise<unknown[]> {
  return app.evaluate(
    (_electron, [name, at]) => {
      const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as {
        readonly recorded: readonly { readonly api: string; readonly args: readonly unknown[] }[];
      };
      return door.recorded.filter(({ api: one }) => one === name).map(({ args }) => args[at]);
    },
    [api, argument] as const,
  );
}

/**
 * Drags files and folders from the desktop over the conversation. Their paths must be ASCII: Chromium loses others here,
 * though not where a person drags.
 * @returns lets them go there
 */
export async function dragFiles(page: Page, ...paths: string[]): Promise<() => Promise<void>> {
  const box = await conversation(page).boundingBox();
  if (!box) throw new Error('there is no conversation to drop on');
  await awaitPaths(page);
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files: paths, dragOperationsMask: 1 } });
  await drag('dragEnter');
  await drag('dragOver');
  return async () => {
    await drag('drop');
    await session.detach();
  };
}

/** Until the window can tell where a file lies, which a stand-in for Electron does only once there was one. */
async function awaitPaths(page: Page): Promise<void> {
  const path = import.meta.filename;
  const input = await page.evaluateHandle(() => {
    const made = Object.assign(document.createElement('input'), { type: 'file' });
    document.body.append(made);
    return made;
  });
  await input.setInputFiles(path);
  const told = () =>
    input.evaluate(({ files }) => {
      const { partyline } = globalThis as unknown as { partyline: PartylineApi };
      return files?.[0] && partyline.pathOf(files[0]);
    });
  await expect.poll(told).toBe(path);
  await input.evaluate((made) => made.remove());
}

/** A picture as it comes from a camera or the screen: a PNG of this size. */
export async function drawPicture(page: Page, width: number, height: number): Promise<Buffer> {
  const address = await page.evaluate(
    async ([x, y]) => {
      const canvas = new OffscreenCanvas(x, y);
      const pen = canvas.getContext('2d');
      if (!pen) return '';
      const sky = pen.createLinearGradient(0, 0, 0, y);
      for (const [at, color] of [
        [0, '#27496d'],
        [0.55, '#e8a87c'],
        [0.56, '#41766f'],
        [1, '#16302d'],
      ] as const)
        sky.addColorStop(at, color);
      pen.fillStyle = sky;
      pen.fillRect(0, 0, x, y);
      pen.fillStyle = '#fff3d6';
      pen.arc(x * 0.7, y * 0.42, y * 0.1, 0, 2 * Math.PI);
      pen.fill();
      const reader = new FileReader();
      const read = new Promise((done) => reader.addEventListener('load', done));
      reader.readAsDataURL(await canvas.convertToBlob({ type: 'image/png' }));
      await read;
      return String(reader.result);
    },
    [width, height] as const,
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

/** Pastes a picture from the clipboard, which Chromium calls `image.png`. */
export async function pastePicture(page: Page, png: Buffer): Promise<void> {
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, png.toString('base64'));
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
