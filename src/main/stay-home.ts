import { app, type Session } from 'electron';

/**
 * What names and addresses Chromium may reach: this computer, from which the page comes in development. Everything that
 * Partyline says to others goes over sockets of its own, which know nothing of this.
 */
const RULES = 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]';

/**
 * Keeps the browser that draws the window from asking for anything on a network by itself: no name is resolved, no address
 * connected to, no proxy looked for. To be called before the app is ready.
 * @see https://www.electronjs.org/docs/latest/api/command-line-switches
 */
export function stayHome(): void {
  app.commandLine.appendSwitch('host-resolver-rules', RULES);
  // Looking for one asks the network for `wpad`, and one that is set would resolve names instead.
  app.commandLine.appendSwitch('no-proxy-server');
}

/** Has nothing typed checked where Chromium would fetch dictionaries for that; macOS has its own. */
export function fetchNoDictionaries(session: Session): void {
  if (process.platform !== 'darwin') session.setSpellCheckerEnabled(false);
}
