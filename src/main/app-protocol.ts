import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { assetFor, listAssets } from './asset-path.ts';

const SCHEME = 'partyline-app';
const HOST = 'app';
/** Where the window's content lives: a scheme of our own, because `file:` pages may read the whole disk. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`;

/** What a page can have by a policy and ours never wants: devices, the camera, where one is. */
const REFUSED_FEATURES = [
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'hid',
  'idle-detection',
  'local-fonts',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
];

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  // The browser's own powers, which are refused to it a second time (security.ts).
  'Permissions-Policy': REFUSED_FEATURES.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/** Tells Chromium about the scheme; must run before the app's `ready`, and once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves the built window from `folder`, reading only.
 * @param folder absolute path of the renderer's build
 */
export function serveApp(folder: string): void {
  const assets = listAssets(folder);
  protocol.handle(SCHEME, async ({ url, method }) => {
    const asset = method === 'GET' ? assetFor(url, HOST, assets) : undefined;
    if (asset === undefined) return new Response('not found', { status: 404 });
    try {
      const content = await readFile(asset.path);
      return new Response(new Uint8Array(content), { headers: { ...HEADERS, 'Content-Type': asset.contentType } });
    } catch {
      return new Response('not found', { status: 404 });
    }
  });
}
