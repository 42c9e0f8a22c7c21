import { app, session, type WebContents } from 'electron';
import { openExternal } from './external-links.ts';
import type { Log } from './log.ts';
import { fetchNoDictionaries } from './stay-home.ts';

/** Writing to the clipboard at a user's gesture («copy») is the one thing that a page may ask for. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

function lockContents(contents: WebContents, origin: string, log: Log): void {
  contents.on('will-navigate', (event) => {
    if (event.url.startsWith(`${origin}/`)) return;
    event.preventDefault();
    log.warn(`stopped a navigation to ${event.url.slice(0, 200)}`);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url).catch((error: unknown) => log.warn(`the system could not open a link: ${String(error)}`));
    return { action: 'deny' };
  });
}

/**
 * Takes from every page what the app never needs: permissions, navigation, windows of its own.
 * @param origin where the window's content comes from; reloading it stays possible
 */
export function lockDown(origin: string, log: Log): void {
  const permissions = session.defaultSession;
  fetchNoDictionaries(permissions);
  permissions.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.includes(permission));
  permissions.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.includes(permission)),
  );
  app.on('web-contents-created', (_event, contents) => lockContents(contents, origin, log));
}
