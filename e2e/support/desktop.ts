/** What is around a window: its title bar, the tray, the dock, the displays. */
import type { Peer } from './launch.ts';

/** What tests reach of the stand-in for Electron. */
interface Door {
  readonly recorded: readonly { readonly api: string; readonly args: readonly unknown[] }[];
  plugDisplays(named: string): void;
}

/** An item of the tray's menu, as far as tests look. */
export interface TrayItem {
  readonly id: string;
  readonly label: string;
  readonly isChecked: boolean;
}

/** Closes the window as its title bar does. */
export async function closeWindow({ app, page }: Peer): Promise<void> {
  const window = await app.browserWindow(page);
  // The answer never comes when the window takes the app with it.
  window.evaluate((one) => one.close()).catch(() => {});
}

/** Whether the window is there, and has the focus. */
export async function windowState({ app, page }: Peer): Promise<{ isVisible: boolean; isFocused: boolean }> {
  const window = await app.browserWindow(page);
  return window.evaluate((one) => ({ isVisible: one.isVisible(), isFocused: one.isFocused() }));
}

/** Another program has the focus from now on. */
export async function lookAway({ app, page }: Peer): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((one) => one.blur());
}

/** The tray's menu as it is now, submenus behind their items. */
export function trayItems({ app }: Peer): Promise<readonly TrayItem[]> {
  return app.evaluate(() => {
    interface Item {
      readonly id?: string;
      readonly label: string;
      readonly checked: boolean;
      readonly submenu?: { readonly items: readonly Item[] };
    }
    const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as Door;
    const menu = door.recorded.findLast(({ api }) => api === 'Tray.setContextMenu')?.args[0] as { items: Item[] };
    const listed = (items: readonly Item[]): TrayItem[] =>
      items.flatMap(({ id = '', label, checked, submenu }) => [
        { id, label, isChecked: checked },
        ...(submenu === undefined ? [] : listed(submenu.items)),
      ]);
    return listed(menu.items);
  });
}

/** The labels of the tray's menu by the ids of its items. */
export async function trayLabels(peer: Peer): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await trayItems(peer)).map(({ id, label }) => [id, label]));
}

/** Clicks an item of the tray's menu. */
export async function clickTray({ app }: Peer, id: string): Promise<void> {
  await app.evaluate((_electron, wanted) => {
    const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as Door;
    const menu = door.recorded.findLast(({ api }) => api === 'Tray.setContextMenu')?.args[0] as {
      getMenuItemById(id: string): { click(): void } | null;
    };
    // Not before this answer is on its way: the click may end the app.
    setImmediate(() => menu.getMenuItemById(wanted)?.click());
  }, id);
}

/** Clicks an item of the application's menu. */
export async function clickMenu({ app }: Peer, id: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
}

/** Other displays from now on: `x,y,width,height` of each, with `;` between them. */
export async function plugDisplays({ app }: Peer, named: string): Promise<void> {
  await app.evaluate((_electron, displays) => {
    const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as Door;
    door.plugDisplays(displays);
  }, named);
}

/** Where the window is. */
export async function bounds({ app, page }: Peer): Promise<{ x: number; y: number; width: number; height: number }> {
  const window = await app.browserWindow(page);
  return window.evaluate((one) => one.getBounds());
}

/** A notification that was shown or taken back, as far as tests look. */
export interface ShownNotice {
  readonly what: 'show' | 'close';
  readonly title: string;
  readonly body: string;
}

/** The notifications so far, oldest first, with those that were taken back. */
export function notices({ app }: Peer): Promise<readonly ShownNotice[]> {
  return app.evaluate(() => {
    const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as Door;
    return door.recorded
      .filter(({ api }) => api.startsWith('Notification.'))
      .map(({ api, args }) => {
        const { title, body } = args[0] as { title: string; body: string };
        return { what: api === 'Notification.show' ? ('show' as const) : ('close' as const), title, body };
      });
  });
}

/** Clicks the notification that was shown last, or answers in it. */
export async function clickNotice({ app }: Peer, reply?: string): Promise<void> {
  await app.evaluate((_electron, answer) => {
    const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as Door;
    const shown = door.recorded.findLast(({ api }) => api === 'Notification.show')?.args[1] as NodeJS.EventEmitter;
    if (answer === undefined) shown.emit('click', {});
    else shown.emit('reply', { reply: answer });
  }, reply);
}

/** The number on the app's icon. */
export function badge({ app }: Peer): Promise<number> {
  return app.evaluate(({ app: own }) => own.getBadgeCount());
}
