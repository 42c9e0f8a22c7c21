import type { Locator, Page } from '@playwright/test';
import decodeQr from 'qr/decode.js';

/** Milliseconds that the reader may take: a test's computer is busier than a telephone. */
const READ_MS = 5_000;

/** What a camera reads that sees this on the screen. @throws Error when there is no code in the picture */
export async function readCode(page: Page, what: Page | Locator): Promise<string> {
  const png = await what.screenshot({ animations: 'disabled' });
  const { width, height, pixels } = await page.evaluate(async (bytes) => {
    const file = new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], { type: 'image/png' });
    const picture = await createImageBitmap(file);
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    if (!context) throw new Error('the page has no canvas');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    let text = '';
    for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
    return { width: picture.width, height: picture.height, pixels: btoa(text) };
  }, png.toString('base64'));
  return decodeQr({ width, height, data: new Uint8Array(Buffer.from(pixels, 'base64')) }, { timeLimit: READ_MS });
}
