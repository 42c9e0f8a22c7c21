import { join } from 'node:path';
import { Menu, Tray } from 'electron';
import { badgeCount } from '../badge/badge-count.ts';
import type { Log } from '../log.ts';
import { type TrayDeeds, type TrayParts, trayTemplate, trayTip } from './tray-menu.ts';

/** Pictures in `resources/tray`; each has one of twice the size beside it, which Electron finds by its name. */
function picture(folder: string, platform: NodeJS.Platform, isUnread: boolean): string {
  // macOS draws a template in the colours of its menu bar, where nothing else is coloured.
  if (platform === 'darwin') return join(folder, 'macTemplate.png');
  return join(folder, isUnread ? 'unread.png' : 'tray.png');
}

/** The icon in the tray with its menu. It shows where the desktop has a place for it, and nobody can tell whether it has. */
export class RoomTray {
  readonly #folder: string;
  readonly #platform: NodeJS.Platform;
  readonly #deeds: TrayDeeds;
  readonly #tray: Tray | undefined;
  #shown = '';
  #picture = '';

  /** @param folder of the pictures */
  constructor(folder: string, platform: NodeJS.Platform, deeds: TrayDeeds, log: Log) {
    this.#folder = folder;
    this.#platform = platform;
    this.#deeds = {
      ...deeds,
      doNotDisturb: (choice) => {
        // The system has ticked or unticked what was clicked, whatever came of it.
        this.#shown = '';
        deeds.doNotDisturb(choice);
      },
    };
    try {
      this.#tray = new Tray(picture(folder, platform, false));
      // On macOS a click opens the menu.
      if (platform !== 'darwin') this.#tray.on('click', () => deeds.open());
    } catch (error) {
      log.warn(`no tray: ${String(error)}`);
    }
  }

  /** Shows what is so now, where that is anything else than before. */
  show(parts: TrayParts): void {
    const template = trayTemplate(parts, this.#deeds);
    const tip = trayTip(parts);
    const shown = JSON.stringify([template, tip]);
    if (this.#tray === undefined || shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
    this.#tray.setToolTip(tip);
    const count = badgeCount(parts.cards);
    const now = picture(this.#folder, this.#platform, count > 0);
    if (now !== this.#picture) this.#tray.setImage(now);
    this.#picture = now;
    if (this.#platform === 'darwin') this.#tray.setTitle(count === 0 ? '' : String(count));
  }

  destroy(): void {
    this.#tray?.destroy();
  }
}
