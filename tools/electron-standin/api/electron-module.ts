/** What `import … from 'electron'` and `require('electron')` give in the main process. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { powerMonitor, powerSaveBlocker, shell } from './desktop.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { NativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net.ts';
import { Notification } from './notification.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { clipboard, crashReporter } from './system.ts';
import { Tray } from './tray.ts';
import { WebContents } from './web-contents.ts';
import { WebFrameMain } from './web-frame-main.ts';

/** Every answered name. */
export const electron = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage: NativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents: WebContents,
  webFrameMain: WebFrameMain,
};

/** Names that Electron exports to the main process and the stand-in does not answer; each throws when it is used. */
export const UNANSWERED_EXPORTS = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'ClipboardItem',
  'contentTracing',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'IpcMainServiceWorker',
  'MessageChannelMain',
  'netLog',
  'pushNotifications',
  'ShareMenu',
  'systemPreferences',
  'TouchBar',
  'utilityProcess',
  'View',
  'WebContentsView',
  'WebSocket',
] as const;
