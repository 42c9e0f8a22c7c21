import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuLabels } from './menu-labels.ts';

export interface MenuParts {
  readonly labels: MenuLabels;
  readonly isMac: boolean;
  /** Whether reloading and developer tools are offered. */
  readonly isDevelopment: boolean;
  /** Copies the invite of the current room; undefined outside a room. */
  readonly copyInvite: (() => void) | undefined;
}

function fileMenu({ labels, isMac, copyInvite }: MenuParts): MenuItemConstructorOptions {
  return {
    label: labels.file,
    submenu: [
      {
        id: 'copy-invite',
        label: labels.copyInvite,
        accelerator: 'CmdOrCtrl+Shift+C',
        enabled: copyInvite !== undefined,
        click: () => copyInvite?.(),
      },
      { type: 'separator' },
      { label: labels.closeWindow, role: 'close' },
      ...(isMac ? [] : [{ label: labels.quit, role: 'quit' } as const]),
    ],
  };
}

function editMenu({ labels }: MenuParts): MenuItemConstructorOptions {
  return {
    label: labels.edit,
    submenu: [
      { label: labels.undo, role: 'undo' },
      { label: labels.redo, role: 'redo' },
      { type: 'separator' },
      { label: labels.cut, role: 'cut' },
      { label: labels.copy, role: 'copy' },
      { label: labels.paste, role: 'paste' },
      { label: labels.selectAll, role: 'selectAll' },
    ],
  };
}

function viewMenu({ labels, isDevelopment }: MenuParts): MenuItemConstructorOptions {
  const developer: MenuItemConstructorOptions[] = [
    { label: labels.reload, role: 'reload' },
    { label: labels.developerTools, role: 'toggleDevTools' },
    { type: 'separator' },
  ];
  return {
    label: labels.view,
    submenu: [
      ...(isDevelopment ? developer : []),
      { label: labels.actualSize, role: 'resetZoom' },
      { label: labels.zoomIn, role: 'zoomIn' },
      { label: labels.zoomOut, role: 'zoomOut' },
      { type: 'separator' },
      { label: labels.fullScreen, role: 'togglefullscreen' },
    ],
  };
}

/** The application menu as data. On macOS the system's own application menu comes first. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = parts.isMac ? [{ role: 'appMenu' }] : [];
  return [...mac, fileMenu(parts), editMenu(parts), viewMenu(parts)];
}

/** Puts the menu up; called again when the language or the room changes. */
export function applyMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
}
