/**
 * Permissions. Chromium cannot ask us at the moment when a page wants one, so the app's handlers are asked for all of
 * them beforehand, when a document is about to load, and Chromium is told the outcome. Without handlers everything is
 * granted, as Electron does.
 */
import { originOf, toChromium } from '../chromium/own-schemes.ts';
import { runningChromium } from '../runtime.ts';
import type { Session } from './session.ts';
import type { WebContents } from './web-contents.ts';

/** Electron's names and the DevTools protocol's. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboardReadWrite'],
  'clipboard-sanitized-write': ['clipboardSanitizedWrite'],
  'display-capture': ['displayCapture'],
  geolocation: ['geolocation'],
  'idle-detection': ['idleDetection'],
  'local-fonts': ['localFonts'],
  media: ['audioCapture', 'videoCapture'],
  midi: ['midi'],
  midiSysex: ['midiSysex'],
  notifications: ['notifications'],
  'storage-access': ['storageAccess'],
  'window-management': ['windowManagement'],
};

/** Settles every permission for the document at `url`, an address as the app knows it. */
export async function settlePermissions(contents: WebContents, session: Session, url: string): Promise<void> {
  const origin = originOf(url);
  if (origin === 'null') return;
  const names = Object.keys(PERMISSIONS);
  const answers = await Promise.all(names.map((name) => isAllowed(contents, session, name, url, origin)));
  const permissions = names.filter((_, at) => answers[at]).flatMap((name) => PERMISSIONS[name] ?? []);
  const page = new URL(toChromium(url)).origin;
  // Grants these and rejects all others.
  runningChromium('permissions').connection.browser.tell('Browser.grantPermissions', { origin: page, permissions });
}

async function isAllowed(
  contents: WebContents,
  { checkHandler, requestHandler }: Session,
  name: string,
  url: string,
  origin: string,
): Promise<boolean> {
  const details = { requestingUrl: url, isMainFrame: true, securityOrigin: origin };
  if (checkHandler?.(contents, name, origin, details) === false) return false;
  if (requestHandler === null) return true;
  return new Promise((resolve) => requestHandler(contents, name, resolve, details));
}
