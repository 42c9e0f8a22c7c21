import { app, type BrowserWindow, nativeImage } from 'electron';
import { shownCount } from './badge-count.ts';
import { OVERLAY_SIZE, overlayPixels } from './overlay-picture.ts';

/** The picture of a count; Electron's own scale is two pixels for each point. */
function overlay(text: string): Electron.NativeImage {
  const pixels = Buffer.from(overlayPixels(text));
  return nativeImage.createFromBitmap(pixels, { width: OVERLAY_SIZE, height: OVERLAY_SIZE, scaleFactor: 2 });
}

/**
 * Shows how much is unread on the app's icon: in the dock of macOS and of desktops that know the Launcher API, and as a
 * disc over the icon in the task bar of Windows. 0 shows nothing.
 * @param words the count for who does not see the disc
 */
export function showBadge(count: number, words: string, window: BrowserWindow, platform: NodeJS.Platform): void {
  if (platform !== 'win32') {
    app.setBadgeCount(count);
    return;
  }
  if (window.isDestroyed()) return;
  window.setOverlayIcon(count === 0 ? null : overlay(shownCount(count)), count === 0 ? '' : words);
}
