/** `Menu`: kept as data, so that a test can find an item and click it. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudly } from '../unanswered.ts';

interface ItemOptions {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly accelerator?: string;
  readonly submenu?: readonly ItemOptions[] | Menu;
  readonly click?: (item: MenuItem, window?: unknown, event?: unknown) => void;
}

/** @see https://www.electronjs.org/docs/latest/api/menu-item */
export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: unknown, window?: unknown) => void;

  constructor(options: ItemOptions) {
    const { submenu, click } = options;
    this.id = options.id;
    this.role = options.role?.toLowerCase();
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator;
    this.label = options.label ?? options.role ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.click = (event, window) => {
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (click !== undefined) click(this, window, event);
      else record('MenuItem.role', this.role);
    };
  }
}
failLoudly(MenuItem);

/** @see https://www.electronjs.org/docs/latest/api/menu */
export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];
  private static application: Menu | null | undefined;

  static buildFromTemplate(template: readonly (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu;
    record('Menu.setApplicationMenu', menu);
  }
  static getApplicationMenu(): Menu | null {
    return Menu.application ?? null;
  }
  append(item: MenuItem): void {
    this.items.push(item);
  }
  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found != null) return found;
    }
    return null;
  }
  popup(options?: object): void {
    record('Menu.popup', this, options);
    this.emit('menu-will-show');
  }
  closePopup(): void {
    this.emit('menu-will-close');
  }
}
failLoudly(Menu);
