import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { HelpDialog } from '../shared/help/help-contract.ts';
import type { MenuLabels } from './menu-labels.ts';
import type { ZoomChange } from './window/zoom.ts';

export interface MenuParts {
  readonly labels: MenuLabels;
  readonly isMac: boolean;
  /** Whether reloading and developer tools are offered. */
  readonly isDevelopment: boolean;
  /** Copies the invite of the current room; undefined outside a room. */
  readonly copyInvite: (() => void) | undefined;
  /** Makes everything larger or smaller, for this start and the next ones. */
  readonly zoom: (change: ZoomChange) => void;
  /** Opens one of the window's dialogs. */
  readonly show: (dialog: HelpDialog) => void;
  /** Opens the folder of what explains Partyline. */
  readonly openDocs: () => void;
}

function fileMenu({ labels, isMac, copyInvite, show }: MenuParts): MenuItemConstructorOptions {
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
      { id: 'settings', label: labels.settings, accelerator: 'CmdOrCtrl+,', click: () => show('settings') },
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

/** A key that works without being listed. */
function hidden(id: string, accelerator: string): MenuItemConstructorOptions {
  return { id, accelerator, visible: false, acceleratorWorksWhenHidden: true };
}

function viewMenu({ labels, isDevelopment, zoom }: MenuParts): MenuItemConstructorOptions {
  const developer: MenuItemConstructorOptions[] = [
    { label: labels.reload, role: 'reload' },
    { label: labels.developerTools, role: 'toggleDevTools' },
    { type: 'separator' },
  ];
  return {
    label: labels.view,
    submenu: [
      ...(isDevelopment ? developer : []),
      // Electron's own roles for these forget at the end.
      { id: 'zoom-reset', label: labels.actualSize, accelerator: 'CmdOrCtrl+0', click: () => zoom('reset') },
      { id: 'zoom-in', label: labels.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => zoom('in') },
      // The same key without Shift, as in browsers.
      { ...hidden('zoom-in-equals', 'CmdOrCtrl+='), label: labels.zoomIn, click: () => zoom('in') },
      { id: 'zoom-out', label: labels.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => zoom('out') },
      { type: 'separator' },
      { label: labels.fullScreen, role: 'togglefullscreen' },
    ],
  };
}

function helpMenu({ labels, show, openDocs }: MenuParts): MenuItemConstructorOptions {
  return {
    label: labels.help,
    role: 'help',
    submenu: [
      { id: 'tour', label: labels.tour, click: () => show('tour') },
      { id: 'docs', label: labels.docs, click: openDocs },
      { id: 'report', label: labels.report, click: () => show('report') },
      { type: 'separator' },
      { id: 'about', label: labels.about, click: () => show('about') },
    ],
  };
}

/** The application menu as data. On macOS the system's own application menu comes first. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = parts.isMac ? [{ role: 'appMenu' }] : [];
  return [...mac, fileMenu(parts), editMenu(parts), viewMenu(parts), helpMenu(parts)];
}

/** Puts the menu up; called again when the language or the room changes. */
export function applyMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
}
