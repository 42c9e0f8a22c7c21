import { app, type Session, session, type WebContents } from 'electron';
import { openExternal } from './external-links.ts';
import type { Log } from './log.ts';
import { fetchNoDictionaries } from './stay-home.ts';

/** Writing to the clipboard at a user's gesture («copy») is the one thing that a page may ask for. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

/** No page may choose a device; where nobody refuses, Electron gives it the first Bluetooth device that it finds. */
const NO_DEVICE = '';

function lockContents(contents: WebContents, origin: string, log: Log): void {
  const stay = (event: Electron.Event<{ readonly url: string; readonly isMainFrame: boolean }>) => {
    if (event.isMainFrame && event.url.startsWith(`${origin}/`)) return;
    event.preventDefault();
    log.warn(`stopped a navigation to ${event.url.slice(0, 200)}`);
  };
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose(NO_DEVICE);
  });
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url).catch((error: unknown) => log.warn(`the system could not open a link: ${String(error)}`));
    return { action: 'deny' };
  });
}

function lockSession(session: Session, origin: string): void {
  const isAllowed = (permission: string, asker: string | undefined) =>
    ALLOWED_PERMISSIONS.includes(permission) && `${asker}/`.startsWith(`${origin}/`);
  session.setPermissionCheckHandler((_contents, permission, asker) => isAllowed(permission, asker));
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isAllowed(permission, requestingUrl)),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(NO_DEVICE);
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose(NO_DEVICE);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose(NO_DEVICE);
  });
}

/**
 * Takes from every page what the app never needs: permissions, devices, navigation, windows of its own.
 * @param origin where the window's content comes from; reloading it stays possible
 */
export function lockDown(origin: string, log: Log): void {
  fetchNoDictionaries(session.defaultSession);
  lockSession(session.defaultSession, origin);
  // There is no other; one that somebody makes is locked as well.
  app.on('session-created', (another) => lockSession(another, origin));
  app.on('web-contents-created', (_event, contents) => lockContents(contents, origin, log));
}
