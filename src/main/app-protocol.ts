import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { assetFor } from './asset-path.ts';

const SCHEME = 'partyline-app';
const HOST = 'app';
/** Where the window's content lives: a scheme of our own, because `file:` pages may read the whole disk. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`;

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
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
  protocol.handle(SCHEME, async ({ url, method }) => {
    const asset = method === 'GET' ? assetFor(url, HOST, folder) : undefined;
    if (asset === undefined) return new Response('not found', { status: 404 });
    try {
      const content = await readFile(asset.path);
      return new Response(new Uint8Array(content), { headers: { ...HEADERS, 'Content-Type': asset.contentType } });
    } catch {
      return new Response('not found', { status: 404 });
    }
  });
}
